package io.paidan.core.figures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceParser;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScoreSheetTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Period MARCH =
      Period.of(Period.monthOf((int) LocalDate.parse("2026-03-05").toEpochDay())).get(0);

  /** The last instant of March in Shanghai. */
  private static final long MARCH_ENDS = instant("2026-03-31T16:00:00Z") - 1;

  private static final PolicyVersion EVEN =
      version(1, "2026-01-01T00:00:00Z", 3, "0.1", "0.1", "0.2", "0.2", "0.1", "0.3");

  private final Map<String, Figures> departments = new HashMap<>();
  private ReferenceData reference = ReferenceData.NONE;

  private static long instant(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  /**
   * @param weights in the order of {@link ScoreComponent}; none: the version gives no weights
   */
  private static PolicyVersion version(int number, String from, int minimum, String... weights) {
    String score =
        weights.length == 0
            ? ""
            : """
              ,"score":{"minimumSample":%d,"acceptOnTime":%s,"arriveOnTime":%s,"resolveOnTime":%s,
               "resolved":%s,"satisfaction":%s,"street":%s}"""
                .formatted(
                    minimum,
                    weights[0],
                    weights[1],
                    weights[2],
                    weights[3],
                    weights[4],
                    weights[5]);
    PolicyParser.Result result =
        PolicyParser.parse(
            """
            {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"NEW",
             "targets":[{"clock":"ACCEPT","limit":"PT1H"}]%s}"""
                .formatted(number, from, score));
    assertThat(result.problems()).isEmpty();
    return result.versions().get(0);
  }

  private static Cell counts(Object... figuresAndCounts) {
    Cell cell = new Cell(CellKind.ASSIGNMENTS);
    for (int i = 0; i < figuresAndCounts.length; i += 2) {
      cell.add(((AssignmentFigure) figuresAndCounts[i]).place(), (Integer) figuresAndCounts[i + 1]);
    }
    return cell;
  }

  /** Half of eight on time throughout, all resolved but one overturned, marked 80 by the street. */
  private static Figures halfOnTime() {
    return new Figures()
        .add(
            counts(
                AssignmentFigure.ASSIGNED, 10,
                AssignmentFigure.REFUSED, 1,
                AssignmentFigure.RECALLED, 1,
                AssignmentFigure.RESOLVED, 8,
                AssignmentFigure.OVERTURNED, 1,
                AssignmentFigure.ACCEPT_DECIDED, 8,
                AssignmentFigure.ACCEPT_ON_TIME, 4,
                AssignmentFigure.ARRIVE_DECIDED, 8,
                AssignmentFigure.ARRIVE_ON_TIME, 4,
                AssignmentFigure.RESOLVE_DECIDED, 8,
                AssignmentFigure.RESOLVE_ON_TIME, 4,
                AssignmentFigure.STREET_SCORES, 2,
                AssignmentFigure.STREET_SCORE_SUM, 160_000_000))
        .add(SampleCells.led(4, 3));
  }

  private Map<String, JsonNode> sheet(long now, PolicyVersion... versions) throws Exception {
    Map<String, JsonNode> sheet = new TreeMap<>();
    for (Document document :
        new ScoreSheet(reference)
            .documents(MARCH, departments, new PolicyHistory(List.of(versions)), now, 17)) {
      assertThat(document.alias()).isEqualTo(Alias.DEPARTMENT_SCORES);
      assertThat(document.revision()).isEqualTo(17);
      sheet.put(document.id(), JSON.readTree(document.body()));
    }
    return sheet;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  @Test
  void everyComponentWeighsAsThePolicySays() throws Exception {
    departments.put("water", halfOnTime());
    reference =
        ReferenceParser.parse(
                "{\"departments\":[{\"id\":\"water\",\"name\":\"水利局\"}]}".getBytes(UTF_8))
            .data();
    JsonNode water = sheet(MARCH_ENDS, EVEN).get("water/2026-03");
    assertThat(water.get("department_name").asText()).isEqualTo("水利局");
    assertThat(water.get("@timestamp").asText()).isEqualTo("2026-02-28T16:00:00.000Z");
    assertThat(water.get("revision").asLong()).isEqualTo(17);
    assertThat(water.get("period_type").asText()).isEqualTo("MONTH");
    assertThat(water.get("period_start").asText()).isEqualTo("2026-03-01");
    assertThat(water.get("period_end").asText()).isEqualTo("2026-03-31");

    assertThat(water.get("accept_on_time").asDouble()).isEqualTo(0.5);
    assertThat(water.get("accept_on_time_weight").asDouble()).isEqualTo(0.1);
    assertThat(water.get("accept_on_time_sample").asLong()).isEqualTo(8);
    assertThat(water.get("accept_on_time_low").asDouble())
        .isEqualTo(PlainMath.wilsonLow(0.5, 8), within(1e-12));
    assertThat(water.get("resolved").asDouble()).as("(8 - 1) / (10 - 1 - 1)").isEqualTo(0.875);
    assertThat(water.get("resolved_sample").asLong()).isEqualTo(8);
    assertThat(water.get("satisfaction").asDouble()).isEqualTo(0.75);
    assertThat(water.get("satisfaction_sample").asLong()).isEqualTo(4);
    assertThat(water.get("street").asDouble()).isEqualTo(0.8);
    assertThat(water.get("street_sample").asLong()).isEqualTo(2);
    double mark = 100 * (0.4 * 0.5 + 0.2 * 0.875 + 0.1 * 0.75 + 0.3 * 0.8);
    assertThat(water.get("mark").asDouble()).isEqualTo(mark, within(1e-9));
    double low =
        100
            * (0.4 * PlainMath.wilsonLow(0.5, 8)
                + 0.2 * PlainMath.wilsonLow(0.875, 8)
                + 0.1 * PlainMath.wilsonLow(0.75, 4)
                + 0.3 * PlainMath.wilsonLow(0.8, 2));
    assertThat(water.get("mark_low").asDouble()).isEqualTo(low, within(1e-9));
    assertThat(water.get("rank").asInt()).isEqualTo(1);
    assertThat(water.get("ranked").asInt()).isEqualTo(1);
    assertThat(water.get("sample_size").asInt()).isEqualTo(10);
    assertThat(water.get("minimum_sample").asInt()).isEqualTo(3);
    assertThat(water.get("sample_sufficient").asBoolean()).isTrue();
    assertThat(water.get("missing")).isEmpty();
    assertThat(water.get("policy_id").asText()).isEqualTo("p");
    assertThat(water.get("policy_version").asInt()).isEqualTo(1);
  }

  /** Those without data leave their weight to the others. */
  @Test
  void componentsWithoutDataAreLeftOut() throws Exception {
    departments.put(
        "water",
        new Figures()
            .add(
                counts(
                    AssignmentFigure.ASSIGNED, 4,
                    AssignmentFigure.STREET_SCORES, 4,
                    AssignmentFigure.STREET_SCORE_SUM, 200_000_000)));
    JsonNode water = sheet(MARCH_ENDS, EVEN).get("water/2026-03");
    assertThat(texts(water.get("missing")))
        .containsExactly("acceptOnTime", "arriveOnTime", "resolveOnTime", "satisfaction");
    assertThat(water.get("arrive_on_time").isNull()).isTrue();
    assertThat(water.get("arrive_on_time_low").isNull()).isTrue();
    assertThat(water.get("arrive_on_time_sample").asInt()).isZero();
    assertThat(water.get("arrive_on_time_weight").asDouble()).isEqualTo(0.1);
    assertThat(water.get("mark").asDouble())
        .as("none of four resolved, marked 50")
        .isEqualTo(100 * (0.2 * 0 + 0.3 * 0.5) / 0.5, within(1e-9));
  }

  @Test
  void withoutTheStreetThereIsNoMark() throws Exception {
    departments.put("water", halfOnTime());
    departments.put(
        "traffic",
        new Figures().add(counts(AssignmentFigure.ASSIGNED, 90, AssignmentFigure.RESOLVED, 90)));
    Map<String, JsonNode> sheet = sheet(MARCH_ENDS, EVEN);
    JsonNode traffic = sheet.get("traffic/2026-03");
    assertThat(traffic.get("mark").isNull()).isTrue();
    assertThat(traffic.get("mark_low").isNull()).isTrue();
    assertThat(traffic.get("rank").isNull()).isTrue();
    assertThat(texts(traffic.get("missing"))).contains("street");
    assertThat(traffic.get("resolved").asDouble()).isEqualTo(1);
    assertThat(sheet.get("water/2026-03").get("ranked").asInt()).isEqualTo(1);
  }

  @Test
  void ranksAreByTheLowerBoundAndEqualOnesShare() throws Exception {
    Figures lucky =
        new Figures()
            .add(
                counts(
                    AssignmentFigure.ASSIGNED, 3,
                    AssignmentFigure.RESOLVED, 3,
                    AssignmentFigure.STREET_SCORES, 1,
                    AssignmentFigure.STREET_SCORE_SUM, 100_000_000));
    Figures steady =
        new Figures()
            .add(
                counts(
                    AssignmentFigure.ASSIGNED, 1000,
                    AssignmentFigure.RESOLVED, 950,
                    AssignmentFigure.STREET_SCORES, 1000,
                    AssignmentFigure.STREET_SCORE_SUM, 2_000_000_000))
            .add(counts(AssignmentFigure.STREET_SCORE_SUM, 2_000_000_000))
            .add(counts(AssignmentFigure.STREET_SCORE_SUM, 2_000_000_000));
    for (int i = 0; i < 42; i++) {
      steady.add(counts(AssignmentFigure.STREET_SCORE_SUM, 2_000_000_000));
    }
    departments.put("steady", steady);
    departments.put("half", halfOnTime());
    departments.put("half-too", halfOnTime());
    departments.put("lucky", lucky);
    Map<String, JsonNode> sheet = sheet(MARCH_ENDS, EVEN);
    assertThat(sheet.get("lucky/2026-03").get("mark").asDouble()).isEqualTo(100);
    assertThat(sheet.get("steady/2026-03").get("mark").asDouble()).isBetween(90.0, 95.0);
    Map<String, Integer> ranks = new TreeMap<>();
    sheet.forEach((id, document) -> ranks.put(id, document.get("rank").asInt()));
    double luckyLow = sheet.get("lucky/2026-03").get("mark_low").asDouble();
    double halfLow = sheet.get("half/2026-03").get("mark_low").asDouble();
    assertThat(luckyLow).isNotEqualTo(halfLow);
    assertThat(ranks)
        .containsEntry("steady/2026-03", 1)
        .containsEntry("half/2026-03", luckyLow > halfLow ? 3 : 2)
        .containsEntry("half-too/2026-03", luckyLow > halfLow ? 3 : 2)
        .containsEntry("lucky/2026-03", luckyLow > halfLow ? 2 : 4);
    assertThat(sheet.values()).allMatch(document -> document.get("ranked").asInt() == 4);
  }

  @Test
  void aSmallSampleIsMarkedButNotRanked() throws Exception {
    departments.put("water", halfOnTime());
    departments.put("small", halfOnTime().add(counts(AssignmentFigure.ASSIGNED, -1)));
    PolicyVersion ten =
        version(1, "2026-01-01T00:00:00Z", 10, "0.1", "0.1", "0.2", "0.2", "0.1", "0.3");
    Map<String, JsonNode> sheet = sheet(MARCH_ENDS, ten);
    JsonNode small = sheet.get("small/2026-03");
    assertThat(small.get("mark").isNull()).isFalse();
    assertThat(small.get("rank").isNull()).isTrue();
    assertThat(small.get("sample_size").asInt()).isEqualTo(9);
    assertThat(small.get("sample_sufficient").asBoolean()).isFalse();
    assertThat(sheet.get("water/2026-03").get("sample_sufficient").asBoolean()).isTrue();
    assertThat(sheet.get("water/2026-03").get("rank").asInt()).isEqualTo(1);
    assertThat(sheet.get("water/2026-03").get("ranked").asInt()).isEqualTo(1);
  }

  @Test
  void withoutWeightsThereIsNoMark() throws Exception {
    departments.put("water", halfOnTime());
    JsonNode water = sheet(MARCH_ENDS).get("water/2026-03");
    assertThat(water.get("mark").isNull()).isTrue();
    assertThat(water.get("rank").isNull()).isTrue();
    assertThat(texts(water.get("missing"))).containsExactly("policy");
    assertThat(water.get("street").asDouble()).as("known all the same").isEqualTo(0.8);
    assertThat(water.get("street_weight").isNull()).isTrue();
    assertThat(water.get("minimum_sample").isNull()).isTrue();
    assertThat(water.get("sample_sufficient").asBoolean()).isFalse();
    assertThat(water.get("policy_id").isNull()).isTrue();
    assertThat(water.get("policy_version").isNull()).isTrue();

    assertThat(
            texts(sheet(instant("2025-12-31T00:00:00Z"), EVEN).get("water/2026-03").get("missing")))
        .as("none in force yet")
        .containsExactly("policy");
  }

  /** Of a past period the version in force at its end, of one that runs that of now. */
  @Test
  void theVersionInForceWeighs() throws Exception {
    departments.put("water", halfOnTime());
    PolicyVersion street =
        version(2, "2026-03-20T00:00:00Z", 3, "0.1", "0.1", "0.1", "0.1", "0.1", "0.5");
    PolicyVersion april =
        version(3, "2026-03-31T16:00:00Z", 3, "0.1", "0.1", "0.1", "0.1", "0.2", "0.4");
    PolicyVersion[] all = {april, EVEN, street};
    assertThat(weighing(instant("2026-03-10T00:00:00Z"), all)).isEqualTo(1);
    assertThat(weighing(instant("2026-03-20T00:00:00Z") - 1, all)).isEqualTo(1);
    assertThat(weighing(instant("2026-03-20T00:00:00Z"), all)).isEqualTo(2);
    assertThat(weighing(MARCH_ENDS + 1, all)).as("April's is not March's").isEqualTo(2);
    assertThat(weighing(instant("2027-01-01T00:00:00Z"), all)).isEqualTo(2);
  }

  private int weighing(long now, PolicyVersion... versions) throws Exception {
    return sheet(now, versions).get("water/2026-03").get("policy_version").asInt();
  }
}
