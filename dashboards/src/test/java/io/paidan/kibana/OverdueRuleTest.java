package io.paidan.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.kibana.check.IndexFields;
import io.paidan.kibana.check.Pack;
import io.paidan.kibana.object.Language;
import org.junit.jupiter.api.Test;

class OverdueRuleTest {
  @Test
  void asksForFieldsThatTheIndexHas() {
    JsonNode params = OverdueRule.body(Language.EN).path("params");
    IndexFields fields = IndexFields.of(params.at("/index/0").asText());
    assertThat(fields.isDate(params.path("timeField").asText())).isTrue();
    assertThat(params.path("esQuery").isTextual()).as("a text, as Kibana wants it").isTrue();
    JsonNode filters = Pack.parse(params.path("esQuery").asText()).at("/query/bool/filter");
    assertThat(filters).hasSize(2);
    filters.forEach(
        filter ->
            filter
                .path("term")
                .fieldNames()
                .forEachRemaining(field -> assertThat(fields.isDiscrete(field)).isTrue()));
    assertThat(params.path("size").asInt()).isBetween(1, 10_000);
    assertThat(params.path("threshold").isArray()).isTrue();
  }
}
