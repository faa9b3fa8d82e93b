package io.paidan.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import io.paidan.SharedFiles;
import io.paidan.json.Problem;
import io.paidan.policy.DefaultPolicy;
import io.paidan.policy.PolicyParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The schema and the parser say the same of the form of thousands of documents. What only the
 * parser can know is listed here, and stands apart.
 */
class PolicySchemaTest {
  private static final String GOOD =
      """
      {"id":"changji","version":3,"effectiveFrom":"2026-07-01T00:00:00Z","appliesTo":"NEW",
       "targets":[
        {"clock":"ARRIVE","ticketClass":"EMERGENCY","category":"ENFORCEMENT","district":"fuxin",
         "department":"fire","limit":"PT30M","calendar":"always","warnAt":[0.5],"escalateAt":[2.0]}],
       "calendars":[{"id":"office","zone":"Asia/Shanghai","covers":["2024","2027"],
         "seasons":[{"from":"10-01","to":"04-30","hours":{"MON-FRI":["10:00-14:00","15:30-19:30"],"SAT":[]}}],
         "holidays":["2026-10-01"],
         "workdays":[{"date":"2026-10-10","hoursOf":"FRI"},{"date":"2026-12-31","hours":["10:00-14:00"]}]}],
       "score":{"minimumSample":10,"acceptOnTime":0.15,"arriveOnTime":0.15,"resolveOnTime":0.25,"resolved":0.15,"satisfaction":0.10,"street":0.20},
       "reportAfter":"PT45M"}
      """;

  /** How the messages begin that tell of what no schema can see. */
  private static final List<String> BEYOND_A_SCHEMA =
      List.of(
          "unknown calendar ",
          "unknown time zone ",
          "the weights sum to ",
          "calendar office has no open minute ",
          "calendar office is given twice",
          "the first year covered comes after the last one",
          "hours must end after they begin",
          "hours of a day must be in order",
          "hours of SATURDAY are given twice",
          "seasons overlap",
          "workday 2026-10-10 is given twice",
          "shares of the limit must ascend",
          "a document holds the versions of one policy",
          "version 3 is given twice",
          "field \"id\" is given twice",
          "no date: \"2026-02-30\"",
          "no day of the year: \"02-30\"",
          "unreadable instant \"2026-02-30T00:00:00Z\"",
          "unreadable instant \"2026-07-01T00:00:60Z\"",
          "limit \"40000 working days\" is over 100 years",
          "reportAfter \"PT24H0.001S\" is over 24 hours");

  private final JsonSchema schema = Schemas.load("policy");

  @Test
  void agreeOnGoodDocuments() throws IOException {
    for (String good :
        List.of(
            GOOD,
            "[" + GOOD + "]",
            "[]",
            "{\"id\":\"changji\",\"versions\":[" + GOOD + "]}",
            "{\"id\":\"p\",\"versions\":["
                + "{\"version\":1,\"effectiveFrom\":\"2026-01-01T00:00:00+08:00\",\"targets\":[]}]}",
            new String(DefaultPolicy.json(), StandardCharsets.UTF_8))) {
      assertThat(PolicyParser.parse(good).problems()).as(good).isEmpty();
      assertThat(Schemas.accepts(schema, good)).as(good).isTrue();
    }
  }

  @Test
  void agreeOnEveryDocumentThatIsChangedInOnePlace() throws Exception {
    String history = "{\"id\":\"changji\",\"versions\":[" + GOOD + "]}";
    int refused = 0;
    int accepted = 0;
    for (String good : List.of(GOOD, history, "[" + GOOD + "]")) {
      for (String json : Mutations.of(good)) {
        boolean bySchema = Schemas.accepts(schema, json);
        List<Problem> problems = PolicyParser.parse(json).problems();
        if (bySchema) {
          accepted++;
          assertThat(problems).as(json).allSatisfy(PolicySchemaTest::isBeyondASchema);
        } else {
          refused++;
          assertThat(problems).as(json).isNotEmpty();
        }
      }
    }
    assertThat(refused).isGreaterThan(5_000);
    assertThat(accepted).isGreaterThan(100);
  }

  @Test
  void onlyTheParserSeesWhatIsBeyondASchema() {
    Set<String> seen = new TreeSet<>();
    String[][] changes = {
      {"\"calendar\":\"always\"", "\"calendar\":\"other\""},
      {"\"Asia/Shanghai\"", "\"Asia/Nowhere\""},
      {"\"street\":0.20", "\"street\":0.21"},
      {"10:00-14:00\",\"15:30-19:30", "14:00-10:00"},
      {"15:30-19:30", "13:30-19:30"},
      {"\"MON-FRI\"", "\"MON-SAT\""},
      {"\"2024\",\"2027\"", "\"2027\",\"2024\""},
      {"\"seasons\":[", "\"seasons\":[{\"from\":\"04-30\",\"to\":\"05-01\",\"hours\":{}},"},
      {"\"2026-12-31\"", "\"2026-10-10\""},
      {"[0.5]", "[0.5,0.4]"},
      {"\"holidays\":[\"2026-10-01\"", "\"holidays\":[\"2026-02-30\""},
      {"\"from\":\"10-01\"", "\"from\":\"02-30\""},
      {"2026-07-01T00:00:00Z", "2026-02-30T00:00:00Z"},
      {"2026-07-01T00:00:00Z", "2026-07-01T00:00:60Z"},
      {"PT30M", "40000 working days"},
      {"PT45M", "PT24H0.001S"},
      {"\"id\":\"changji\"", "\"id\":\"changji\",\"id\":\"changji\""},
      {
        "\"calendars\":[",
        "\"calendars\":[{\"id\":\"office\",\"zone\":\"UTC\",\"workdays\":"
            + "[{\"date\":\"2026-01-01\",\"hours\":[\"00:00-24:00\"]}]},"
      },
    };
    for (String[] change : changes) {
      assertThat(GOOD).contains(change[0]);
      note(GOOD.replace(change[0], change[1]), seen);
    }
    note(GOOD.replaceAll("\"\\d\\d:\\d\\d-\\d\\d:\\d\\d\",?", ""), seen);
    note("[" + GOOD + "," + GOOD + "]", seen);
    note(
        "[" + GOOD + "," + GOOD.replace("\"changji\",\"version\":3", "\"x\",\"version\":4") + "]",
        seen);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(BEYOND_A_SCHEMA);
  }

  @Test
  void acceptsTheExamplesBesideTheProject() throws IOException {
    Path examples = SharedFiles.get("examples");
    for (int version = 1; version <= 3; version++) {
      String json = Files.readString(examples.resolve("policy-" + version + ".json"));
      assertThat(Schemas.accepts(schema, json)).isTrue();
    }
  }

  private void note(String json, Set<String> seen) {
    assertThat(Schemas.accepts(schema, json)).as(json).isTrue();
    List<Problem> problems = PolicyParser.parse(json).problems();
    assertThat(problems).as(json).isNotEmpty().allSatisfy(PolicySchemaTest::isBeyondASchema);
    for (Problem problem : problems) {
      BEYOND_A_SCHEMA.stream().filter(problem.message()::startsWith).forEach(seen::add);
    }
  }

  private static void isBeyondASchema(Problem problem) {
    assertThat(BEYOND_A_SCHEMA).anySatisfy(b -> assertThat(problem.message()).startsWith(b));
  }
}
