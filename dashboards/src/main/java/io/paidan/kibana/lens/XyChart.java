package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines and bars. In each layer time lies along the axis, or else the first dividing column; a
 * second one splits into colours.
 *
 * @param line a line across, or null
 */
public record XyChart(List<Drawn> drawn, String kql, Line line) implements Chart {
  /** How a layer is drawn, as Lens names it. */
  public enum Series {
    LINE("line"),
    BARS("bar"),
    STACKED_BARS("bar_stacked"),
    LYING_BARS("bar_horizontal"),
    LYING_STACKED_BARS("bar_horizontal_stacked");

    private final String lensName;

    Series(String lensName) {
      this.lensName = lensName;
    }
  }

  /** A layer and how it is drawn. */
  public record Drawn(Series series, Layer layer) {}

  /**
   * A line at a value, named at its end.
   *
   * @param layer of one fixed value
   */
  public record Line(Layer layer, String color) {}

  public XyChart {
    drawn = List.copyOf(drawn);
  }

  public static XyChart of(Series series, Layer layer) {
    return new XyChart(List.of(new Drawn(series, layer)), "", null);
  }

  /** The same, of the documents that a query finds. */
  public XyChart where(String query) {
    return new XyChart(drawn, query, line);
  }

  /** The same with one more layer. */
  public XyChart and(Series series, Layer layer) {
    List<Drawn> all = new ArrayList<>(drawn);
    all.add(new Drawn(series, layer));
    return new XyChart(all, kql, line);
  }

  /** The same with a line across. */
  public XyChart with(Line across) {
    return new XyChart(drawn, kql, across);
  }

  @Override
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>(drawn.stream().map(Drawn::layer).toList());
    if (line != null) {
      layers.add(line.layer());
    }
    return layers;
  }

  @Override
  public String kind() {
    return "lnsXY";
  }

  @Override
  public ObjectNode state(Language language) {
    ObjectNode state = Chart.super.state(language);
    if (line != null) {
      ((ObjectNode)
              state
                  .path("datasourceStates")
                  .path("formBased")
                  .path("layers")
                  .path(line.layer().id()))
          .set("linkToLayers", Json.array(drawn.get(0).layer().id()));
    }
    return state;
  }

  @Override
  public ObjectNode visualization(Language language) {
    ObjectNode json = Json.object();
    json.set("legend", Json.object().put("isVisible", true).put("position", "bottom"));
    json.put("valueLabels", "hide");
    json.put("preferredSeriesType", drawn.get(0).series().lensName);
    ArrayNode layers = Json.array();
    drawn.forEach(one -> layers.add(data(one)));
    if (line != null) {
      layers.add(reference());
    }
    json.set("layers", layers);
    return json;
  }

  private static ObjectNode data(Drawn one) {
    Layer layer = one.layer();
    List<String> buckets = layer.ids(true);
    String along = buckets.contains(Buckets.TIME) ? Buckets.TIME : buckets.get(0);
    ObjectNode json =
        Json.object()
            .put("layerId", layer.id())
            .put("layerType", "data")
            .put("seriesType", one.series().lensName)
            .put("xAccessor", along);
    json.set("accessors", Json.array(layer.ids(false).toArray(String[]::new)));
    buckets.stream().filter(id -> !id.equals(along)).forEach(id -> json.put("splitAccessor", id));
    return json;
  }

  private ObjectNode reference() {
    String value = line.layer().ids(false).get(0);
    ObjectNode config =
        Json.object()
            .put("forAccessor", value)
            .put("axisMode", "left")
            .put("color", line.color())
            .put("lineWidth", 2)
            .put("textVisibility", true)
            .put("fill", "none");
    ObjectNode json =
        Json.object().put("layerId", line.layer().id()).put("layerType", "referenceLine");
    json.set("accessors", Json.array(value));
    json.set("yConfig", Json.array(List.of(config)));
    return json;
  }
}
