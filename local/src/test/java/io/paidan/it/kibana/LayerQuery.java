package io.paidan.it.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.check.Kql;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One layer of a Lens chart as Kibana runs it: the aggregations that its columns mean, and the
 * columns' values from the answer.
 */
final class LayerQuery {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode columns;
  private final List<String> buckets = new ArrayList<>();
  private final List<String> measures = new ArrayList<>();
  private final Instant now;
  private final ZoneId zone;

  LayerQuery(JsonNode layer, Instant now, ZoneId zone) {
    this.columns = layer.path("columns");
    this.now = now;
    this.zone = zone;
    for (JsonNode id : layer.path("columnOrder")) {
      boolean bucketed = columns.path(id.asText()).path("isBucketed").asBoolean();
      (bucketed ? buckets : measures).add(id.asText());
    }
  }

  /** The {@code aggs} of the request. */
  ObjectNode aggregations() {
    return aggregations(0);
  }

  private ObjectNode aggregations(int depth) {
    ObjectNode all = JSON.objectNode();
    if (depth < buckets.size()) {
      String id = buckets.get(depth);
      ObjectNode bucket = bucket(columns.path(id));
      ObjectNode inner = aggregations(depth + 1);
      if (depth + 1 < buckets.size()) {
        // What this level is ordered by has to be measured at this level, too.
        measures().forEach((measure, aggregation) -> inner.set(measure, aggregation));
      }
      bucket.set("aggs", inner);
      all.set(id, bucket);
      return all;
    }
    measures().forEach(all::set);
    return all;
  }

  private Map<String, ObjectNode> measures() {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    for (String id : measures) {
      ObjectNode aggregation = measure(columns.path(id));
      if (aggregation != null) {
        all.put(id, aggregation);
      }
    }
    return all;
  }

  private ObjectNode bucket(JsonNode column) {
    JsonNode params = column.path("params");
    String operation = column.path("operationType").asText();
    ObjectNode body = JSON.objectNode();
    switch (operation) {
      case "date_histogram" -> {
        body.put("field", column.path("sourceField").asText());
        body.put("calendar_interval", params.path("interval").asText());
        body.put("time_zone", zone.getId());
        body.put("min_doc_count", params.path("includeEmptyRows").asBoolean() ? 0 : 1);
        return JSON.objectNode().set("date_histogram", body);
      }
      case "terms" -> {
        body.put("field", column.path("sourceField").asText());
        body.put("size", params.path("size").asInt());
        body.set(
            "order",
            JSON.objectNode()
                .put(order(params.path("orderBy")), params.path("orderDirection").asText()));
        return JSON.objectNode().set("terms", body);
      }
      case "filters" -> {
        ObjectNode filters = JSON.objectNode();
        for (JsonNode filter : params.path("filters")) {
          filters.set(filter.path("label").asText(), kql(filter.at("/input/query").asText()));
        }
        return JSON.objectNode().set("filters", JSON.objectNode().set("filters", filters));
      }
      default -> throw new AssertionError("no bucket: " + operation);
    }
  }

  private String order(JsonNode orderBy) {
    if (orderBy.path("type").asText().equals("alphabetical")) {
      return "_key";
    }
    String id = orderBy.path("columnId").asText();
    JsonNode by = columns.path(id);
    return by.path("operationType").asText().equals("count") ? "_count" : id;
  }

  /** Null: it is no aggregation of its own. */
  private ObjectNode measure(JsonNode column) {
    String operation = column.path("operationType").asText();
    String field = column.path("sourceField").asText();
    ObjectNode metric =
        switch (operation) {
          case "count", "formula", "math", "now", "static_value" -> null;
          case "sum", "max" -> metric(operation, field);
          case "average" -> metric("avg", field);
          case "unique_count" -> metric("cardinality", field);
          case "percentile" -> {
            ObjectNode percentiles = JSON.objectNode().put("field", field);
            percentiles.set(
                "percents", JSON.arrayNode().add(column.at("/params/percentile").asInt()));
            percentiles.put("keyed", false);
            yield JSON.objectNode().set("percentiles", percentiles);
          }
          default -> throw new AssertionError("no measure: " + operation);
        };
    if (!column.has("filter")) {
      return metric;
    }
    ObjectNode filtered = JSON.objectNode().set("filter", kql(column.at("/filter/query").asText()));
    if (metric != null) {
      filtered.set("aggs", JSON.objectNode().set("value", metric));
    }
    return filtered;
  }

