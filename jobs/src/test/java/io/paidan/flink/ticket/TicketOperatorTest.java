package io.paidan.flink.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventType;
import io.paidan.event.EventWriter;
import io.paidan.event.Outcome;
import io.paidan.event.Reason;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.flink.deadletter.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator adds to the core: time, repeats, memory, what only the live run can know. */
class TicketOperatorTest {
  private static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final String POLICY = policy(1, "2025-01-01T00:00:00Z", "NEW", "PT30M");

  private static final String REFERENCE =
      """
      {"prefecture":{"id":"changji","name":"昌吉回族自治州"},
       "counties":[{"id":"fukang","name":"阜康市"}],
       "districts":[{"id":"fuxin","name":"阜新街道","county":"fukang"}],
       "departments":[{"id":"water","name":"水利局"}]}
      """;

  private static String policy(int version, String from, String appliesTo, String arrive) {
    return """
        {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"%s","targets":[
         {"clock":"ARRIVE","ticketClass":"EMERGENCY","limit":"%s","warnAt":[0.5],"escalateAt":[2.0]}]}
        """
        .formatted(version, from, appliesTo, arrive);
  }

  private static TicketEvent event(
      String ticket, int number, long time, EventType type, EventData data) {
    return new TicketEvent("/changji/fuxin", ticket + "-" + number, type, ticket, time, "", data);
  }

  private static TicketEvent reported(String ticket) {
    return event(
        ticket,
        0,
        T0,
        EventType.REPORTED,
        new EventData.Reported("fuxin", Channel.PATROL, null, null, "t", null, null));
  }

  private static TicketEvent assessed(String ticket) {
    return event(
        ticket,
        1,
        T0 + MINUTE,
        EventType.ASSESSED,
        new EventData.Assessed(TicketClass.EMERGENCY, Category.ENFORCEMENT, Decision.DISPATCH));
  }

  private static TicketEvent dispatched(String ticket) {
    return event(
        ticket,
        2,
        T0 + 2 * MINUTE,
        EventType.DISPATCHED,
        new EventData.Dispatched(
            "fuxin", List.of(new EventData.Assignee("water", Role.LEAD, null))));
  }

  private static TicketEvent arrived(String ticket, long minute) {
    return event(
        ticket, 3, T0 + minute * MINUTE, EventType.ARRIVED, new EventData.Arrived("water"));
  }

  private static TicketEvent resolved(String ticket, long minute) {
    return event(
        ticket,
        4,
        T0 + minute * MINUTE,
        EventType.RESOLVED,
        new EventData.Resolved("water", Outcome.SOLVED, null));
  }

  private static void toDispatch(RunningOperator operator, String ticket) throws Exception {
    operator.event(reported(ticket));
    operator.event(assessed(ticket));
    operator.event(dispatched(ticket));
  }

  @BeforeEach
  void wallClock() {
    RunningOperator.wallClock = T0 + Duration.ofHours(1).toMillis();
    RunningOperator.nanosALook = 0;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOverdueEmergencyIsFoundWithNobodyWriting(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.watermarkAndSettle(T0 + 32 * MINUTE - 1);
      assertThat(operator.index(Alias.ALERTS).keySet())
          .containsExactly("T-1/water/1/ARRIVE/WARNING");
      operator.takeWritten();

      RunningOperator.wallClock += 1_000;
      operator.watermarkAndSettle(T0 + 32 * MINUTE);

      String alert = operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH");
      assertThat(alert)
          .contains("\"status\":\"FIRING\"", "\"severity\":\"critical\"")
          .contains("\"threshold_at\":\"2026-03-02T04:32:00.000Z\"")
          .contains("\"fired_at\":\"2026-03-02T05:00:01.000Z\"");
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"status\":\"BREACHED\"");
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"overdue\":true");
      List<Document> written = operator.takeWritten();
      assertThat(written).extracting(Document::revision).containsOnly(RunningOperator.wallClock);
      assertThat(written)
          .as("documents that did not change are not written again")
          .extracting(Document::alias)
          .doesNotContain(Alias.EVENTS);

