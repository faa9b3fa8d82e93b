package io.paidan.it.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.check.Kql;
import io.paidan.kibana.check.Pack;
import io.paidan.local.testing.Http;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks Elasticsearch what Kibana would ask for the panels of a dashboard of a pack. */
final class KibanaSearches {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final URI elasticsearch;
  private final Pack pack;
  private final Look look;

  KibanaSearches(URI elasticsearch, Pack pack, Look look) {
    this.elasticsearch = elasticsearch;
    this.pack = pack;
    this.look = look;
  }

  /** The rows of a layer of a Lens panel. */
  Map<List<String>, Map<String, Double>> layer(JsonNode dashboard, JsonNode panel, String layerId)
      throws Exception {
    JsonNode layer = Pack.layers(panel).get(layerId);
    JsonNode view = pack.viewOfLayer(dashboard, panel, layerId);
    boolean apart = layer.path("ignoreGlobalFilters").asBoolean();
    String kql = panel.at("/embeddableConfig/attributes/state/query/query").asText();
    LayerQuery query = new LayerQuery(layer, look.now(), look.zone());
    ObjectNode body = JSON.objectNode().put("size", 0).put("track_total_hits", true);
    body.set("query", query(view, kql, apart ? null : dashboard));
    body.set("aggs", query.aggregations());
    return query.rows(search(title(view), body));
  }

  /** The ids of the documents that a search panel lists, in its order. */
  List<String> list(JsonNode dashboard, JsonNode panel) throws Exception {
    JsonNode search = pack.search(dashboard, panel);
    JsonNode view = pack.viewOfSearch(search);
    JsonNode source =
        Pack.parse(search.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
    ObjectNode body = JSON.objectNode().put("size", 1000);
    body.set("query", query(view, source.at("/query/query").asText(), dashboard));
    JsonNode sort = search.at("/attributes/sort/0");
    body.set(
        "sort",
        JSON.arrayNode().add(JSON.objectNode().put(sort.path(0).asText(), sort.path(1).asText())));
    body.set("fields", search.at("/attributes/columns"));
    List<String> ids = new ArrayList<>();
    search(title(view), body).at("/hits/hits").forEach(hit -> ids.add(hit.path("_id").asText()));
    return ids;
  }

  /** What a control lists. */
  Set<String> options(JsonNode dashboard, String control) throws Exception {
    JsonNode view = pack.follow(dashboard, "controlGroup_" + control + ":optionsListDataView");
    ObjectNode terms =
        JSON.objectNode()
            .put(
                "field",
                Pack.controls(dashboard).get(control).at("/explicitInput/fieldName").asText())
            .put("size", 1000);
    ObjectNode body = JSON.objectNode().put("size", 0);
    body.set("query", query(view, "", dashboard));
    body.set("aggs", JSON.objectNode().set("options", JSON.objectNode().set("terms", terms)));
    Set<String> options = new TreeSet<>();
    search(title(view), body)
        .at("/aggregations/options/buckets")
        .forEach(bucket -> options.add(bucket.path("key").asText()));
    return options;
  }

  /** The buckets of a Vega panel by local date, its own interval put to a day. */
  Map<String, JsonNode> vega(JsonNode dashboard, JsonNode panel) throws Exception {
    JsonNode request = Pack.vegaRequest(panel);
    ObjectNode body = request.path("body").deepCopy();
    ObjectNode histogram = (ObjectNode) body.at("/aggs/time/date_histogram");
    assertAuto(histogram.remove("interval"));
    // What Kibana puts in its place.
    histogram.put("calendar_interval", "1d").put("time_zone", look.zone().getId());
    ArrayNode filters = JSON.arrayNode();
    dashboardFilters(dashboard, filters);
    filters.add(range(request.path("%timefield%").asText()));
    body.set("query", JSON.objectNode().set("bool", JSON.objectNode().set("filter", filters)));
    Map<String, JsonNode> buckets = new LinkedHashMap<>();
    for (JsonNode bucket :
        search(request.path("index").asText(), body).at("/aggregations/time/buckets")) {
      Instant start = Instant.ofEpochMilli(bucket.path("key").asLong());
      buckets.put(start.atZone(look.zone()).toLocalDate().toString(), bucket);
    }
    return buckets;
  }

  private static void assertAuto(JsonNode interval) {
    if (interval == null || !interval.path("%autointerval%").asBoolean()) {
      throw new AssertionError("the interval is not Kibana's to choose: " + interval);
    }
  }

  private ObjectNode query(JsonNode view, String kql, JsonNode dashboard) {
    ArrayNode filters = JSON.arrayNode();
    filters.add(Kql.parse(kql, look.now(), look.zone()).query());
    if (dashboard != null) {
      dashboardFilters(dashboard, filters);
    }
    String time = view.at("/attributes/timeFieldName").asText("");
    if (!time.isEmpty()) {
      filters.add(range(time));
    }
    return JSON.objectNode().set("bool", JSON.objectNode().set("filter", filters));
  }

  private static void dashboardFilters(JsonNode dashboard, ArrayNode into) {
    Pack.parse(dashboard.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText())
        .path("filter")
        .forEach(filter -> into.add(filter.path("query")));
  }

  private ObjectNode range(String field) {
    ObjectNode range =
        JSON.objectNode()
            .put("gte", look.from().toString())
            .put("lte", look.to().toString())
            .put("format", "strict_date_optional_time");
    return JSON.objectNode().set("range", JSON.objectNode().set(field, range));
  }

  private static String title(JsonNode view) {
    return view.at("/attributes/title").asText();
  }

  private JsonNode search(String indices, ObjectNode body) throws Exception {
    String path = "/" + URLEncoder.encode(indices, StandardCharsets.UTF_8) + "/_search";
    Http.Response response =
        Http.send("POST", elasticsearch.resolve(path), MAPPER.writeValueAsString(body));
    if (response.status() != 200) {
      throw new AssertionError(response.body() + " to " + body);
    }
    return MAPPER.readTree(response.body());
  }
}
