package io.paidan.board.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Queries of Elasticsearch that only filter. They are built as JSON, never as text: what a viewer
 * sends is a value in them and nothing else.
 */
public final class Query {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Query() {}

  /** An empty object, to be filled. */
  public static ObjectNode object() {
    return JSON.objectNode();
  }

  public static ObjectNode term(String field, String value) {
    return wrap("term", JSON.objectNode().put(field, value));
  }

  public static ObjectNode term(String field, boolean value) {
    return wrap("term", JSON.objectNode().put(field, value));
  }

  /** Any of these values. */
  public static ObjectNode terms(String field, Collection<String> values) {
    ObjectNode terms = JSON.objectNode();
    ArrayNode array = terms.putArray(field);
    values.forEach(array::add);
    return wrap("terms", terms);
  }

  public static ObjectNode terms(String field, String... values) {
    return terms(field, List.of(values));
  }

  public static ObjectNode exists(String field) {
    return wrap("exists", JSON.objectNode().put("field", field));
  }

  /** From one instant, included, to another, left out. */
  public static ObjectNode range(String field, Instant from, Instant to) {
    return between(field, from.toString(), "lt", to.toString());
  }

  /** Local dates, both included. */
  public static ObjectNode dates(String field, LocalDate from, LocalDate to) {
    return between(field, from.toString(), "lte", to.toString());
  }

  private static ObjectNode between(String field, String from, String upTo, String to) {
    ObjectNode range = JSON.objectNode();
    range.putObject(field).put("gte", from).put(upTo, to);
    return wrap("range", range);
  }

  public static ObjectNode not(JsonNode query) {
    ObjectNode bool = JSON.objectNode();
    bool.putArray("must_not").add(query);
    return wrap("bool", bool);
  }

  /** All of them; all documents when there is none. */
  public static ObjectNode all(Collection<? extends JsonNode> queries) {
    if (queries.isEmpty()) {
      return wrap("match_all", JSON.objectNode());
    }
    ObjectNode bool = JSON.objectNode();
    bool.putArray("filter").addAll(new ArrayList<JsonNode>(queries));
    return wrap("bool", bool);
  }

  public static ObjectNode all(JsonNode... queries) {
    return all(List.of(queries));
  }

  public static ObjectNode any(JsonNode... queries) {
    ObjectNode bool = JSON.objectNode();
    bool.putArray("should").addAll(List.of(queries));
    bool.put("minimum_should_match", 1);
    return wrap("bool", bool);
  }

  private static ObjectNode wrap(String name, JsonNode inner) {
    ObjectNode outer = JSON.objectNode();
    outer.set(name, inner);
    return outer;
  }
}
