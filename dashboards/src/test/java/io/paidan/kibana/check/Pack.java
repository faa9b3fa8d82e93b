package io.paidan.kibana.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A pack as it is read from its file, by nobody who knows how it was written. */
public final class Pack {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ObjectNode> objects;

  private Pack(List<ObjectNode> objects) {
    this.objects = objects;
  }

  public static Pack read(byte[] ndjson) {
    List<ObjectNode> objects = new ArrayList<>();
    new String(ndjson, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> objects.add((ObjectNode) parse(line)));
    return new Pack(objects);
  }

  public List<ObjectNode> objects() {
    return objects;
  }

  public List<ObjectNode> ofType(String type) {
    return objects.stream().filter(o -> o.path("type").asText().equals(type)).toList();
  }

  /** The object of that type and id; a missing node when there is none. */
  public JsonNode find(String type, String id) {
    for (ObjectNode object : ofType(type)) {
      if (object.path("id").asText().equals(id)) {
        return object;
      }
    }
    return MissingNode.getInstance();
  }

  /** What an object's reference of a name leads to; a missing node when nothing. */
  public JsonNode follow(JsonNode object, String name) {
    for (JsonNode reference : object.path("references")) {
      if (reference.path("name").asText().equals(name)) {
        return find(reference.path("type").asText(), reference.path("id").asText());
      }
    }
    return MissingNode.getInstance();
  }

  /** The panels of a dashboard. */
  public static List<JsonNode> panels(JsonNode dashboard) {
    List<JsonNode> panels = new ArrayList<>();
    parse(dashboard.at("/attributes/panelsJSON").asText()).forEach(panels::add);
    return panels;
  }

  /** The controls of a dashboard, by id. */
  public static Map<String, JsonNode> controls(JsonNode dashboard) {
    return parse(dashboard.at("/attributes/controlGroupInput/panelsJSON").asText())
        .properties()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The layers of a Lens panel, by id. */
  public static Map<String, JsonNode> layers(JsonNode panel) {
    return panel
        .at("/embeddableConfig/attributes/state/datasourceStates/formBased/layers")
        .properties()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The data view of a layer of a dashboard's Lens panel. */
  public JsonNode viewOfLayer(JsonNode dashboard, JsonNode panel, String layer) {
    return follow(
        dashboard, panel.path("panelIndex").asText() + ":indexpattern-datasource-layer-" + layer);
  }

  /** The search behind a dashboard's search panel. */
  public JsonNode search(JsonNode dashboard, JsonNode panel) {
    return follow(
        dashboard, panel.path("panelIndex").asText() + ":" + panel.path("panelRefName").asText());
  }

  /** The data view of a search. */
  public JsonNode viewOfSearch(JsonNode search) {
    return follow(search, "kibanaSavedObjectMeta.searchSourceJSON.index");
  }

  /** What a Vega panel asks: index, body, time field. */
  public static JsonNode vegaRequest(JsonNode panel) {
    return parse(panel.at("/embeddableConfig/savedVis/params/spec").asText()).at("/data/url");
  }

  public static boolean isLens(JsonNode panel) {
    return panel.path("type").asText().equals("lens");
  }

  public static boolean isSearch(JsonNode panel) {
    return panel.path("type").asText().equals("search");
  }

  public static boolean isVega(JsonNode panel) {
    return panel.at("/embeddableConfig/savedVis/type").asText().equals("vega");
  }

  /** A copy with the panels of a dashboard changed, for tests of what finds mistakes. */
  public Pack withPanels(String dashboardId, Consumer<ArrayNode> change) {
    Pack copy = copy();
    ObjectNode attributes = (ObjectNode) copy.find("dashboard", dashboardId).path("attributes");
    ArrayNode panels = (ArrayNode) parse(attributes.path("panelsJSON").asText());
    change.accept(panels);
    attributes.put("panelsJSON", panels.toString());
    return copy;
  }

  /** A copy that can be changed. */
  public Pack copy() {
    return new Pack(new ArrayList<>(objects.stream().map(ObjectNode::deepCopy).toList()));
  }

  /** The JSON in a text; a missing node when it is none. */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
