package io.paidan.kibana.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** JSON whose fields stay in the order that they were put in: the same pack is the same bytes. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static ArrayNode array(String... values) {
    ArrayNode array = array();
    for (String value : values) {
      array.add(value);
    }
    return array;
  }

  public static ArrayNode array(Collection<? extends JsonNode> values) {
    return array().addAll(values);
  }

  /** In one line, for files and for the JSON that Kibana keeps inside strings. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON that cannot be written", e);
    }
  }

  /** In many lines, for files that people read. */
  public static String pretty(JsonNode node) {
    return node.toPrettyString();
  }

  /** A query in Kibana's own language. */
  public static ObjectNode query(String kql) {
    return object().put("query", kql).put("language", "kuery");
  }
}
