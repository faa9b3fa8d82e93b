package io.paidan.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates, schemas and the contract's list of fields say the same. */
class IndexTemplatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  /** Which JSON Schema kind a field of an index may have; an object's fields are compared alone. */
  private static final Map<String, Set<String>> KINDS =
      Map.ofEntries(
          Map.entry("keyword", Set.of("string", "enum", "array")),
          Map.entry("text", Set.of("string")),
          Map.entry("date", Set.of("instant", "day")),
          Map.entry("boolean", Set.of("boolean")),
          Map.entry("integer", Set.of("integer")),
          Map.entry("long", Set.of("integer")),
          Map.entry("double", Set.of("number")),
          Map.entry("geo_point", Set.of("object")),
          Map.entry("flattened", Set.of("object")));

  @ParameterizedTest
  @EnumSource(Alias.class)
  void templateAndSchemaHaveTheSameFieldsOfFittingKinds(Alias alias) throws IOException {
    Map<String, String> indexed = new TreeMap<>();
    indexed(base(), "", indexed);
    indexed(template(alias).at("/template/mappings/properties"), "", indexed);
    Map<String, String> described = new TreeMap<>();
    described(schema(alias), "", indexed, described);

    assertThat(described.keySet()).isEqualTo(indexed.keySet());
    indexed.forEach(
        (field, type) -> assertThat(KINDS.get(type)).as(field).contains(described.get(field)));
  }

  @ParameterizedTest
  @EnumSource(Alias.class)
  void everyFieldOfTheContractIsRequiredOfADocument(Alias alias) throws IOException {
    JsonNode schema = schema(alias);
    assertThat(schema.get("additionalProperties").booleanValue()).isFalse();
    List<String> required =
        Stream.of("@timestamp revision " + ContractFields.OF.get(alias))
            .flatMap(s -> Arrays.stream(s.split(" ")))
            .filter(s -> !s.isEmpty())
            .toList();
    assertThat(JSON.convertValue(schema.get("required"), String[].class)).containsAll(required);
  }

  @ParameterizedTest
  @EnumSource(Alias.class)
  void aTemplateMatchesItsOwnIndicesOnly(Alias alias) throws IOException {
    JsonNode template = template(alias);
    List<String> composedOf = new ArrayList<>(IndexTemplates.COMPONENTS);
    if (alias.byMonth()) {
      composedOf.add(IndexTemplates.RETENTION);
      assertThat(strings(template.get("ignore_missing_component_templates")))
          .containsExactly(IndexTemplates.RETENTION);
    }
    assertThat(strings(template.get("composed_of"))).isEqualTo(composedOf);
    assertThat(strings(template.get("index_patterns"))).containsExactly(alias.alias() + "-*");
    assertThat(template.get("allow_auto_create").booleanValue()).isEqualTo(alias.byMonth());
    assertThat(template.at("/template/aliases").has(alias.alias())).isEqualTo(alias.byMonth());
    String own =
        alias.byMonth() ? IndexNames.month(alias, "2026.11") : IndexNames.generation(alias, 1);
    for (Alias other : Alias.values()) {
      assertThat(own.startsWith(other.alias() + "-") && own.matches(other.alias() + "-[0-9.]+"))
          .isEqualTo(other == alias);
    }
  }

  @ParameterizedTest
  @EnumSource(Alias.class)
  void aSchemaIsOneOfItsDraft(Alias alias) throws IOException {
    JsonSchema draft = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012));
    assertThat(
            draft.validate(
                new String(IndexTemplates.schema(alias), StandardCharsets.UTF_8), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void nothingIsGuessedAndNothingIsMadeByAWrite() throws IOException {
    assertThat(
            JSON.readTree(IndexTemplates.component("paidan-base")).at("/template/mappings/dynamic"))
        .isEqualTo(JSON.valueToTree("strict"));
    assertThat(
            JSON.readTree(IndexTemplates.component(IndexTemplates.SETTINGS))
                .at("/template/settings/index/refresh_interval")
                .textValue())
        .isEqualTo(IndexTemplates.REFRESH_INTERVAL);
    JsonNode guard = JSON.readTree(IndexTemplates.template("paidan"));
    assertThat(guard.get("allow_auto_create").booleanValue()).isFalse();
    for (Alias alias : Alias.values()) {
      assertThat(template(alias).get("priority").intValue())
          .isGreaterThan(guard.get("priority").intValue());
    }
  }

  @Test
  void theSchemaToldTellsGoodFromBad() {
    JsonSchema schema =
        SCHEMAS.getSchema(new String(IndexTemplates.schema(Alias.CENTERS), StandardCharsets.UTF_8));
    String good =
        """
        {"@timestamp":"2026-11-20T03:04:05.123Z","revision":1795000000123,"district":"fuxin",
         "district_name":"阜新街道","county":"fukang","county_name":"阜康市","location":{"lat":44.1,"lon":87.9},
         "staffed":false,"staff_total":3,"staff_street":1,"staff_urban_management":2,
         "staff_market_supervision":0,"staff_other":0,"missing_total":2,"missing_street":0,
         "missing_urban_management":0,"missing_market_supervision":2,
         "staff":[{"organisation":"阜康市城管局","kind":"URBAN_MANAGEMENT","count":2}]}
        """;
    assertThat(schema.validate(good, InputFormat.JSON)).isEmpty();
    for (String[] change :
        new String[][] {
          {"\"revision\":1795000000123", "\"revision\":0"},
          {"05.123Z", "05Z"},
          {"URBAN_MANAGEMENT\"", "POLICE\""},
          {"\"staffed\":false", "\"staffed\":null"},
          {"\"staff_other\":0", "\"staff_others\":0"},
          {"44.1", "144.1"}
        }) {
      String bad = good.replace(change[0], change[1]);
      assertThat(bad).isNotEqualTo(good);
      assertThat(schema.validate(bad, InputFormat.JSON)).as(change[1]).isNotEmpty();
    }
  }

  private static JsonNode base() throws IOException {
    return JSON.readTree(IndexTemplates.component("paidan-base"))
        .at("/template/mappings/properties");
  }

  private static JsonNode template(Alias alias) throws IOException {
    return JSON.readTree(IndexTemplates.template(alias.alias()));
  }

  private static JsonNode schema(Alias alias) throws IOException {
    return JSON.readTree(IndexTemplates.schema(alias));
  }

  private static List<String> strings(JsonNode array) {
    return List.of(JSON.convertValue(array, String[].class));
  }

  private static void indexed(JsonNode properties, String path, Map<String, String> into) {
    properties
        .properties()
        .forEach(
            e -> {
              if (e.getValue().has("properties")) {
                indexed(e.getValue().get("properties"), path + e.getKey() + ".", into);
              } else {
                into.put(path + e.getKey(), e.getValue().get("type").textValue());
              }
            });
  }

  private static void described(
      JsonNode object, String path, Map<String, String> indexed, Map<String, String> into) {
    object
        .get("properties")
        .properties()
        .forEach(
            e -> {
              String field = path + e.getKey();
              JsonNode inner = e.getValue().has("items") ? e.getValue().get("items") : e.getValue();
              if (inner.has("properties") && !indexed.containsKey(field)) {
                described(inner, field + ".", indexed, into);
              } else {
                into.put(field, kind(e.getValue()));
              }
            });
  }

  private static String kind(JsonNode field) {
    if (field.has("enum")) {
      return "enum";
    }
    JsonNode reference = field.has("anyOf") ? field.at("/anyOf/0") : field;
    if (reference.has("$ref")) {
      return reference.get("$ref").textValue().substring("#/$defs/".length());
    }
    JsonNode type = field.get("type");
    return type.isArray() ? type.get(0).textValue() : type.textValue();
  }
}
