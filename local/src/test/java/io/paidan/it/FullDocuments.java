package io.paidan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.document.IndexTemplates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Documents with every field that their schema knows filled, made from the schema. */
final class FullDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Texts that have to look like something. */
  private static final Map<String, String> TEXTS =
      Map.of("level", "ESCALATION-2", "period", "2026-Q4", "figure", "district_figures.resolved");

  private FullDocuments() {}

  /** A document of that alias, valid by its schema. */
  static Document of(Alias alias, String id, long revision) throws IOException {
    JsonNode schema = JSON.readTree(IndexTemplates.schema(alias));
    ObjectNode document = (ObjectNode) value("", schema);
    document.put("revision", revision);
    String body = JSON.writeValueAsString(document);
    JsonSchema validator =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(new String(IndexTemplates.schema(alias), StandardCharsets.UTF_8));
    if (!validator.validate(body, InputFormat.JSON).isEmpty()) {
      throw new AssertionError(validator.validate(body, InputFormat.JSON).toString());
    }
    return new Document(
        alias,
        id,
        revision,
        body.getBytes(StandardCharsets.UTF_8),
        alias.byMonth() ? "2026.11" : null);
  }

  private static JsonNode value(String name, JsonNode schema) {
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    if (schema.has("anyOf")) {
      return value(name, schema.get("anyOf").get(0));
    }
    if (schema.has("$ref")) {
      return NODES.textNode(
          schema.get("$ref").textValue().endsWith("day")
              ? "2026-11-20"
              : "2026-11-20T03:04:05.123Z");
    }
    JsonNode type = schema.get("type");
    return switch (type.isArray() ? type.get(0).textValue() : type.textValue()) {
      case "string" -> NODES.textNode(TEXTS.getOrDefault(name, "阜新街道"));
      case "boolean" -> NODES.booleanNode(true);
      case "integer" -> NODES.numberNode(7);
      case "number" -> NODES.numberNode(0.75);
      case "array" -> array(name, schema);
      default -> object(schema);
    };
  }

  private static ArrayNode array(String name, JsonNode schema) {
    return NODES.arrayNode().add(value(name, schema.get("items")));
  }

  private static ObjectNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    if (!schema.has("properties")) {
      return object.put("department", "urban-management").set("list", NODES.arrayNode().add(1));
    }
    schema
        .get("properties")
        .properties()
        .forEach(field -> object.set(field.getKey(), value(field.getKey(), field.getValue())));
    return object;
  }
}
