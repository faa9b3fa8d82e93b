package io.paidan.it.kibana;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A known document; a field that is null is left out, as one that is null counts as none. */
final class Doc {
  private final String id;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  Doc(String id) {
    this.id = id;
  }

  Doc with(String field, Object value) {
    if (value != null) {
      fields.put(field, value);
    }
    return this;
  }

  String id() {
    return id;
  }

  Map<String, Object> fields() {
    return fields;
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  boolean is(String field, Object... values) {
    return List.of(values).contains(Objects.requireNonNullElse(fields.get(field), ""));
  }

  String text(String field) {
    Object value = fields.get(field);
    return value == null ? null : value.toString();
  }

  /** Several values of a field; none when it has none. */
  @SuppressWarnings("unchecked")
  List<String> texts(String field) {
    Object value = fields.get(field);
    return value == null
        ? List.of()
        : value instanceof List ? (List<String>) value : List.of(value.toString());
  }

  double number(String field) {
    return ((Number) fields.get(field)).doubleValue();
  }

  Instant instant(String field) {
    return Instant.parse(text(field));
  }

  /** Whether the span of time that is chosen has it. */
  boolean within(String timeField) {
    if (!has(timeField)) {
      return false;
    }
    Instant instant = instant(timeField);
    return !instant.isBefore(Scene.FROM) && !instant.isAfter(Scene.TO);
  }

  /** The values of a field of the objects in a field. */
  @SuppressWarnings("unchecked")
  List<String> parts(String field, String inner) {
    return ((List<Map<String, Object>>) fields.get(field))
        .stream().map(part -> part.get(inner).toString()).toList();
  }

  /** A number in an object. */
  @SuppressWarnings("unchecked")
  double inner(String field, String inner) {
    return ((Number) ((Map<String, Object>) fields.get(field)).get(inner)).doubleValue();
  }
}
