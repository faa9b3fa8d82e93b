package io.paidan.flink.figures;

import static io.paidan.core.figures.SampleCells.assignments;
import static io.paidan.core.figures.SampleCells.inDistrict;
import static io.paidan.core.figures.SampleCells.ledBy;
import static io.paidan.core.figures.SampleCells.of;
import static io.paidan.core.figures.SampleCells.tickets;
import static io.paidan.flink.figures.SampleControls.policy;
import static io.paidan.flink.figures.SampleControls.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.figures.SampleCells;
import io.paidan.document.Alias;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodFiguresTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFERENCE = reference("changji", "d@c", "e@c");
  private static final String FROM = "2025-01-01T00:00:00Z";

  @BeforeEach
  void clock() {
    RunningFigures.wallClock = instant("2026-03-02T04:00:00Z");
  }

  private static long instant(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private static RunningFigures<FigureChange> running(boolean rocksDb) throws Exception {
    RunningFigures<FigureChange> running = RunningFigures.periods(rocksDb);
    running.policy("p/1", policy(1, FROM, "PT30M", 0.5));
    running.reference(REFERENCE);
    running.controlsRead();
    running.watermark(instant("2026-03-02T03:59:59Z"));
    running.settle();
    return running;
  }

  private static String area(RunningFigures<?> running, String id) {
    return running.index(Alias.AREA_FIGURES).get(id);
  }

  private static JsonNode mark(RunningFigures<?> running, String id) throws Exception {
    return JSON.readTree(running.index(Alias.DEPARTMENT_SCORES).get(id));
  }

  private static List<String> takeMarks(RunningFigures<?> running) {
    return running.takeWritten().stream()
        .filter(id -> id.contains("department-scores/"))
        .map(id -> id.charAt(0) + id.substring(id.indexOf('/') + 1))
        .toList();
  }

  // ---- areas

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTicketCountsInMonthQuarterAndYearOfItsAreas(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = running(rocksDb)) {
      running.change(inDistrict("d", day("2026-03-02")), tickets(666, 346));
      running.change(of("x", "d", day("2026-03-31")), assignments(4, 1, 80));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026",
              "+area-figures/COUNTY/c/2026-03",
              "+area-figures/COUNTY/c/2026-Q1",
              "+area-figures/DISTRICT/d/2026",
              "+area-figures/DISTRICT/d/2026-03",
              "+area-figures/DISTRICT/d/2026-Q1",
              "+area-figures/PREFECTURE/changji/2026",
              "+area-figures/PREFECTURE/changji/2026-03",
              "+area-figures/PREFECTURE/changji/2026-Q1",
              "+department-scores/x/2026",
              "+department-scores/x/2026-03",
              "+department-scores/x/2026-Q1");
      assertThat(area(running, "DISTRICT/d/2026-Q1"))
          .startsWith("{\"@timestamp\":\"2025-12-31T16:00:00.000Z\",\"revision\":")
          .contains("\"scope_kind\":\"DISTRICT\",\"scope\":\"d\",\"scope_name\":\"d街道\"")
          .contains("\"county\":\"c\",\"county_name\":\"甲县\"", "\"period\":\"2026-Q1\"")
          .contains("\"period_start\":\"2026-01-01\",\"period_end\":\"2026-03-31\"")
          .contains("\"dispatched\":666", "\"resolution_rate\":0.5195195195195195")
          .contains("\"department_figures\":{\"assigned\":4,", "\"street_score_avg\":80");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void quartersAndYearsAreSumsOfTheirMonths(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = running(rocksDb)) {
      int[] counts = {1, 10, 100, 1000, 10_000};
      String[] dates = {"2025-12-31", "2026-01-01", "2026-02-28", "2026-04-01", "2026-12-31"};
      for (int i = 0; i < dates.length; i++) {
        running.change(inDistrict("d", day(dates[i])), tickets(counts[i], 0));
        running.settle();
      }
      assertThat(area(running, "DISTRICT/d/2025")).contains("\"dispatched\":1,");
      assertThat(area(running, "DISTRICT/d/2025-Q4")).contains("\"dispatched\":1,");
      assertThat(area(running, "DISTRICT/d/2026-01")).contains("\"dispatched\":10,");
      assertThat(area(running, "DISTRICT/d/2026-02")).contains("\"dispatched\":100,");
      assertThat(area(running, "DISTRICT/d/2026-Q1")).contains("\"dispatched\":110,");
      assertThat(area(running, "DISTRICT/d/2026-Q2")).contains("\"dispatched\":1000,");
      assertThat(area(running, "DISTRICT/d/2026-Q4")).contains("\"dispatched\":10000,");
      assertThat(area(running, "DISTRICT/d/2026")).contains("\"dispatched\":11110,");
      assertThat(running.index(Alias.AREA_FIGURES)).doesNotContainKey("DISTRICT/d/2026-Q3");

      running.crash();
      running.takeWritten();
      running.change(inDistrict("d", day("2026-02-01")), tickets(-100, 0));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026",
              "+area-figures/COUNTY/c/2026-Q1",
              "+area-figures/DISTRICT/d/2026",
              "+area-figures/DISTRICT/d/2026-Q1",
              "+area-figures/PREFECTURE/changji/2026",
              "+area-figures/PREFECTURE/changji/2026-Q1",
              "-area-figures/COUNTY/c/2026-02",
              "-area-figures/DISTRICT/d/2026-02",
              "-area-figures/PREFECTURE/changji/2026-02");
      assertThat(area(running, "DISTRICT/d/2026")).contains("\"dispatched\":11010,");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsWrittenBeforeControlsWereReadToTheirEnd(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = RunningFigures.periods(rocksDb)) {
      running.change(inDistrict("d", day("2026-03-02")), tickets(1, 0));
      running.change(of("x", "d", day("2026-03-02")), assignments(2, 1, 80));
      running.settle();
      running.reference(reference("other", "d@k"));
      running.crashBut(() -> {});
      running.change(inDistrict("d", day("2026-03-02")), tickets(1, 1));
      running.settle();
      running.policy("p/1", policy(1, FROM, "PT30M", 0.5));
      running.reference(REFERENCE);
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.controlsRead();
      running.settle();
      assertThat(running.takeWritten())
          .as("with the names, counties and weights read last, which changes came before")
          .filteredOn(id -> id.startsWith("+"))
          .hasSize(12)
          .noneMatch(id -> id.contains("/k/") || id.contains("/other/"));
      assertThat(area(running, "COUNTY/c/2026-03"))
          .contains("\"dispatched\":2", "\"resolved\":1", "\"assigned\":2");
      assertThat(mark(running, "x/2026-03").get("policy_version").asInt()).isEqualTo(1);
    }
  }

  @Test
  void busyDocumentsAreWrittenOnceASecondAndTheirLastStateAlways() throws Exception {
    try (RunningFigures<FigureChange> running = running(false)) {
      int written = 0;
      for (int i = 0; i < 500; i++) {
        running.change(inDistrict("d", day("2026-03-02")), tickets(1, 0));
        running.passTime(10);
        written +=
            (int)
                running.takeWritten().stream()
                    .filter("+area-figures/DISTRICT/d/2026"::equals)
                    .count();
      }
      assertThat(written).isBetween(4, 6);
      running.settle();
      assertThat(area(running, "DISTRICT/d/2026")).contains("\"dispatched\":500,");
      running.change(inDistrict("d", day("2026-03-02")), tickets(1, 0));
      running.change(inDistrict("e", day("2026-03-02")), tickets(1, 0));
      running.change(inDistrict("e", day("2026-03-02")), tickets(-1, 0));
      running.takeWritten();
      running.snapshot();
      assertThat(running.takeWritten())
          .as("before the barrier; what came and went is never written")
          .hasSize(9)
          .noneMatch(id -> id.contains("DISTRICT/e"));
      assertThat(area(running, "DISTRICT/d/2026-03")).contains("\"dispatched\":501,");
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDistrictThatMovesToAnotherCountyTakesItsFiguresAlong(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = running(rocksDb)) {
      running.change(inDistrict("d", day("2026-03-02")), tickets(2, 1));
      running.change(of("x", "d", day("2026-03-02")), assignments(4, 1, 80));
      running.change(inDistrict("e", day("2026-05-02")), tickets(5, 1));
      running.change(inDistrict("d", day("2025-11-02")), tickets(7, 1));
      running.settle();
      running.takeWritten();
      running.change(inDistrict("d", day("2026-03-02")), tickets(1, 1)); // not applied yet
      running.reference(reference("changji", "d@k", "e@c"));
      running.settle();

      assertThat(running.index(Alias.AREA_FIGURES).keySet())
          .filteredOn(id -> id.startsWith("COUNTY/"))
          .containsExactly(
              "COUNTY/c/2026",
              "COUNTY/c/2026-05",
              "COUNTY/c/2026-Q2",
              "COUNTY/k/2025",
              "COUNTY/k/2025-11",
              "COUNTY/k/2025-Q4",
              "COUNTY/k/2026",
              "COUNTY/k/2026-03",
              "COUNTY/k/2026-Q1");
      assertThat(area(running, "COUNTY/k/2026-Q1"))
          .contains("\"dispatched\":3", "\"assigned\":4", "\"scope_name\":\"乙市\"");
      assertThat(area(running, "COUNTY/c/2026")).contains("\"dispatched\":5", "\"assigned\":0");
      assertThat(area(running, "DISTRICT/d/2026-Q1")).contains("\"county\":\"k\"");
      assertThat(area(running, "PREFECTURE/changji/2026")).contains("\"dispatched\":8");

      running.crash();
      running.change(inDistrict("e", day("2026-05-02")), tickets(1, 1));
      running.reference(reference("changji", "d@k"));
      running.settle();
      assertThat(running.index(Alias.AREA_FIGURES).keySet())
          .as("what is in no county counts in none")
          .noneMatch(id -> id.startsWith("COUNTY/c"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPrefectureOfAnotherIdHasItsDocumentsUnderThatId(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = running(rocksDb)) {
      running.change(inDistrict("d", day("2026-03-02")), tickets(2, 1));
      running.change(inDistrict("d", day("2026-06-02")), tickets(2, 1));
      running.settle();
      running.reference(reference("cj", "d@c", "e@c"));
      running.settle();
      assertThat(running.index(Alias.AREA_FIGURES).keySet())
          .filteredOn(id -> id.startsWith("PREFECTURE/"))
          .containsExactly(
              "PREFECTURE/cj/2026",
              "PREFECTURE/cj/2026-03",
              "PREFECTURE/cj/2026-06",
              "PREFECTURE/cj/2026-Q1",
              "PREFECTURE/cj/2026-Q2");
      running.reference(REFERENCE);
      running.settle();
      assertThat(running.index(Alias.AREA_FIGURES).keySet())
          .filteredOn(id -> id.startsWith("PREFECTURE/"))
          .hasSize(5)
          .allMatch(id -> id.startsWith("PREFECTURE/changji/"));
    }
  }

  // ---- marks

  /** Both half resolved; x marked 80 by the street, y 60. */
  private static RunningFigures<FigureChange> marked(boolean rocksDb) throws Exception {
    RunningFigures<FigureChange> running = running(rocksDb);
    running.change(of("x", "d", day("2026-03-02")), assignments(20, 10, 80));
    running.change(of("y", "d", day("2026-03-03")), assignments(20, 10, 60));
    running.settle();
    assertThat(takeMarks(running)).hasSize(6);
    return running;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void departmentsAreRankedAndOneMovesTheOther(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = marked(rocksDb)) {
      assertThat(mark(running, "x/2026-03").get("mark").asDouble()).isEqualTo(65, within(1e-9));
      assertThat(mark(running, "x/2026-03").get("rank").asInt()).isEqualTo(1);
      assertThat(mark(running, "y/2026-03").get("rank").asInt()).isEqualTo(2);
      assertThat(mark(running, "x/2026-03").get("department_name").asText()).isEqualTo("水利局");

      running.change(of("y", "d", day("2026-02-03")), assignments(20, 20, 100));
      running.crash();
      assertThat(takeMarks(running))
          .as("March is as it was; in the quarter and the year x is second now")
          .containsExactly("+x/2026", "+x/2026-Q1", "+y/2026", "+y/2026-02", "+y/2026-Q1");
      assertThat(mark(running, "x/2026").get("rank").asInt()).isEqualTo(2);
      assertThat(mark(running, "x/2026").get("mark").asDouble()).isEqualTo(65, within(1e-9));
      assertThat(mark(running, "y/2026-Q1").get("rank").asInt()).isEqualTo(1);
      assertThat(mark(running, "y/2026-02").get("ranked").asInt()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDepartmentOfWhichNothingIsLeftIsDeletedAndTheOthersMoveUp(boolean rocksDb)
      throws Exception {
    try (RunningFigures<FigureChange> running = marked(rocksDb)) {
      running.change(of("x", "d", day("2026-01-05")), assignments(20, 0, 0));
      running.settle();
      running.crash();
      takeMarks(running);
      running.change(of("x", "d", day("2026-03-02")), assignments(-20, -10, 80));
      running.settle();
      assertThat(takeMarks(running))
          .containsExactly(
              "+x/2026", "+x/2026-Q1", "+y/2026", "+y/2026-03", "+y/2026-Q1", "-x/2026-03");
      assertThat(mark(running, "y/2026-03").get("rank").asInt()).isEqualTo(1);
      assertThat(mark(running, "x/2026").get("mark").isNull()).as("no street score").isTrue();
      running.change(of("x", "d", day("2026-01-05")), assignments(-20, 0, 0));
      running.settle();
      assertThat(takeMarks(running)).containsExactly("-x/2026", "-x/2026-01", "-x/2026-Q1");
      running.change(of("x", "d", day("2026-03-02")), assignments(20, 10, 80));
      running.settle();
      assertThat(mark(running, "x/2026-03").get("rank").asInt()).isEqualTo(1);
    }
  }

  @Test
  void satisfactionWithWhatItLedCounts() throws Exception {
    try (RunningFigures<FigureChange> running = marked(false)) {
      running.change(ledBy("x", day("2026-03-02")), SampleCells.led(4, 3));
      running.change(ledBy("z", day("2026-03-02")), SampleCells.led(1, 0));
      running.settle();
      assertThat(takeMarks(running))
          .containsExactly(
              "+x/2026", "+x/2026-03", "+x/2026-Q1", "+z/2026", "+z/2026-03", "+z/2026-Q1");
      assertThat(mark(running, "x/2026-03").get("satisfaction").asDouble()).isEqualTo(0.75);
      assertThat(mark(running, "z/2026").get("sample_size").asInt()).isZero();
      assertThat(running.index(Alias.AREA_FIGURES).get("PREFECTURE/changji/2026"))
          .contains("\"rated\":0");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void otherWeightsRewriteTheMarksAndNothingElse(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = marked(rocksDb)) {
      running.policy("p/1", policy(1, FROM, "PT30M", 0.8));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+department-scores/x/2026",
              "+department-scores/x/2026-03",
              "+department-scores/x/2026-Q1",
              "+department-scores/y/2026",
              "+department-scores/y/2026-03",
              "+department-scores/y/2026-Q1");
      assertThat(mark(running, "x/2026-Q1").get("mark").asDouble())
          .isEqualTo(0.2 * 50 + 0.8 * 80, within(1e-9));
      running.policy("p/1", policy(1, FROM, "PT2H", 0.8));
      running.policy("p/2", policy(2, "2026-07-01T00:00:00Z", "PT2H", 0.3));
      running.settle();
      assertThat(running.takeWritten()).as("they weigh as they did").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aVersionThatComesIntoForceWeighsInThePeriodsThatRun(boolean rocksDb) throws Exception {
    try (RunningFigures<FigureChange> running = marked(rocksDb)) {
      running.policy("p/2", policy(2, "2026-04-02T00:00:00Z", "PT30M", 0.8));
      running.settle();
      assertThat(takeMarks(running)).isEmpty();
      running.watermark(instant("2026-04-02T00:00:00Z") - 1);
      running.settle();
      assertThat(takeMarks(running)).isEmpty();
      running.watermark(instant("2026-04-02T00:00:00Z"));
      running.settle();
      assertThat(takeMarks(running))
          .as("March and the first quarter ended under the first one")
          .containsExactly("+x/2026", "+y/2026");
      assertThat(mark(running, "x/2026").get("policy_version").asInt()).isEqualTo(2);
      assertThat(mark(running, "x/2026-Q1").get("policy_version").asInt()).isEqualTo(1);
      running.watermark(instant("2026-08-02T00:00:00Z"));
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.policy("p/3", policy(3, "2026-09-01T00:00:00Z", "PT30M", 0.3));
      running.crash();
      running.watermark(instant("2026-09-01T00:00:00Z"));
      running.settle();
      assertThat(mark(running, "x/2026").get("policy_version").asInt()).isEqualTo(3);
      assertThat(mark(running, "x/2026-Q1").get("policy_version").asInt()).isEqualTo(1);
    }
  }

  /** Before there is time the wall clock stands for it; it may be years ahead of a replay. */
  @Test
  void theFirstWatermarkSaysWhichVersionWeighs() throws Exception {
    try (RunningFigures<FigureChange> running = RunningFigures.periods(false)) {
      running.policy("p/1", policy(1, "2026-01-15T00:00:00Z", "PT30M", 0.5));
      running.reference(REFERENCE);
      running.controlsRead();
      running.change(of("x", "d", day("2026-01-02")), assignments(20, 10, 80));
      running.settle();
      assertThat(mark(running, "x/2026-01").get("policy_version").asInt()).isEqualTo(1);
      running.watermark(instant("2026-01-03T00:00:00Z"));
      running.settle();
      assertThat(mark(running, "x/2026-01").get("policy_version").isNull()).isTrue();
      running.watermark(instant("2026-01-15T00:00:00Z"));
      running.settle();
      assertThat(mark(running, "x/2026-01").get("policy_version").asInt()).isEqualTo(1);
    }
  }

  @Test
  void anotherNameRewritesTheMarksThatSayIt() throws Exception {
    try (RunningFigures<FigureChange> running = marked(false)) {
      running.reference(REFERENCE.replace("水利局", "水务局"));
      running.settle();
      assertThat(takeMarks(running)).containsExactly("+x/2026", "+x/2026-03", "+x/2026-Q1");
      assertThat(mark(running, "x/2026").get("department_name").asText()).isEqualTo("水务局");
    }
  }

  /** What comes to nothing now may have been something before. */
  @Test
  void whatACrashedAttemptWroteIsPutRight() throws Exception {
    try (RunningFigures<FigureChange> running = marked(false)) {
      running.crashBut(
          () -> {
            running.change(of("y", "d", day("2026-03-03")), assignments(20, 20, 100));
            running.change(of("z", "f", day("2026-03-03")), assignments(5, 5, 100));
            running.settle();
          });
      running.controlsRead();
      assertThat(mark(running, "x/2026-03").get("rank").asInt()).isEqualTo(3);
      running.change(of("y", "d", day("2026-03-03")), assignments(20, 20, 100));
      running.change(of("y", "d", day("2026-03-03")), assignments(-20, -20, 100));
      running.change(of("z", "f", day("2026-03-03")), assignments(5, 5, 100));
      running.change(of("z", "f", day("2026-03-03")), assignments(-5, -5, 100));
      running.settle();
      assertThat(mark(running, "y/2026-03").get("rank").asInt()).isEqualTo(2);
      assertThat(mark(running, "x/2026-03").get("rank").asInt()).isEqualTo(1);
      assertThat(running.index(Alias.DEPARTMENT_SCORES)).hasSize(6);
      assertThat(running.index(Alias.AREA_FIGURES)).hasSize(9);
      assertThat(area(running, "DISTRICT/d/2026")).contains("\"assigned\":40,");
      running.takeWritten();
      running.change(of("y", "d", day("2026-03-04")), assignments(0, 1, 60));
      running.settle();
      assertThat(takeMarks(running))
          .as("now it is known what was written")
          .containsExactly("+y/2026", "+y/2026-03", "+y/2026-Q1");
    }
  }
}
