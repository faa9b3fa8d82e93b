package io.paidan.board.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Aggregations of Elasticsearch, and what is in their answers. */
public final class Aggregations {
  /** More than there are districts, departments, classes or states, known or not. */
  private static final int ALL = 10_000;

  private Aggregations() {}

  /** How many of each value. */
  public static ObjectNode terms(String field) {
    return terms(field, ALL);
  }

  /** The most frequent values. */
  public static ObjectNode terms(String field, int most) {
    ObjectNode aggregation = Query.object();
    aggregation.putObject("terms").put("field", field).put("size", most);
    return aggregation;
  }

  /**
   * The different values of a field in the few documents found, however many values the index
   * holds.
   */
  public static ObjectNode valuesOfFew(String field, int most) {
    ObjectNode aggregation = terms(field, most);
    // The other way maps all values of the index at every refresh.
    ((ObjectNode) aggregation.get("terms")).put("execution_hint", "map");
    return aggregation;
  }

  public static ObjectNode filter(ObjectNode query) {
    ObjectNode aggregation = Query.object();
    aggregation.set("filter", query);
    return aggregation;
  }

  /** How many pass each filter: one alone, it is counted without looking at every document. */
  public static ObjectNode filters(Map<String, ObjectNode> queries) {
    ObjectNode aggregation = Query.object();
    ObjectNode named = aggregation.putObject("filters").putObject("filters");
    queries.forEach(named::set);
    return aggregation;
  }

  public static ObjectNode sum(String field) {
    ObjectNode aggregation = Query.object();
    aggregation.putObject("sum").put("field", field);
    return aggregation;
  }

  public static ObjectNode max(String field) {
    ObjectNode aggregation = Query.object();
    aggregation.putObject("max").put("field", field);
    return aggregation;
  }

  /** How many in each hour that begins like the one from there. */
  public static ObjectNode hours(String field, Instant from) {
    ObjectNode aggregation = Query.object();
    ObjectNode histogram = aggregation.putObject("date_histogram");
    histogram.put("field", field).put("fixed_interval", "1h").put("min_doc_count", 1);
    long offset = from.toEpochMilli() % Duration.ofHours(1).toMillis();
    if (offset != 0) {
      histogram.put("offset", offset + "ms");
    }
    return aggregation;
  }

  /** An aggregation within each bucket of another. */
  public static ObjectNode with(ObjectNode outer, String name, ObjectNode inner) {
    outer.withObject("/aggs").set(name, inner);
    return outer;
  }

  /** How many documents are in each bucket, by its key. */
  public static Map<String, Long> counts(JsonNode aggregation) {
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode bucket : aggregation.path("buckets")) {
      counts.put(bucket.path("key").asText(), count(bucket));
    }
    return counts;
  }

  public static long count(JsonNode bucket) {
    return bucket.path("doc_count").asLong();
  }

  /** A sum of whole numbers. */
  public static long sum(JsonNode bucket, String name) {
    return Math.round(bucket.path(name).path("value").asDouble());
  }

  /** A maximum in milliseconds since the epoch; without any value it is null. */
  public static Instant instant(JsonNode max) {
    JsonNode value = max.path("value");
    return value.isNumber() ? Instant.ofEpochMilli(value.asLong()) : null;
  }
}