  private static ObjectNode metric(String name, String field) {
    return JSON.objectNode().set(name, JSON.objectNode().put("field", field));
  }

  private ObjectNode kql(String query) {
    return Kql.parse(query, now, zone).query();
  }

  /** The values of all columns that measure, by the buckets' keys; null: there is none. */
  Map<List<String>, Map<String, Double>> rows(JsonNode answer) {
    Map<List<String>, Map<String, Double>> rows = new LinkedHashMap<>();
    JsonNode top = answer.path("aggregations");
    rows(top, answer.at("/hits/total/value").asLong(), 0, List.of(), rows);
    return rows;
  }

  private void rows(
      JsonNode level,
      long count,
      int depth,
      List<String> path,
      Map<List<String>, Map<String, Double>> into) {
    if (depth == buckets.size()) {
      Map<String, Double> values = new LinkedHashMap<>();
      measures.forEach(id -> values.put(id, value(id, level, count)));
      into.put(path, values);
      return;
    }
    String id = buckets.get(depth);
    JsonNode all = level.path(id).path("buckets");
    if (all.isObject()) {
      all.properties()
          .forEach(
              entry ->
                  rows(
                      entry.getValue(),
                      entry.getValue().path("doc_count").asLong(),
                      depth + 1,
                      longer(path, entry.getKey()),
                      into));
      return;
    }
    for (JsonNode bucket : all) {
      rows(
          bucket,
          bucket.path("doc_count").asLong(),
          depth + 1,
          longer(path, key(columns.path(id), bucket)),
          into);
    }
  }

  private static List<String> longer(List<String> path, String key) {
    List<String> all = new ArrayList<>(path);
    all.add(key);
    return all;
  }

  private String key(JsonNode column, JsonNode bucket) {
    if (!column.path("operationType").asText().equals("date_histogram")) {
      return bucket.path("key").asText();
    }
    boolean hours = column.at("/params/interval").asText().endsWith("h");
    return DateTimeFormatter.ofPattern(hours ? "yyyy-MM-dd'T'HH" : "yyyy-MM-dd")
        .format(Instant.ofEpochMilli(bucket.path("key").asLong()).atZone(zone));
  }

  private Double value(String id, JsonNode level, long count) {
    JsonNode column = columns.path(id);
    String operation = column.path("operationType").asText();
    return switch (operation) {
      case "formula" -> value(column.path("references").path(0).asText(), level, count);
      case "math" -> calculate(column.at("/params/tinymathAst"), level, count);
      case "now" -> (double) now.toEpochMilli();
      case "static_value" -> Double.valueOf(column.at("/params/value").asText());
      case "count" ->
          column.has("filter") ? level.path(id).path("doc_count").asDouble() : (double) count;
      default -> {
        JsonNode at = column.has("filter") ? level.path(id).path("value") : level.path(id);
        JsonNode value =
            operation.equals("percentile") ? at.at("/values/0/value") : at.path("value");
        yield value.isNumber() ? Double.valueOf(value.asDouble()) : null;
      }
    };
  }

  /** As tinymath does it: what has no result, a division by nought above all, is none. */
  private Double calculate(JsonNode node, JsonNode level, long count) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    if (node.isTextual()) {
      return value(node.asText(), level, count);
    }
    List<Double> arguments = new ArrayList<>();
    for (JsonNode argument : node.path("args")) {
      Double value = calculate(argument, level, count);
      if (value == null) {
        return null;
      }
      arguments.add(value);
    }
    double first = arguments.get(0);
    double second = arguments.size() > 1 ? arguments.get(1) : 0;
    double result =
        switch (node.path("name").asText()) {
          case "add" -> first + second;
          case "subtract" -> first - second;
          case "multiply" -> first * second;
          case "divide" -> first / second;
          case "sqrt" -> Math.sqrt(first);
          default -> throw new AssertionError("no mathematics: " + node.path("name"));
        };
    return Double.isFinite(result) ? result : null;
  }
}
