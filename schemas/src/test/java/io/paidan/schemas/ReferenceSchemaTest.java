package io.paidan.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import io.paidan.json.Problem;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema and the parser say the same of the form of reference data. */
class ReferenceSchemaTest {
  private static final String GOOD =
      """
      {"zone":"Asia/Urumqi","prefecture":{"id":"changji","name":"昌吉回族自治州"},
       "counties":[{"id":"fukang","name":"阜康市"}],
       "districts":[
        {"id":"fuxin","name":"阜新街道","county":"fukang","location":{"lat":44.158,"lon":87.985},
         "center":{"staff":[{"organisation":"阜新街道办事处","kind":"STREET","count":2}]}}],
       "departments":[{"id":"fire","name":"消防救援支队"}],"note":"n"}
      """;

  /** How the messages begin that tell of what no schema can see. */
  private static final List<String> BEYOND_A_SCHEMA =
      List.of("unknown time zone ", "unknown county ");

  private final JsonSchema schema = Schemas.load("reference");

  @Test
  void agreeOnGoodDocuments() {
    String shipped = new String(DefaultReference.json(), StandardCharsets.UTF_8);
    for (String good : List.of(GOOD, "{}", shipped)) {
      assertThat(problems(good)).as(good).isEmpty();
      assertThat(Schemas.accepts(schema, good)).as(good).isTrue();
    }
  }

  @Test
  void agreeOnEveryDocumentThatIsChangedInOnePlace() throws Exception {
    Agreement agreement =
        Agreement.of(schema, GOOD, BEYOND_A_SCHEMA, ReferenceSchemaTest::problems);
    assertThat(agreement.refused()).isGreaterThan(500);
    assertThat(agreement.accepted()).isGreaterThan(100);
  }

  @Test
  void onlyTheParserSeesIdsThatAreGivenTwice() {
    String twice =
        GOOD.replace("{\"id\":\"fire\"", "{\"id\":\"fire\",\"name\":\"x\"},{\"id\":\"fire\"");
    assertThat(Schemas.accepts(schema, twice)).isTrue();
    assertThat(problems(twice))
        .extracting(Problem::message)
        .containsExactly("department \"fire\" is given twice");
  }

  private static List<Problem> problems(String json) {
    return ReferenceParser.parse(json.getBytes(StandardCharsets.UTF_8)).problems();
  }
}
