package io.paidan.kibana.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The part of Kibana's query language that the pack uses: what Kibana makes of it for
 * Elasticsearch, and which fields it names.
 */
public final class Kql {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final Set<String> fields = new LinkedHashSet<>();
  private final Set<String> rangeFields = new LinkedHashSet<>();
  private final Instant now;
  private final ZoneId zone;
  private final ObjectNode query;
  private int next;

  private Kql(String text, Instant now, ZoneId zone) {
    this.text = text;
    this.now = now;
    this.zone = zone;
    tokenize();
    query = tokens.isEmpty() ? JSON.objectNode().set("match_all", JSON.objectNode()) : or();
    if (next < tokens.size()) {
      throw error("something is left over");
    }
  }

  /**
   * Reads a query.
   *
   * @param now what the word now means
   * @throws IllegalArgumentException when it is none
   */
  public static Kql parse(String text, Instant now, ZoneId zone) {
    return new Kql(text, now, zone);
  }

  /** Reads a query for its fields alone. */
  public static Kql parse(String text) {
    return new Kql(text, Instant.EPOCH, ZoneId.of("UTC"));
  }

  /** What Kibana sends to Elasticsearch. */
  public ObjectNode query() {
    return query;
  }

  public Set<String> fields() {
    return fields;
  }

  /** Those that are compared by more and less. */
  public Set<String> rangeFields() {
    return rangeFields;
  }

  private void tokenize() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if ("():".indexOf(c) >= 0) {
        tokens.add(String.valueOf(c));
        i++;
      } else if (c == '<' || c == '>') {
        int end = text.startsWith("=", i + 1) ? i + 2 : i + 1;
        tokens.add(text.substring(i, end));
        i = end;
      } else if (c == '"') {
        int end = text.indexOf('"', i + 1);
        if (end < 0) {
          throw error("a quotation does not end");
        }
        tokens.add(text.substring(i, end + 1));
        i = end + 1;
      } else {
        int end = i;
        while (end < text.length() && " ():<>\"".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        tokens.add(text.substring(i, end));
        i = end;
      }
    }
  }

  private ObjectNode or() {
    List<ObjectNode> parts = new ArrayList<>(List.of(and()));
    while (taken("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : should(parts);
  }

  private ObjectNode and() {
    List<ObjectNode> parts = new ArrayList<>(List.of(not()));
    while (taken("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : bool("filter", parts);
  }

  private ObjectNode not() {
    return taken("not") ? bool("must_not", List.of(not())) : atom();
  }

  private ObjectNode atom() {
    if (taken("(")) {
      ObjectNode inner = or();
      demand(")");
      return inner;
    }
    String field = word();
    fields.add(field);
    String sign = word();
    if (sign.equals(":")) {
      return values(field);
    }
    rangeFields.add(field);
    String name =
        switch (sign) {
          case ">" -> "gt";
          case ">=" -> "gte";
          case "<" -> "lt";
          case "<=" -> "lte";
          default -> throw error("no comparison: " + sign);
        };
    String value = unquoted(word());
    ObjectNode range = JSON.objectNode().put(name, instant(value));
    if (!value.matches("-?[0-9.]+")) {
      range.put("time_zone", zone.getId());
    }
    return JSON.objectNode().set("range", JSON.objectNode().set(field, range));
  }

  private ObjectNode values(String field) {
    if (!taken("(")) {
      return value(field, word());
    }
    List<ObjectNode> parts = new ArrayList<>(List.of(value(field, word())));
    while (taken("or")) {
      parts.add(value(field, word()));
    }
    demand(")");
    return should(parts);
  }

  private static ObjectNode value(String field, String word) {
    if (word.equals("*")) {
      return JSON.objectNode().set("exists", JSON.objectNode().put("field", field));
    }
    if (word.startsWith("\"")) {
      return JSON.objectNode().set("match_phrase", JSON.objectNode().put(field, unquoted(word)));
    }
    if (word.contains("*")) {
      ObjectNode string = JSON.objectNode().put("query", word);
      string.set("fields", JSON.arrayNode().add(field));
      return JSON.objectNode().set("query_string", string);
    }
    return JSON.objectNode().set("match", JSON.objectNode().put(field, word));
  }

  /** Elasticsearch reads the clock; a test has one of its own. */
  private String instant(String value) {
    return value.startsWith("now") ? now + "||" + value.substring("now".length()) : value;
  }

  private static String unquoted(String word) {
    return word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
  }

  private static ObjectNode should(List<ObjectNode> parts) {
    ObjectNode bool = bool("should", parts);
    ((ObjectNode) bool.get("bool")).put("minimum_should_match", 1);
    return bool;
  }

  private static ObjectNode bool(String kind, List<ObjectNode> parts) {
    ArrayNode all = JSON.arrayNode().addAll(parts);
    return JSON.objectNode().set("bool", JSON.objectNode().set(kind, all));
  }

  private boolean taken(String token) {
    boolean here = next < tokens.size() && tokens.get(next).toLowerCase(Locale.ROOT).equals(token);
    next += here ? 1 : 0;
    return here;
  }

  private void demand(String token) {
    if (!taken(token)) {
      throw error("no " + token);
    }
  }

  private String word() {
    if (next >= tokens.size()) {
      throw error("it ends too early");
    }
    return tokens.get(next++);
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException(what + " in the query " + text);
  }
}
