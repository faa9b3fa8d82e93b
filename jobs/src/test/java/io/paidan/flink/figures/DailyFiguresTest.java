package io.paidan.flink.figures;

import static io.paidan.core.figures.SampleCells.assignments;
import static io.paidan.core.figures.SampleCells.inDistrict;
import static io.paidan.core.figures.SampleCells.of;
import static io.paidan.core.figures.SampleCells.tickets;
import static io.paidan.flink.figures.SampleControls.policy;
import static io.paidan.flink.figures.SampleControls.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyFiguresTest {
  private static final int DAY = (int) LocalDate.parse("2026-03-02").toEpochDay();
  private static final String REFERENCE = reference("changji", "d@c", "e@c");
  private static final String POLICY = policy(1, "2025-01-01T00:00:00Z", "PT30M", 0.5);

  @BeforeEach
  void clock() {
    RunningFigures.wallClock = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  }

  private static RunningFigures<DayInput> running(boolean rocksDb) throws Exception {
    RunningFigures<DayInput> running = RunningFigures.daily(rocksDb);
    running.policy("p", POLICY);
    running.reference(REFERENCE);
    running.controlsRead();
    return running;
  }

  private static String districtDaily(RunningFigures<?> running, String id) {
    return running.index(Alias.DISTRICT_DAILY).get(id);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTicketCountsInItsDistrictCountyAndPrefecture(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(666, 346));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026-03-02",
              "+area-figures/PREFECTURE/changji/2026-03-02",
              "+district-daily/d/2026-03-02");
      assertThat(districtDaily(running, "d/2026-03-02"))
          .startsWith(
              "{\"@timestamp\":\"2026-03-01T16:00:00.000Z\",\"revision\":"
                  + RunningFigures.wallClock)
          .contains("\"district\":\"d\",\"district_name\":\"d街道\",\"county\":\"c\"")
          .contains("\"date\":\"2026-03-02\"", "\"dispatched\":666", "\"resolved\":346")
          .contains("\"resolution_rate\":0.5195195195195195")
          .contains("\"resolution_rate_low\":0.48157109359320", "\"satisfaction_rate\":null");
      assertThat(running.index(Alias.AREA_FIGURES).get("PREFECTURE/changji/2026-03-02"))
          .contains("\"scope_name\":\"changji州\",\"county\":null,\"county_name\":null")
          .contains("\"period\":\"2026-03-02\",\"period_type\":\"DAY\"")
          .contains("\"period_start\":\"2026-03-02\",\"period_end\":\"2026-03-02\"")
          .contains("\"dispatched\":666", "\"department_figures\":{\"assigned\":0,");
      assertThat(running.index(Alias.AREA_FIGURES).get("COUNTY/c/2026-03-02"))
          .contains("\"scope\":\"c\",\"scope_name\":\"甲县\",\"county\":\"c\"")
          .contains("\"county_name\":\"甲县\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAssignmentCountsInItsDepartmentAndAreas(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(of("x", "d", DAY), assignments(3, 1, 80));
      running.change(of("x", "e", DAY), assignments(2, 1, 60));
      running.change(of("y", "unknown", DAY), assignments(1, 0, 0));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026-03-02",
              "+area-figures/PREFECTURE/changji/2026-03-02",
              "+department-daily/x/2026-03-02",
              "+department-daily/y/2026-03-02",
              "+department-district-daily/x/d/2026-03-02",
              "+department-district-daily/x/e/2026-03-02",
              "+department-district-daily/y/unknown/2026-03-02");
      assertThat(running.index(Alias.DEPARTMENT_DAILY).get("x/2026-03-02"))
          .contains("\"department\":\"x\",\"department_name\":\"水利局\",\"date\"")
          .contains("\"assigned\":5", "\"resolved\":2", "\"open\":3", "\"street_scores\":2")
          .contains("\"street_score_avg\":70", "\"accept_p50_ms\":null");
      assertThat(running.index(Alias.DEPARTMENT_DISTRICT_DAILY).get("x/d/2026-03-02"))
          .contains("\"district_name\":\"d街道\"", "\"assigned\":3", "\"street_score_avg\":80");
      assertThat(running.index(Alias.AREA_FIGURES).get("COUNTY/c/2026-03-02"))
          .contains("\"dispatched\":0", "\"assigned\":5");
      assertThat(running.index(Alias.AREA_FIGURES).get("PREFECTURE/changji/2026-03-02"))
          .contains("\"assigned\":6");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsWrittenBeforeControlsWereReadToTheirEnd(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = RunningFigures.daily(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.change(of("x", "d", DAY), assignments(1, 0, 0));
      running.settle();
      running.policy("p", POLICY);
      running.reference(reference("other", "d@k"));
      running.watermark(Instant.parse("2026-03-09T00:00:00Z").toEpochMilli());
      running.settle();
      running.crashBut(() -> {});
      running.change(inDistrict("d", DAY), tickets(1, 1));
      running.reference(REFERENCE);
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.controlsRead();
      running.settle();
      assertThat(running.takeWritten())
          .as("with the names and counties read last, which changes came before")
          .containsExactly(
              "+area-figures/COUNTY/c/2026-03-02",
              "+area-figures/PREFECTURE/changji/2026-03-02",
              "+department-daily/x/2026-03-02",
              "+department-district-daily/x/d/2026-03-02",
              "+district-daily/d/2026-03-02");
      assertThat(districtDaily(running, "d/2026-03-02"))
          .contains("d街道", "\"dispatched\":2", "\"resolved\":1");
      assertThat(running.index(Alias.AREA_FIGURES).get("COUNTY/c/2026-03-02"))
          .contains("\"dispatched\":2", "\"assigned\":1");
    }
  }

  @Test
  void aBusyDocumentIsWrittenOnceASecondAndItsLastStateAlways() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      int changes = 0;
      int written = 0;
      for (int millis = 0; millis < 10_000; millis += 10) {
        running.change(inDistrict("d", DAY), tickets(1, 0));
        changes++;
        running.passTime(10);
        written +=
            (int)
                running.takeWritten().stream()
                    .filter("+district-daily/d/2026-03-02"::equals)
                    .count();
      }
      assertThat(written).isBetween(9, 11);
      running.passTime(1000);
      assertThat(running.takeWritten()).hasSize(3);
      assertThat(districtDaily(running, "d/2026-03-02")).contains("\"dispatched\":" + changes);
      running.settle();
      assertThat(running.takeWritten()).as("nothing has changed").isEmpty();
    }
  }

  @Test
  void aLoneChangeIsWrittenAtOnce() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.passTime(100);
      assertThat(running.takeWritten()).hasSize(3);
      running.settle();
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.passTime(100);
      assertThat(running.takeWritten()).hasSize(3);
    }
  }

  @Test
  void onlyDocumentsThatChangedAreWritten() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.change(inDistrict("e", DAY), tickets(1, 0));
      running.change(inDistrict("d", DAY - 1), tickets(1, 0));
      running.settle();
      running.takeWritten();
      running.change(inDistrict("e", DAY), tickets(0, 1));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026-03-02",
              "+area-figures/PREFECTURE/changji/2026-03-02",
              "+district-daily/e/2026-03-02");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsGatheredIsWrittenBeforeABarrierAndWhenTheJobEnds(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.settle();
      running.takeWritten();
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.snapshot();
      assertThat(running.takeWritten()).contains("+district-daily/d/2026-03-02");
      assertThat(districtDaily(running, "d/2026-03-02")).contains("\"dispatched\":2");
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.finish();
      assertThat(districtDaily(running, "d/2026-03-02")).contains("\"dispatched\":3");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDocumentOfWhichAllIsZeroIsDeleted(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.change(inDistrict("e", DAY), tickets(1, 0));
      running.change(of("x", "d", DAY), assignments(1, 1, 90));
      running.settle();
      running.takeWritten();
      running.change(inDistrict("d", DAY), tickets(-2, -1));
      running.change(of("x", "d", DAY), assignments(-1, -1, 90));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026-03-02",
              "+area-figures/PREFECTURE/changji/2026-03-02",
              "-department-daily/x/2026-03-02",
              "-department-district-daily/x/d/2026-03-02",
              "-district-daily/d/2026-03-02");
      running.change(inDistrict("e", DAY), tickets(-1, 0));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "-area-figures/COUNTY/c/2026-03-02",
              "-area-figures/PREFECTURE/changji/2026-03-02",
              "-district-daily/e/2026-03-02");
      running.change(inDistrict("e", DAY), tickets(1, 0));
      running.settle();
      assertThat(districtDaily(running, "e/2026-03-02")).contains("\"dispatched\":1");
    }
  }

  @Test
  void whatCameAndWentBetweenTwoWritingsIsNeverWritten() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(1, 1));
      running.change(inDistrict("d", DAY), tickets(-1, -1));
      running.change(inDistrict("e", DAY), tickets(1, 1));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026-03-02",
              "+area-figures/PREFECTURE/changji/2026-03-02",
              "+district-daily/e/2026-03-02");
      running.change(inDistrict("e", DAY), tickets(1, 0));
      running.change(inDistrict("e", DAY), tickets(-1, 0));
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestoredOperatorGoesOn(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.change(of("x", "d", DAY), assignments(1, 1, 90));
      running.crash();
      running.takeWritten();
      running.settle();
      assertThat(running.takeWritten()).as("nothing has changed").isEmpty();
      RunningFigures.wallClock -= 600_000; // of another machine: revisions grow all the same
      running.change(inDistrict("d", DAY), tickets(3, 0));
      running.change(of("x", "d", DAY), assignments(1, 1, 70));
      running.passTime(100);
      assertThat(districtDaily(running, "d/2026-03-02"))
          .contains("\"dispatched\":5", "\"resolved\":1");
      assertThat(running.index(Alias.DEPARTMENT_DAILY).get("x/2026-03-02"))
          .contains("\"assigned\":2", "\"street_score_avg\":80", "\"resolve_p50_ms\":3588096");
    }
  }

  /** It may have written what comes to nothing now. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatACrashedAttemptWroteIsPutRight(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 0));
      running.crashBut(
          () -> {
            running.change(inDistrict("d", DAY), tickets(1, 1));
            running.change(inDistrict("e", DAY), tickets(1, 1));
            running.settle();
          });
      running.controlsRead();
      assertThat(districtDaily(running, "d/2026-03-02")).contains("\"dispatched\":3");
      running.change(inDistrict("d", DAY), tickets(1, 1));
      running.change(inDistrict("d", DAY), tickets(-1, -1));
      running.change(inDistrict("e", DAY), tickets(0, 0));
      running.settle();
      assertThat(districtDaily(running, "d/2026-03-02"))
          .contains("\"dispatched\":2", "\"resolved\":0");
      assertThat(running.index(Alias.DISTRICT_DAILY)).hasSize(1);
      assertThat(running.index(Alias.AREA_FIGURES).get("COUNTY/c/2026-03-02"))
          .contains("\"dispatched\":2");
    }
  }

  // ---- names and counties

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDistrictThatMovesToAnotherCountyTakesItsFiguresAlong(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.change(of("x", "d", DAY), assignments(4, 1, 90));
      running.change(inDistrict("e", DAY), tickets(1, 1));
      running.change(inDistrict("d", DAY + 1), tickets(5, 0));
      running.settle();
      running.takeWritten();

      running.change(inDistrict("e", DAY), tickets(1, 0)); // not applied yet
      running.reference(reference("changji", "d@k", "e@c"));
      running.settle();
      assertThat(running.index(Alias.AREA_FIGURES).keySet())
          .containsExactly(
              "COUNTY/c/2026-03-02",
              "COUNTY/k/2026-03-02",
              "COUNTY/k/2026-03-03",
              "PREFECTURE/changji/2026-03-02",
              "PREFECTURE/changji/2026-03-03");
      assertThat(running.index(Alias.AREA_FIGURES).get("COUNTY/c/2026-03-02"))
          .contains("\"dispatched\":2", "\"assigned\":0", "\"scope_name\":\"甲县\"");
      assertThat(running.index(Alias.AREA_FIGURES).get("COUNTY/k/2026-03-02"))
          .contains("\"dispatched\":2", "\"assigned\":4", "\"scope_name\":\"乙市\"");
      assertThat(running.index(Alias.AREA_FIGURES).get("PREFECTURE/changji/2026-03-02"))
          .contains("\"dispatched\":4", "\"assigned\":4");
      assertThat(districtDaily(running, "d/2026-03-02")).contains("\"county\":\"k\"");
      assertThat(running.takeWritten()).contains("-area-figures/COUNTY/c/2026-03-03");

      running.change(inDistrict("d", DAY), tickets(1, 1));
      running.crash();
      running.settle();
      assertThat(running.index(Alias.AREA_FIGURES).get("COUNTY/k/2026-03-02"))
          .contains("\"dispatched\":3");

      running.reference(reference("changji", "e@c"));
      running.settle();
      assertThat(running.index(Alias.AREA_FIGURES).keySet())
          .as("what is in no county counts in none")
          .containsExactly(
              "COUNTY/c/2026-03-02",
              "PREFECTURE/changji/2026-03-02",
              "PREFECTURE/changji/2026-03-03");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPrefectureOfAnotherIdHasItsDocumentsUnderThatId(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.takeWritten();
      running.reference(reference("cj", "d@c", "e@c"));
      running.settle();
      assertThat(running.takeWritten())
          .containsExactly(
              "+area-figures/COUNTY/c/2026-03-02",
              "+area-figures/PREFECTURE/cj/2026-03-02",
              "+district-daily/d/2026-03-02",
              "-area-figures/PREFECTURE/changji/2026-03-02");
      running.reference(REFERENCE);
      running.settle();
      assertThat(running.index(Alias.AREA_FIGURES).keySet())
          .containsExactly("COUNTY/c/2026-03-02", "PREFECTURE/changji/2026-03-02");
    }
  }

  /** No figure of a day depends on a policy but through its tickets. */
  @Test
  void anotherPolicyRewritesNoDay() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.takeWritten();
      running.policy("p", policy(1, "2025-01-01T00:00:00Z", "PT1H", 0.7));
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
    }
  }
}