      operator.watermarkAndSettle(T0 + 62 * MINUTE);
      assertThat(operator.index(Alias.ALERTS)).containsKey("T-1/water/1/ARRIVE/ESCALATION-1");
      assertThat(operator.eventTimeTimers()).as("nothing more can happen by itself").isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lateEvidenceWithdrawsABreachAlsoAfterARestore(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.watermarkAndSettle(T0 + 40 * MINUTE);
      operator.event(resolved("T-1", 50));
      operator.crashAndRestore();

      operator.event(arrived("T-1", 20));

      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"status\":\"MET\"", "\"withdrawn_breaches\":1");
      assertThat(operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH"))
          .contains("\"status\":\"WITHDRAWN\"");
      assertThat(operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/WARNING"))
          .as("17 minutes were used of 30")
          .contains("\"status\":\"RESOLVED\"");
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"breached\":false");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void timersSurviveARestore(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.crashAndRestore();
      operator.watermarkAndSettle(T0 + 32 * MINUTE);
      assertThat(operator.index(Alias.ALERTS)).containsKey("T-1/water/1/ARRIVE/BREACH");
    }
  }

  /** The first watermark after a restore is yet to come: what is overdue stays so meanwhile. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTicketJudgedAnewRightAfterARestoreStaysOverdue(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.watermark(T0 + 40 * MINUTE);
      operator.policy("p/2", policy(2, "2026-04-01T00:00:00Z", "NEW", "PT2H"));
      operator.takeWritten();
      operator.crashAndRestore();
      operator.watermarkAndSettle(T0 + 41 * MINUTE);
      assertThat(operator.takeWritten()).as("a policy of another time changes nothing").isEmpty();
      assertThat(operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH"))
          .contains("\"status\":\"FIRING\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoDrainsTheJobMakesNothingOverdue(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.watermarkAndSettle(Long.MAX_VALUE);
      assertThat(operator.index(Alias.ALERTS)).isEmpty();
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"status\":\"RUNNING\"");
    }
  }

  /** Before the first watermark after a restore a late event is judged by the time of before. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void timeGoesOnWhereTheSnapshotWasTaken(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      operator.watermarkAndSettle(T0 + 40 * MINUTE);
      operator.crashAndRestore();
      toDispatch(operator, "T-1");
      assertThat(operator.index(Alias.ALERTS)).containsKey("T-1/water/1/ARRIVE/BREACH");
    }
  }

  /** What an attempt that crashed may have written in passing is taken away again. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eventsThatMayHaveBeenReadBeforeACrashAreNotGathered(boolean rocksDb) throws Exception {
    TicketEvent cancelled =
        event(
            "T-1", 9, T0 + MINUTE + 1, EventType.CANCELLED, new EventData.Cancelled("by mistake"));
    try (RunningOperator operator = RunningOperator.start(rocksDb, Duration.ofMillis(200))) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      operator.crashBut(
          () -> {
            toDispatch(operator, "T-1");
            operator.settle();
          });
      assertThat(operator.index(Alias.ASSIGNMENTS)).containsOnlyKeys("T-1/water/1");

      RunningOperator.wallClock += 1_000;
      toDispatch(operator, "T-1");
      operator.event(cancelled);
      operator.settle();
      assertThat(operator.index(Alias.ASSIGNMENTS)).isEmpty();
      assertThat(operator.index(Alias.CLOCKS)).isEmpty();
    }
  }

  /** After a restore, time is known again only when the source has looked where its log ends. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPolicyThatComesBeforeTimeAfterARestoreWithdrawsNoBreach(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.watermarkAndSettle(T0 + 32 * MINUTE);
      operator.watermarkAndSettle(T0 + 42 * MINUTE);
      String before = operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH");
      assertThat(before).contains("\"status\":\"FIRING\"");
      operator.takeWritten();

      RunningOperator.wallClock += 1_000;
      operator.crashAndRestore();
      operator.policy("p/2", policy(2, "2026-01-01T00:00:00Z", "NEW", "PT35M"));
      operator.settle();
      operator.watermarkAndSettle(T0 + 42 * MINUTE);

      assertNoBreachWithdrawn(operator);
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"policy_version\":2", "\"status\":\"BREACHED\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lateEvidenceThatComesBeforeTimeAfterARestoreWithdrawsNoOtherBreach(boolean rocksDb)
      throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.watermarkAndSettle(T0 + 42 * MINUTE);
      String before = operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH");
      assertThat(before).contains("\"status\":\"FIRING\"");
      operator.takeWritten();

      RunningOperator.wallClock += 1_000;
      operator.crashAndRestore();
      operator.event(
          event("T-1", 9, T0 + 1, EventType.URGED, new EventData.Urged("mayor", 1, null)));
      operator.watermarkAndSettle(T0 + 42 * MINUTE);

      assertNoBreachWithdrawn(operator);
      assertThat(operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH")).isEqualTo(before);
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"urge_count\":1");
    }
  }

  private static void assertNoBreachWithdrawn(RunningOperator operator) {
    assertThat(operator.takeWritten())
        .filteredOn(document -> document.alias() == Alias.ALERTS)
        .extracting(document -> new String(document.body(), UTF_8))
        .noneMatch(alert -> alert.contains("\"status\":\"WITHDRAWN\""));
    assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
        .contains("\"withdrawn_breaches\":0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRepeatChangesNothingAndAConflictIsADeadLetter(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.takeWritten();

      operator.event(assessed("T-1"));
      assertThat(operator.takeWritten()).isEmpty();
      assertThat(operator.deadLetters()).isEmpty();

      TicketEvent conflicting =
          event(
              "T-1",
              1,
              T0 + 3 * MINUTE,
              EventType.ASSESSED,
              new EventData.Assessed(TicketClass.KEY, Category.ENFORCEMENT, Decision.DISPATCH));
      operator.event(conflicting);
      assertThat(operator.takeWritten()).isEmpty();
      assertThat(operator.deadLetters()).hasSize(1);
      DeadLetter letter = operator.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo(Reason.CONFLICTING_REPEAT);
      assertThat(letter.value()).isEqualTo(EventWriter.write(conflicting));
      assertThat(letter.key()).isEqualTo("T-1".getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ticketsWaitForThePolicyAndAreNotJudgedByNone(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.start(rocksDb)) {
      toDispatch(operator, "T-1");
      operator.event(assessed("T-1"));
      operator.watermarkAndSettle(T0 + 40 * MINUTE);
      assertThat(operator.takeWritten()).isEmpty();

      operator.policy("p", POLICY);
      assertThat(operator.takeWritten()).as("the policies are read by half").isEmpty();
      operator.controlsRead();

      assertThat(operator.index(Alias.TICKETS)).containsOnlyKeys("T-1");
      assertThat(operator.index(Alias.EVENTS)).as("each event once").hasSize(3);
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .as("judged as of 42 minutes at once")
          .contains("\"status\":\"BREACHED\"");
    }
  }

  /** Documents of events are written once: without the names they would stay without them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eventsThatCameBeforeTheNamesAreWrittenWithThem(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.start(rocksDb)) {
      operator.event(reported("T-1"));
      operator.crash();
      operator.event(assessed("T-1"));
      operator.event(reported("T-2"));
      operator.reference(REFERENCE);
      operator.controlsRead();

      assertThat(operator.index(Alias.EVENTS)).as("without any policy").hasSize(3);
      assertThat(operator.index(Alias.EVENTS).get("/changji/fuxin\u001FT-1-0"))
          .contains("\"district_name\":\"阜新街道\"", "\"offset\":0");
      assertThat(operator.takeWritten()).hasSize(3);

      operator.policy("p", POLICY);
      operator.settle();
      assertThat(operator.index(Alias.TICKETS)).containsOnlyKeys("T-1", "T-2");
      assertThat(operator.takeWritten()).extracting(Document::alias).doesNotContain(Alias.EVENTS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTicketThatWaitedWithoutAnyPolicyIsJudgedWhenOneComes(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.start(rocksDb)) {
      operator.controlsRead();
      toDispatch(operator, "T-1");
      operator.crashAndRestore();
      operator.policy("p", POLICY);
      operator.settle();
      assertThat(operator.index(Alias.CLOCKS)).containsOnlyKeys("T-1/water/1/ARRIVE");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLatePolicyCorrectsWhatWasPublishedBefore(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.watermarkAndSettle(T0 + 40 * MINUTE);
      assertThat(operator.index(Alias.ALERTS)).containsKey("T-1/water/1/ARRIVE/BREACH");

      operator.policy("p/2", policy(2, "2026-01-01T00:00:00Z", "NEW", "PT2H"));
      operator.settle();

      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"status\":\"RUNNING\"", "\"policy_version\":2", "\"withdrawn_breaches\":1");
      assertThat(operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH"))
          .contains("\"status\":\"WITHDRAWN\"");
      operator.watermarkAndSettle(T0 + 122 * MINUTE);
      assertThat(operator.index(Alias.ALERTS).get("T-1/water/1/ARRIVE/BREACH"))
          .contains("\"status\":\"FIRING\"", "\"threshold_at\":\"2026-03-02T06:02:00.000Z\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLatePolicyCorrectsATicketThatHasNothingToWakeFor(boolean rocksDb) throws Exception {
    try (RunningOperator operator =
        RunningOperator.with(rocksDb, POLICY.replace("EMERGENCY", "ROUTINE"))) {
      toDispatch(operator, "T-1");
      operator.event(resolved("T-1", 40));
      assertThat(operator.eventTimeTimers()).isZero();
      operator.policy("p/2", policy(2, "2026-01-01T00:00:00Z", "NEW", "PT2H"));
      operator.settle();
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"status\":\"MET\"", "\"policy_version\":2");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInvalidPolicyLeavesTheOneBeforeInForceAndIsSeen(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.policy("p", POLICY.replace("PT30M", "-PT30M").replace("ARRIVE", "ARIVE"));
      operator.settle();
      operator.watermarkAndSettle(T0 + 32 * MINUTE);
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"status\":\"BREACHED\"", "\"limit\":\"PT30M\"");
      assertThat(operator.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.BAD_POLICY))
          .satisfies(letter -> assertThat(letter.detail()).contains("ARIVE", "-PT30M"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLastPolicyCannotBeDeleted(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      operator.policy("p", null);
      toDispatch(operator, "T-1");
      assertThat(operator.index(Alias.CLOCKS)).containsOnlyKeys("T-1/water/1/ARRIVE");
      assertThat(operator.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.BAD_POLICY));

      operator.policy("p/2", policy(2, "2026-01-01T00:00:00Z", "NEW", "PT2H"));
      operator.policy("p", null);
      operator.settle();
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"policy_version\":2");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void newNamesReachTheDocuments(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.reference(REFERENCE);
      operator.settle();
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"阜新街道\"", "\"fukang\"");
      assertThat(operator.index(Alias.ASSIGNMENTS).get("T-1/water/1")).contains("\"水利局\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDocumentThatIsNoMoreIsDeleted(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      assertThat(operator.index(Alias.ASSIGNMENTS)).containsOnlyKeys("T-1/water/1");
      // It was cancelled before it was dispatched, and we hear of it late.
      operator.event(
          event(
              "T-1",
              9,
              T0 + MINUTE + 1,
              EventType.CANCELLED,
              new EventData.Cancelled("reported twice")));
      assertThat(operator.index(Alias.ASSIGNMENTS)).isEmpty();
      assertThat(operator.index(Alias.CLOCKS)).isEmpty();
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"state\":\"CANCELLED\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEventForATicketThatEndedLongAgoIsADeadLetter(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.event(event("T-1", 8, T0 + 60 * MINUTE, EventType.CLOSED, new EventData.Closed()));
      Map<String, String> before = operator.index(Alias.TICKETS);
      operator.event(
          event(
              "T-1",
              9,
              T0 + Duration.ofDays(401).toMillis(),
              EventType.REOPENED,
              new EventData.Reopened("again", null)));
      assertThat(operator.index(Alias.TICKETS)).isEqualTo(before);
      assertThat(operator.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.EXPIRED_TICKET));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEndedTicketLeavesAMarkAndNothingElse(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.event(event("T-1", 8, T0 + 60 * MINUTE, EventType.CLOSED, new EventData.Closed()));
      long horizon = T0 + 60 * MINUTE + Duration.ofDays(400).toMillis();
      operator.watermarkAndSettle(horizon);
      assertThat(operator.eventTimeTimers()).isEqualTo(1);
      operator.takeWritten();

      operator.watermarkAndSettle(horizon + 1);
      assertThat(operator.eventTimeTimers()).isZero();
      operator.crashAndRestore();
      operator.policy("p/2", policy(2, "2026-01-01T00:00:00Z", "NEW", "PT2H"));
      operator.settle();
      operator.event(dispatched("T-1"));
      assertThat(operator.deadLetters()).as("a repeat, as ever").isEmpty();
      // In time by its own word, yet nothing is left that it could change.
      operator.event(arrived("T-1", 20));
      operator.settle();

      assertThat(operator.takeWritten()).isEmpty();
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"state\":\"CLOSED\"");
      assertThat(operator.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.EXPIRED_TICKET))
          .satisfies(letter -> assertThat(letter.detail()).contains("400 days ago"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingOfAnExpiredTicketIsInTheSnapshot(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator, "T-1");
      operator.event(event("T-1", 8, T0 + 60 * MINUTE, EventType.CLOSED, new EventData.Closed()));
      assertThat(operator.snapshotText()).contains("/changji/fuxin");
      operator.watermarkAndSettle(T0 + Duration.ofDays(401).toMillis());
      assertThat(operator.snapshotText()).contains("T-1").doesNotContain("/changji/fuxin");
    }
  }

  /** All of an old history ended long ago; what comes out of order must still find its ticket. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOldHistoryStaysForAWhileWhereTimeIsToday(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      long today = T0 + Duration.ofDays(900).toMillis();
      operator.watermarkAndSettle(today);
      toDispatch(operator, "T-1");
      operator.event(event("T-1", 8, T0 + 60 * MINUTE, EventType.CLOSED, new EventData.Closed()));
      operator.watermarkAndSettle(today + MINUTE);
      operator.event(arrived("T-1", 20));
      operator.watermarkAndSettle(today + 2 * MINUTE);
      assertThat(operator.deadLetters()).isEmpty();
      assertThat(operator.index(Alias.CLOCKS).get("T-1/water/1/ARRIVE"))
          .contains("\"status\":\"MET\"");

      operator.watermarkAndSettle(
          today + 2 * MINUTE + TicketOperator.STAYS_AFTER_LAST_EVENT.toMillis());
      operator.event(resolved("T-1", 30));
      assertThat(operator.deadLetters()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatComesWithinTheLingerIsWrittenOnce(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.start(rocksDb, Duration.ofMillis(200))) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      operator.event(reported("T-1"));
      operator.passTime(100);
      operator.event(assessed("T-1"));
      operator.event(dispatched("T-1"));
      operator.event(assessed("T-1"));
      assertThat(operator.index(Alias.EVENTS)).as("at once").hasSize(3);
      operator.passTime(99);
      assertThat(operator.index(Alias.TICKETS)).isEmpty();

      operator.passTime(1);
      assertThat(operator.takeWritten())
          .filteredOn(document -> document.alias() != Alias.EVENTS)
          .extracting(Document::alias)
          .containsExactly(Alias.TICKETS, Alias.ASSIGNMENTS, Alias.CLOCKS);
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"event_count\":3");
      assertThat(operator.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSnapshotWithinTheLingerMissesNothing(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.start(rocksDb, Duration.ofMillis(200))) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      toDispatch(operator, "T-1");
      operator.crashAndRestore();
      operator.event(dispatched("T-1"));
      operator.watermarkAndSettle(T0 + 32 * MINUTE);
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"event_count\":3");
      assertThat(operator.index(Alias.ALERTS)).containsKey("T-1/water/1/ARRIVE/BREACH");
    }
  }

  /** Its timer is set when it is written; the watermark must not wait for that. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAlertWaitsForNoLinger(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.start(rocksDb, Duration.ofMillis(200))) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      toDispatch(operator, "T-1");
      operator.watermark(T0 + 32 * MINUTE);
      assertThat(operator.index(Alias.ALERTS)).containsKey("T-1/water/1/ARRIVE/BREACH");
    }
  }

  /** Deadlines of one instant, more than there is time for: in slices, emergencies first. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStormOfDeadlinesHoldsUpNeitherEmergenciesNorEventsNorSnapshots(boolean rocksDb)
      throws Exception {
    int routine = 200;
    int emergencies = 5;
    String policy = POLICY.replace("\"ticketClass\":\"EMERGENCY\",", "");
    try (RunningOperator operator = RunningOperator.with(rocksDb, policy)) {
      for (int i = 0; i < routine; i++) {
        operator.event(reported("R-" + i));
        operator.event(dispatched("R-" + i));
      }
      for (int i = 0; i < emergencies; i++) {
        toDispatch(operator, "E-" + i);
      }
      RunningOperator.nanosALook = Duration.ofMillis(1).toNanos();

      operator.watermark(T0 + 17 * MINUTE);
      operator.watermark(T0 + 32 * MINUTE);
      List<String> first =
          operator.takeWritten().stream()
              .filter(document -> document.id().endsWith("/BREACH"))
              .map(Document::id)
              .toList();
      assertThat(first).hasSizeBetween(emergencies, 2 * (int) Slices.SLICE.toMillis());
      assertThat(first.subList(0, emergencies)).allMatch(id -> id.startsWith("E-"));

      operator.event(reported("T-new"));
      assertThat(operator.index(Alias.TICKETS)).containsKey("T-new");
      operator.crashAndRestore();
      operator.watermarkAndSettle(T0 + 32 * MINUTE);
      assertThat(operator.index(Alias.ALERTS).keySet())
          .filteredOn(id -> id.endsWith("/BREACH"))
          .hasSize(routine + emergencies);
    }
  }

  /** A change of policy goes on in the middle after a crash, emergencies first. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChangeOfPolicyIsWorkedOffInSlicesAndSurvivesACrash(boolean rocksDb) throws Exception {
    int tickets = 100;
    String policy = POLICY.replace("\"ticketClass\":\"EMERGENCY\",", "");
    try (RunningOperator operator = RunningOperator.with(rocksDb, policy)) {
      for (int i = 0; i < tickets; i++) {
        operator.event(reported("R-" + i));
        operator.event(dispatched("R-" + i));
      }
      toDispatch(operator, "E-1");
      operator.takeWritten();
      RunningOperator.nanosALook = Duration.ofMillis(1).toNanos();

      operator.policy(
          "p/2",
          policy(2, "2026-01-01T00:00:00Z", "NEW", "PT2H")
              .replace("\"ticketClass\":\"EMERGENCY\",", ""));
      operator.passTime(1);
      List<Document> first = operator.takeWritten();
      assertThat(first.get(0).id()).startsWith("E-1");
      assertThat(first).hasSizeLessThan(tickets);
      operator.crash();
      operator.settle();

      assertThat(operator.index(Alias.CLOCKS).values())
          .hasSize(tickets + 1)
          .allMatch(clock -> clock.contains("\"policy_version\":2"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noStateHoldsTheRecordsOwnBytes(boolean rocksDb) throws Exception {
    String personal = "13812345678";
    try (RunningOperator operator = RunningOperator.start(rocksDb)) {
      operator.event(reported("T-1"), personal.getBytes(UTF_8));
      assertThat(operator.snapshotText()).contains("fuxin").doesNotContain(personal);
      operator.policy("p", POLICY);
      operator.controlsRead();
      operator.event(assessed("T-1"), personal.getBytes(UTF_8));
      assertThat(operator.snapshotText()).contains("fuxin").doesNotContain(personal);
    }
  }
}
