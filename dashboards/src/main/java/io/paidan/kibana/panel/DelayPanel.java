package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.Text;
import java.util.List;

/**
 * How long after one instant another one follows, as a mean over the documents of each span of
 * time: the difference of two means of dates, which Lens cannot take. Drawn by Vega.
 *
 * @param view whose time field lies along the axis
 * @param earlier the first instant, a date field
 * @param later the second one
 * @param axis what the delay is called, with its unit, seconds
 */
public record DelayPanel(
    String id, Text title, Text description, DataView view, String earlier, String later, Text axis)
    implements Panel {
  private static final double MILLIS_A_SECOND = 1000;

  @Override
  public String kind() {
    return LegacyVisualization.KIND;
  }

  @Override
  public ObjectNode config(Language language) {
    return LegacyVisualization.config(
        "vega",
        title.in(language),
        description.in(language),
        Json.object().put("spec", Json.pretty(spec(language))),
        false);
  }

  @Override
  public List<Reference> references(Language language) {
    return List.of();
  }

  private ObjectNode spec(Language language) {
    ObjectNode url =
        Json.object()
            .put("%context%", true)
            .put("%timefield%", view.timeField())
            .put("index", view.title());
    url.set("body", body());
    ObjectNode data = Json.object();
    data.set("url", url);
    data.set("format", Json.object().put("property", "aggregations.time.buckets"));
    ObjectNode difference =
        Json.object()
            .put(
                "calculate", "(datum.later.value - datum.earlier.value) / " + (int) MILLIS_A_SECOND)
            .put("as", "delay");
    ObjectNode x = Json.object().put("field", "key").put("type", "temporal");
    x.set("axis", Json.object().putNull("title"));
    ObjectNode y = Json.object().put("field", "delay").put("type", "quantitative");
    y.set("axis", Json.object().put("title", axis.in(language)));
    ObjectNode encoding = Json.object();
    encoding.set("x", x);
    encoding.set("y", y);
    encoding.set(
        "tooltip",
        Json.array(
            List.of(
                Json.object().put("field", "key").put("type", "temporal").put("title", "⏱"),
                Json.object()
                    .put("field", "delay")
                    .put("type", "quantitative")
                    .put("format", ",.1f")
                    .put("title", axis.in(language)))));
    ObjectNode spec =
        Json.object().put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    spec.set("data", data);
    spec.set("transform", Json.array(List.of(difference)));
    spec.set("mark", Json.object().put("type", "line").put("point", true));
    spec.set("encoding", encoding);
    return spec;
  }

  private ObjectNode body() {
    ObjectNode histogram = Json.object().put("field", view.timeField());
    // Not under fixed_interval: Kibana puts a word there that Elasticsearch refuses.
    histogram.set("interval", Json.object().put("%autointerval%", true));
    histogram.put("min_doc_count", 1);
    ObjectNode means = Json.object();
    means.set("earlier", mean(earlier));
    means.set("later", mean(later));
    ObjectNode time = Json.object();
    time.set("date_histogram", histogram);
    time.set("aggs", means);
    ObjectNode body = Json.object();
    body.set("aggs", Json.object().set("time", time));
    body.put("size", 0);
    return body;
  }

  private static ObjectNode mean(String field) {
    return Json.object().set("avg", Json.object().put("field", field));
  }
}
