package io.paidan.flink.figures;

import static io.paidan.core.figures.SampleCells.assignments;
import static io.paidan.core.figures.SampleCells.inDistrict;
import static io.paidan.core.figures.SampleCells.of;
import static io.paidan.core.figures.SampleCells.tickets;
import static io.paidan.flink.figures.SampleControls.policy;
import static io.paidan.flink.figures.SampleControls.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.figures.Cause;
import io.paidan.document.Alias;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published, when, and what of it is corrected (contract, section 3, "reports"). */
class DailyReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DAY = (int) LocalDate.parse("2026-03-02").toEpochDay();
  private static final String REFERENCE = reference("changji", "d@c", "e@c");
  private static final String FROM = "2025-01-01T00:00:00Z";
  private static final long MINUTE = 60_000;

  /** The day in Shanghai is over. */
  private static final long END = Instant.parse("2026-03-02T16:00:00Z").toEpochMilli();

  private static final long PUBLISHED = END + 30 * MINUTE;

  private static final Cause CAUSE =
      new Cause(
          Cause.Kind.EVENT, "T-1", "/changji", "e-9", "paidan.ticket.resolved", END - 5, null, 0);

  @BeforeEach
  void clock() {
    RunningFigures.wallClock = Instant.parse("2026-03-02T16:40:00Z").toEpochMilli();
  }

  private static RunningFigures<DayInput> running(boolean rocksDb) throws Exception {
    RunningFigures<DayInput> running = RunningFigures.daily(rocksDb);
    running.policy("p", policy(1, FROM, "PT30M", 0.5));
    running.reference(REFERENCE);
    running.controlsRead();
    return running;
  }

  /** With two tickets, one of them resolved, and their assignments: four reports are published. */
  private static RunningFigures<DayInput> published(boolean rocksDb) throws Exception {
    RunningFigures<DayInput> running = running(rocksDb);
    running.change(inDistrict("d", DAY), tickets(2, 1));
    running.change(of("x", "d", DAY), assignments(2, 1, 80));
    running.watermark(PUBLISHED);
    running.settle();
    assertThat(takeReports(running)).hasSize(4);
    return running;
  }

  /** The ids of reports written since the last time, without the date. */
  private static List<String> takeReports(RunningFigures<?> running) {
    return running.takeWritten().stream()
        .filter(id -> id.startsWith("+reports/"))
        .map(id -> id.substring("+reports/".length()).replace("/2026-03-02/", "/"))
        .toList();
  }

  private static JsonNode report(RunningFigures<?> running, String scope, int number)
      throws Exception {
    return JSON.readTree(running.index(Alias.REPORTS).get(scope + "/2026-03-02/" + number));
  }

  private static List<String> changes(JsonNode report) {
    List<String> changes = new ArrayList<>();
    report
        .get("changes")
        .forEach(
            c ->
                changes.add(
                    c.get("figure").asText() + " " + c.get("before") + " " + c.get("after")));
    return changes;
  }

  // ---- the first time

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDayIsPublishedWhenItHasEndedAndSettled(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.change(of("x", "d", DAY), assignments(2, 1, 80));
      running.settle();
      running.watermark(END);
      running.watermark(PUBLISHED - 1);
      running.settle();
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED);
      assertThat(takeReports(running))
          .containsExactly("COUNTY/c/0", "DEPARTMENT/x/0", "DISTRICT/d/0", "PREFECTURE/changji/0");

      JsonNode county = report(running, "COUNTY/c", 0);
      assertThat(county.get("@timestamp").asText()).isEqualTo("2026-03-01T16:00:00.000Z");
      assertThat(county.get("revision").asLong()).isEqualTo(1);
      assertThat(county.get("date").asText()).isEqualTo("2026-03-02");
      assertThat(county.get("scope_kind").asText()).isEqualTo("COUNTY");
      assertThat(county.get("scope").asText()).isEqualTo("c");
      assertThat(county.get("scope_name").asText()).isEqualTo("甲县");
      assertThat(county.get("revision_no").asInt()).isZero();
      assertThat(county.get("as_of").asText()).isEqualTo("2026-03-02T16:30:00.000Z");
      assertThat(Instant.parse(county.get("published_at").asText()).toEpochMilli())
          .as("the wall clock")
          .isEqualTo(RunningFigures.wallClock);
      assertThat(county.get("district_figures").get("dispatched").asInt()).isEqualTo(2);
      assertThat(county.get("district_figures").get("resolution_rate").asDouble()).isEqualTo(0.5);
      assertThat(county.get("department_figures").get("street_score_avg").asInt()).isEqualTo(80);
      assertThat(county.get("changes")).isEmpty();
      assertThat(county.get("causes")).isEmpty();
      assertThat(county.get("cause_count").asInt()).isZero();
      assertThat(report(running, "DISTRICT/d", 0).get("department_figures").isNull()).isTrue();
      assertThat(report(running, "DISTRICT/d", 0).get("district_figures").isNull()).isFalse();
      assertThat(report(running, "DEPARTMENT/x", 0).get("district_figures").isNull()).isTrue();

      running.watermark(PUBLISHED + Duration.ofDays(3).toMillis());
      running.settle();
      assertThat(takeReports(running)).as("nothing has changed").isEmpty();
      assertThat(running.eventTimeTimers()).isZero();
    }
  }

  @Test
  void whatIsGatheredIsInIt() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.change(inDistrict("d", DAY), tickets(1, 1));
      running.watermark(PUBLISHED);
      assertThat(report(running, "DISTRICT/d", 0).get("district_figures").get("resolved").asInt())
          .isEqualTo(2);
      running.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(takeReports(running)).hasSize(3);
    }
  }

  @Test
  void eachDayIsPublishedAtItsOwnTime() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.change(inDistrict("d", DAY + 1), tickets(1, 0));
      running.watermark(PUBLISHED);
      assertThat(takeReports(running)).allMatch(id -> !id.contains("2026-03-03"));
      running.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(takeReports(running))
          .containsExactly(
              "COUNTY/c/2026-03-03/0",
              "DISTRICT/d/2026-03-03/0",
              "PREFECTURE/changji/2026-03-03/0");
    }
  }

  @Test
  void nothingIsPublishedWhileTimeStandsOrTheJobEnds() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.watermark(END);
      running.passTime(Duration.ofDays(2).toMillis());
      running.watermark(Watermark.MAX_WATERMARK.getTimestamp());
      running.finish();
      assertThat(takeReports(running)).isEmpty();
    }
  }

  @Test
  void withoutFiguresNothingIsPublished() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.change(inDistrict("d", DAY), tickets(-2, -1));
      running.change(inDistrict("e", DAY), tickets(0, 0));
      running.watermark(PUBLISHED);
      assertThat(takeReports(running)).isEmpty();
    }
  }

  /** A history that is read in after its days have ended: not with the first ticket of it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDayOfAHistoryIsPublishedWhenNoMoreOfItComes(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      long now = PUBLISHED + Duration.ofDays(9).toMillis();
      long quiet = DailyFigures.LATE_QUIET.toMillis();
      running.watermark(now);
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.watermark(now + quiet - 1);
      running.change(inDistrict("d", DAY), tickets(3, 0));
      running.watermark(now + 2 * quiet - 2);
      running.settle();
      assertThat(takeReports(running)).isEmpty();
      running.crash();
      running.watermark(now + 2 * quiet - 1);
      assertThat(takeReports(running)).hasSize(3);
      assertThat(report(running, "DISTRICT/d", 0).at("/district_figures/dispatched").asInt())
          .isEqualTo(5);
    }
  }

  /** What never stops coming is published when it would have settled. */
  @Test
  void aDayOfAHistoryWithoutEndIsPublishedWhenItHasSettled() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      long now = PUBLISHED + Duration.ofDays(9).toMillis();
      long settling = PUBLISHED - END;
      running.watermark(now);
      for (long passed = 0; passed < settling; passed += 5_000) {
        running.change(inDistrict("d", DAY), tickets(1, 0));
        running.watermark(now + passed);
        assertThat(takeReports(running)).isEmpty();
      }
      running.change(inDistrict("d", DAY), tickets(1, 0));
      running.watermark(now + settling);
      assertThat(takeReports(running)).hasSize(3);
    }
  }

  // ---- when

  @Test
  void aPolicyMovesTheTime() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.watermark(END - MINUTE);
      running.policy("p", policy(1, FROM, "PT2H", 0.5));
      running.watermark(END + 120 * MINUTE - 1);
      assertThat(takeReports(running)).as("later").isEmpty();
      running.watermark(END + 120 * MINUTE);
      assertThat(takeReports(running)).hasSize(3);
    }
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.watermark(END - MINUTE);
      running.policy("p", policy(1, FROM, "PT0S", 0.5));
      running.watermark(END - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(END);
      assertThat(takeReports(running)).as("earlier").hasSize(3);
      running.watermark(PUBLISHED);
      assertThat(running.eventTimeTimers()).isZero();
    }
  }

  @Test
  void theVersionInForceWhenTheDayEndsSaysTheTime() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.policy("p/2", policy(2, "2026-03-02T16:00:00Z", "PT1H", 0.5));
      running.policy("p/3", policy(3, "2026-03-02T16:10:00Z", "PT0S", 0.5));
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.watermark(END + 60 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(END + 60 * MINUTE);
      assertThat(takeReports(running)).hasSize(3);
    }
  }

  /** Changes that came before the policies were read are published by these all the same. */
  @Test
  void policiesReadLaterMoveTheTime() throws Exception {
    try (RunningFigures<DayInput> running = RunningFigures.daily(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.policy("p", policy(1, FROM, "PT0S", 0.5));
      running.reference(REFERENCE);
      running.controlsRead();
      running.watermark(END);
      assertThat(takeReports(running)).hasSize(3);
    }
  }

  @Test
  void anotherZoneMovesTheTime() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.reference(REFERENCE.replaceFirst("\\{", "{\"zone\":\"Asia/Urumqi\","));
      running.watermark(PUBLISHED + 120 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 120 * MINUTE);
      assertThat(takeReports(running)).hasSize(3);
      assertThat(report(running, "DISTRICT/d", 0).get("@timestamp").asText())
          .isEqualTo("2026-03-01T18:00:00.000Z");
    }
  }

  // ---- corrections

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChangeIsCorrectedWhenItHasSettled(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = published(rocksDb)) {
      running.watermark(PUBLISHED + 60 * MINUTE);
      running.change(inDistrict("d", DAY), tickets(0, 1), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 90 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 90 * MINUTE);
      assertThat(takeReports(running))
          .as("the department's figures are as they were")
          .containsExactly("COUNTY/c/1", "DISTRICT/d/1", "PREFECTURE/changji/1");

      JsonNode district = report(running, "DISTRICT/d", 1);
      assertThat(district.get("revision").asInt()).isEqualTo(1);
      assertThat(district.get("revision_no").asInt()).isEqualTo(1);
      assertThat(district.get("as_of").asText()).isEqualTo("2026-03-02T18:00:00.000Z");
      assertThat(district.get("district_figures").get("resolved").asInt()).isEqualTo(2);
      assertThat(changes(district))
          .contains(
              "district_figures.resolved 1 2",
              "district_figures.open 1 0",
              "district_figures.resolution_rate 0.5 1",
              "district_figures.decided 1 2")
          .noneMatch(change -> change.startsWith("district_figures.dispatched "));
      assertThat(district.get("cause_count").asInt()).isEqualTo(1);
      JsonNode cause = district.get("causes").get(0);
      assertThat(cause.get("kind").asText()).isEqualTo("EVENT");
      assertThat(cause.get("ticket_id").asText()).isEqualTo("T-1");
      assertThat(cause.get("event_source").asText()).isEqualTo("/changji");
      assertThat(cause.get("event_id").asText()).isEqualTo("e-9");
      assertThat(cause.get("type").asText()).isEqualTo("paidan.ticket.resolved");
      assertThat(cause.get("time").asText()).isEqualTo("2026-03-02T15:59:59.995Z");
      assertThat(cause.get("policy_id").isNull()).isTrue();
      assertThat(cause.get("policy_version").isNull()).isTrue();
      assertThat(report(running, "DISTRICT/d", 0).get("district_figures").get("resolved").asInt())
          .as("the first one stays")
          .isEqualTo(1);
    }
  }

  @Test
  void changesOfOneSettlingTimeAreCorrectedTogether() throws Exception {
    try (RunningFigures<DayInput> running = published(false)) {
      running.change(inDistrict("d", DAY), tickets(1, 0), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 29 * MINUTE);
      running.change(
          inDistrict("d", DAY),
          tickets(1, 0),
          Cause.time("T-2", END),
          new Cause(Cause.Kind.POLICY, "T-3", null, null, null, END, "p", 2));
      running.settle();
      running.watermark(PUBLISHED + 59 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 59 * MINUTE);
      assertThat(takeReports(running)).contains("DISTRICT/d/1");
      JsonNode district = report(running, "DISTRICT/d", 1);
      assertThat(district.get("cause_count").asInt()).isEqualTo(3);
      assertThat(district.get("causes").get(1).get("kind").asText()).isEqualTo("TIME");
      assertThat(district.get("causes").get(1).get("event_id").isNull()).isTrue();
      assertThat(district.get("causes").get(2).get("policy_id").asText()).isEqualTo("p");
      assertThat(district.get("causes").get(2).get("policy_version").asInt()).isEqualTo(2);

      running.change(inDistrict("d", DAY), tickets(1, 0), Cause.time("T-4", END));
      running.watermark(PUBLISHED + 61 * MINUTE);
      running.settle();
      running.watermark(PUBLISHED + 100 * MINUTE);
      JsonNode next = report(running, "DISTRICT/d", 2);
      assertThat(changes(next)).contains("district_figures.dispatched 4 5");
      assertThat(next.get("causes")).as("what was told is not told again").hasSize(1);
    }
  }

  /** What the first publication took along does not hasten the next one. */
  @Test
  void aChangeAfterPublicationSettlesInFull() throws Exception {
    try (RunningFigures<DayInput> running = running(false)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.settle();
      running.change(inDistrict("d", DAY), tickets(1, 1)); // gathered, not applied
      running.watermark(PUBLISHED);
      running.watermark(PUBLISHED + 20 * MINUTE);
      running.change(inDistrict("d", DAY), tickets(1, 0), CAUSE);
      running.settle();
      running.takeWritten();
      running.watermark(PUBLISHED + 50 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 50 * MINUTE);
      assertThat(takeReports(running)).hasSize(3);
      running.watermark(PUBLISHED + 60 * MINUTE);
      running.change(inDistrict("d", DAY), tickets(1, 0), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 90 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 90 * MINUTE);
      assertThat(takeReports(running)).hasSize(3);
    }
  }

  /** The open tickets of a day change it for weeks. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatNeverSettlesIsCorrectedOnceADay(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = published(rocksDb)) {
      int days = 3;
      int reports = 0;
      for (int minute = 0; minute <= days * 24 * 60; minute += 20) {
        running.watermark(PUBLISHED + minute * MINUTE);
        running.change(inDistrict("d", DAY), tickets(1, 0), CAUSE);
        if (minute == 24 * 60) {
          running.crash();
        }
        reports += takeReports(running).size();
      }
      assertThat(reports).as("of district, county and prefecture").isEqualTo(3 * days);
      JsonNode second = report(running, "DISTRICT/d", 2);
      assertThat(changes(second)).contains("district_figures.dispatched 74 146");
      assertThat(second.get("cause_count").asInt()).isEqualTo(72);
    }
  }

  @Test
  void aChangeThatComesToNothingIsNoCorrection() throws Exception {
    try (RunningFigures<DayInput> running = published(false)) {
      running.change(inDistrict("d", DAY), tickets(1, 1), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + MINUTE);
      running.change(inDistrict("d", DAY), tickets(-1, -1), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 120 * MINUTE);
      assertThat(takeReports(running)).isEmpty();
      assertThat(running.eventTimeTimers()).isZero();

      running.change(inDistrict("d", DAY), tickets(1, 0), Cause.time("T-5", END));
      running.settle();
      running.watermark(PUBLISHED + 150 * MINUTE);
      assertThat(takeReports(running)).contains("DISTRICT/d/1");
      assertThat(report(running, "DISTRICT/d", 1).get("cause_count").asInt())
          .as("what came to nothing caused nothing")
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void figuresThatAreGoneAreCorrectedToZero(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = published(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(-2, -1), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 30 * MINUTE);
      assertThat(takeReports(running))
          .containsExactly("COUNTY/c/1", "DISTRICT/d/1", "PREFECTURE/changji/1");
      JsonNode district = report(running, "DISTRICT/d", 1);
      assertThat(district.get("district_figures").get("dispatched").asInt()).isZero();
      assertThat(changes(district))
          .contains("district_figures.dispatched 2 0", "district_figures.resolution_rate 0.5 null");
      assertThat(running.index(Alias.DISTRICT_DAILY)).isEmpty();

      running.watermark(PUBLISHED + 120 * MINUTE);
      assertThat(takeReports(running)).isEmpty();
      running.change(inDistrict("d", DAY), tickets(1, 0), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 150 * MINUTE);
      assertThat(takeReports(running)).contains("DISTRICT/d/2");
      assertThat(changes(report(running, "DISTRICT/d", 2)))
          .contains("district_figures.resolution_rate null 0");
    }
  }

  @Test
  void aScopeWhoseFirstFiguresComeLateIsPublishedFirstThen() throws Exception {
    try (RunningFigures<DayInput> running = published(false)) {
      running.change(inDistrict("e", DAY), tickets(1, 0), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 30 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 30 * MINUTE);
      assertThat(takeReports(running))
          .containsExactly("COUNTY/c/1", "DISTRICT/e/0", "PREFECTURE/changji/1");
      assertThat(report(running, "DISTRICT/e", 0).get("changes")).isEmpty();
      assertThat(report(running, "DISTRICT/e", 0).get("cause_count").asInt()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSnapshotKeepsWhatIsToBeCorrected(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = published(rocksDb)) {
      running.watermark(PUBLISHED + 10 * MINUTE);
      running.change(inDistrict("d", DAY), tickets(0, 1), CAUSE);
      running.crash();
      running.settle();
      running.watermark(PUBLISHED + 40 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 40 * MINUTE);
      assertThat(takeReports(running)).contains("DISTRICT/d/1");
      assertThat(report(running, "DISTRICT/d", 1).get("causes").get(0).get("event_id").asText())
          .isEqualTo("e-9");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSnapshotKeepsWhenADayIsPublished(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.watermark(END);
      running.crash();
      running.watermark(PUBLISHED - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED);
      assertThat(takeReports(running)).hasSize(3);
      running.crash();
      running.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(takeReports(running)).isEmpty();
    }
  }

  /** Time of a restored source begins anew below that of the snapshot. */
  @Test
  void timeDoesNotGoBackWithARestore() throws Exception {
    try (RunningFigures<DayInput> running = published(false)) {
      running.watermark(PUBLISHED + 100 * MINUTE);
      running.crash();
      running.watermark(PUBLISHED + 10 * MINUTE);
      running.change(inDistrict("d", DAY), tickets(0, 1), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + 130 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 130 * MINUTE);
      assertThat(takeReports(running)).contains("DISTRICT/d/1");
    }
  }

  @Test
  void aDistrictThatMovesCorrectsBothCounties() throws Exception {
    try (RunningFigures<DayInput> running = published(false)) {
      running.reference(reference("changji", "d@k", "e@c"));
      running.settle();
      running.watermark(PUBLISHED + 30 * MINUTE - 1);
      assertThat(takeReports(running)).isEmpty();
      running.watermark(PUBLISHED + 30 * MINUTE);
      assertThat(takeReports(running)).containsExactly("COUNTY/c/1", "COUNTY/k/0");
      assertThat(report(running, "COUNTY/c", 1).get("district_figures").get("dispatched").asInt())
          .isZero();
      assertThat(report(running, "COUNTY/k", 0).get("district_figures").get("dispatched").asInt())
          .isEqualTo(2);
    }
  }

  @Test
  void otherNamesCorrectNothing() throws Exception {
    try (RunningFigures<DayInput> running = published(false)) {
      running.reference(REFERENCE.replace("甲县", "甲市"));
      running.policy("p", policy(1, FROM, "PT10M", 0.7));
      running.settle();
      running.watermark(PUBLISHED + 120 * MINUTE);
      assertThat(takeReports(running)).isEmpty();
      assertThat(running.eventTimeTimers()).isZero();
    }
  }

  // ---- what was said before stays said

  /** Another operator, from nothing, that reads back what the first one published. */
  private static RunningFigures<DayInput> anew(RunningFigures<DayInput> first) throws Exception {
    RunningFigures<DayInput> anew = running(false);
    for (byte[] report : first.reports()) {
      anew.input(ReportReader.read(report));
    }
    return anew;
  }

  @Test
  void equalFiguresAreNotPublishedAgain() throws Exception {
    try (RunningFigures<DayInput> first = published(false);
        RunningFigures<DayInput> anew = anew(first)) {
      anew.change(inDistrict("d", DAY), tickets(2, 1));
      anew.change(of("x", "d", DAY), assignments(2, 1, 80));
      anew.settle();
      anew.watermark(PUBLISHED);
      anew.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(takeReports(anew)).isEmpty();

      anew.change(inDistrict("d", DAY), tickets(1, 0), CAUSE);
      anew.settle();
      anew.watermark(PUBLISHED + Duration.ofDays(2).toMillis());
      assertThat(takeReports(anew))
          .containsExactly("COUNTY/c/1", "DISTRICT/d/1", "PREFECTURE/changji/1");
    }
  }

  @Test
  void otherFiguresCorrectWhatWasSaid() throws Exception {
    try (RunningFigures<DayInput> first = published(false);
        RunningFigures<DayInput> anew = anew(first)) {
      anew.change(inDistrict("d", DAY), tickets(3, 1));
      anew.settle();
      anew.watermark(PUBLISHED);
      assertThat(takeReports(anew)).as("time is only where it was").isEmpty();
      anew.watermark(PUBLISHED + 30 * MINUTE);
      assertThat(takeReports(anew))
          .containsExactly("COUNTY/c/1", "DEPARTMENT/x/1", "DISTRICT/d/1", "PREFECTURE/changji/1");
      assertThat(changes(report(anew, "DISTRICT/d", 1)))
          .contains("district_figures.dispatched 2 3");
      assertThat(changes(report(anew, "DEPARTMENT/x", 1)))
          .as("no assignment is known any more")
          .contains("department_figures.assigned 2 0");
    }
  }

  /** The replay passes through the figures that were published first: nobody is told again. */
  @Test
  void aReplayOfTheSameHistoryPublishesNothing() throws Exception {
    try (RunningFigures<DayInput> first = published(false)) {
      first.watermark(PUBLISHED + 200 * MINUTE);
      first.change(inDistrict("d", DAY), tickets(0, 1), CAUSE);
      first.settle();
      first.watermark(PUBLISHED + 230 * MINUTE);
      assertThat(first.reports()).hasSize(7);
      for (boolean reportsFirst : new boolean[] {true, false}) {
        try (RunningFigures<DayInput> anew = reportsFirst ? anew(first) : running(false)) {
          anew.change(inDistrict("d", DAY), tickets(2, 1));
          anew.change(of("x", "d", DAY), assignments(2, 1, 80));
          anew.settle();
          if (!reportsFirst) {
            for (byte[] report : first.reports()) {
              anew.input(ReportReader.read(report));
            }
          }
          anew.watermark(PUBLISHED);
          anew.watermark(PUBLISHED + 200 * MINUTE);
          anew.change(inDistrict("d", DAY), tickets(0, 1), CAUSE);
          anew.settle();
          anew.watermark(PUBLISHED + 230 * MINUTE);
          anew.watermark(PUBLISHED + Duration.ofDays(9).toMillis());
          assertThat(takeReports(anew)).as("reports first: %s", reportsFirst).isEmpty();
        }
      }
    }
  }

  @Test
  void theGreatestNumberHoldsInWhateverOrderTheyAreRead() throws Exception {
    try (RunningFigures<DayInput> first = published(false)) {
      first.change(inDistrict("d", DAY), tickets(0, 1), CAUSE);
      first.settle();
      first.watermark(PUBLISHED + 30 * MINUTE);
      List<byte[]> reports = first.reports();
      try (RunningFigures<DayInput> anew = running(false)) {
        for (int i = reports.size() - 1; i >= 0; i--) {
          anew.input(ReportReader.read(reports.get(i)));
        }
        anew.change(inDistrict("d", DAY), tickets(2, 2));
        anew.change(of("x", "d", DAY), assignments(2, 1, 80));
        anew.settle();
        anew.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
        assertThat(takeReports(anew)).isEmpty();
        anew.change(inDistrict("d", DAY), tickets(1, 0), CAUSE);
        anew.settle();
        anew.watermark(PUBLISHED + Duration.ofDays(2).toMillis());
        assertThat(takeReports(anew)).contains("DISTRICT/d/2", "COUNTY/c/2");
      }
    }
  }

  /** The job reads its own reports back while it runs. */
  @Test
  void ownReportsChangeNothing() throws Exception {
    try (RunningFigures<DayInput> running = published(false)) {
      for (byte[] report : running.reports()) {
        running.input(ReportReader.read(report));
      }
      assertThat(running.eventTimeTimers()).isZero();
      running.change(inDistrict("d", DAY), tickets(0, 1), CAUSE);
      running.settle();
      for (byte[] report : running.reports()) {
        running.input(ReportReader.read(report));
      }
      running.watermark(PUBLISHED + 30 * MINUTE);
      assertThat(takeReports(running)).hasSize(3);
      for (byte[] report : running.reports()) {
        running.input(ReportReader.read(report));
      }
      running.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(takeReports(running)).isEmpty();
    }
  }

  /** An attempt published and crashed before its snapshot: what it said is read back. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatACrashedAttemptPublishedIsNotPublishedAgain(boolean rocksDb) throws Exception {
    try (RunningFigures<DayInput> running = running(rocksDb)) {
      running.change(inDistrict("d", DAY), tickets(2, 1));
      running.watermark(END);
      running.crashBut(() -> running.watermark(PUBLISHED));
      assertThat(takeReports(running)).hasSize(3);
      for (byte[] report : running.reports()) {
        running.input(ReportReader.read(report));
      }
      running.controlsRead();
      running.watermark(PUBLISHED + 5);
      running.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(takeReports(running)).isEmpty();
      running.change(inDistrict("d", DAY), tickets(1, 1), CAUSE);
      running.settle();
      running.watermark(PUBLISHED + Duration.ofDays(2).toMillis());
      assertThat(takeReports(running)).contains("DISTRICT/d/1");
    }
  }
}
