package io.paidan.flink.ticket;

import static io.paidan.flink.ticket.SampleEvents.MINUTE;
import static io.paidan.flink.ticket.SampleEvents.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Reason;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.fixtures.Fixtures;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ticket engine goes on from the snapshots that earlier builds took: from a checkpoint of the
 * heap on the heap, from a savepoint on both backends. What is done before a snapshot is part of
 * the fixtures and never to be changed; what comes after it may be.
 */
class TicketOperatorFixturesTest {
  private static final Fixtures FIXTURES = Fixtures.of("ticket-operator");

  private static final String REFERENCE =
      """
      {"prefecture":{"id":"changji","name":"昌吉回族自治州"},
       "counties":[{"id":"fukang","name":"阜康市"}],
       "districts":[{"id":"fuxin","name":"阜新街道","county":"fukang"}],
       "departments":[{"id":"water","name":"水利局"}]}
      """;

  private static final List<String> POLICIES =
      List.of(
          policy(1, "2024-01-01T00:00:00Z", "PT8H"),
          policy(2, "2026-03-02T04:35:00Z", "PT6H"),
          policy(3, "2026-03-02T05:00:00Z", "PT5H"));

  private static final SampleEvents OPEN = SampleEvents.of("T-open");
  private static final SampleEvents MENDED = SampleEvents.of("T-mended");
  private static final SampleEvents WAITS = SampleEvents.of("T-waits");
  private static final SampleEvents ENDED = SampleEvents.of("T-ended");
  private static final SampleEvents EXPIRED =
      SampleEvents.of("T-expired", T0 - Duration.ofDays(500).toMillis());

  private static final long SNAPSHOT_AT = T0 + 50 * MINUTE;

  private static String policy(int version, String from, String resolve) {
    return """
        {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"OPEN","targets":[
         {"clock":"ARRIVE","ticketClass":"EMERGENCY","limit":"PT30M","warnAt":[0.5],
          "escalateAt":[2.0]},
         {"clock":"RESOLVE","limit":"%s","warnAt":[0.5]}]}
        """
        .formatted(version, from, resolve);
  }

  /** A snapshot in a file, and the backend to restore it on. */
  record Snapshot(Path version, String kind, boolean rocksDb) {
    Path file(String name) {
      return version.resolve(name + "." + kind);
    }

    @Override
    public String toString() {
      return version.getFileName() + " " + kind + (rocksDb ? " on RocksDB" : " on the heap");
    }
  }

  static Stream<Snapshot> snapshots() {
    return FIXTURES.versions().stream()
        .flatMap(
            version ->
                Stream.of(
                    new Snapshot(version, "checkpoint", false),
                    new Snapshot(version, "savepoint", false),
                    new Snapshot(version, "savepoint", true)));
  }

  @BeforeAll
  static void writeIfTold() throws Exception {
    if (Fixtures.toBeWritten()) {
      Path version = FIXTURES.create();
      try (RunningOperator working = working()) {
        write(working, version, "working");
      }
      try (RunningOperator unread = unread()) {
        write(unread, version, "unread");
      }
    }
  }

  private static void write(RunningOperator operator, Path version, String name) throws Exception {
    operator.snapshot(CheckpointType.CHECKPOINT, version.resolve(name + ".checkpoint"));
    operator.snapshot(
        SavepointType.savepoint(SavepointFormatType.CANONICAL),
        version.resolve(name + ".savepoint"));
  }

  @BeforeEach
  void clocks() {
    RunningOperator.wallClock = SNAPSHOT_AT;
    RunningOperator.nanosALook = 0;
  }

  /**
   * An operator with tickets in every state: open with alerts given, with a breach withdrawn,
   * ended, expired; and all but one wait for their turn after a change of policy.
   */
  private static RunningOperator working() throws Exception {
    RunningOperator.wallClock = SNAPSHOT_AT;
    RunningOperator.nanosALook = 0;
    RunningOperator operator = RunningOperator.start(false);
    operator.reference(REFERENCE);
    operator.policy("p/1", POLICIES.get(0));
    operator.controlsRead();
    for (TicketEvent event : expired()) {
      operator.event(event);
    }
    operator.watermarkAndSettle(T0 - Duration.ofDays(1).toMillis());
    for (TicketEvent event : OPEN.toDispatch(TicketClass.EMERGENCY)) {
      operator.event(event);
    }
    for (TicketEvent event : MENDED.toDispatch(TicketClass.EMERGENCY)) {
      operator.event(event);
    }
    for (TicketEvent event : WAITS.toDispatch(TicketClass.ROUTINE)) {
      operator.event(event);
    }
    for (TicketEvent event : ENDED.toDispatch(TicketClass.ROUTINE)) {
      operator.event(event);
    }
    operator.event(ENDED.closed(30));
    operator.watermarkAndSettle(T0 + 40 * MINUTE);
    operator.event(MENDED.arrived(20));

    RunningOperator.nanosALook = Slices.SLICE.toNanos();
    operator.policy("p/2", POLICIES.get(1));
    operator.passTime(1);
    assertThat(operator.index(Alias.CLOCKS).get("T-open/water/1/RESOLVE"))
        .contains("\"policy_version\":2");
    assertThat(operator.index(Alias.CLOCKS).get("T-waits/water/1/RESOLVE"))
        .contains("\"policy_version\":1");
    assertThat(operator.deadLetters()).isEmpty();
    operator.takeWritten();
    return operator;
  }

  private static List<TicketEvent> expired() {
    List<TicketEvent> events = new ArrayList<>(EXPIRED.toDispatch(TicketClass.EMERGENCY));
    events.add(EXPIRED.closed(20));
    return events;
  }

  /** An operator that has read events and a policy, but not all policies and reference data. */
  private static RunningOperator unread() throws Exception {
    RunningOperator.wallClock = SNAPSHOT_AT;
    RunningOperator.nanosALook = 0;
    RunningOperator operator = RunningOperator.start(false);
    operator.event(OPEN.reported(0));
    operator.event(OPEN.assessed(1, TicketClass.EMERGENCY));
    operator.policy("p/1", POLICIES.get(0));
    operator.event(WAITS.reported(0));
    return operator;
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void whatFollowsGivesTheFoldOfAll(Snapshot snapshot) throws Exception {
    try (RunningOperator before = working();
        RunningOperator operator =
            RunningOperator.restore(snapshot.rocksDb(), snapshot.file("working"), before)) {
      RunningOperator.nanosALook = 0;
      RunningOperator.wallClock = SNAPSHOT_AT + MINUTE;
      operator.controlsRead();
      operator.watermarkAndSettle(T0 + 41 * MINUTE);
      assertThat(operator.takeWritten())
          .as("those whose turn had not come, and nobody else")
          .extracting(Document::id)
          .contains("T-waits/water/1/RESOLVE", "T-mended/water/1/RESOLVE")
          .noneMatch(id -> id.startsWith("T-open") || id.startsWith("T-expired"));
      assertThat(operator.index(Alias.CLOCKS).get("T-waits/water/1/RESOLVE"))
          .contains("\"policy_version\":2");

      Map<String, List<TicketEvent>> histories = new TreeMap<>();
      histories.put("T-expired", expired());
      histories.put("T-open", and(OPEN.toDispatch(TicketClass.EMERGENCY), OPEN.arrived(45)));
      histories.put(
          "T-mended",
          and(MENDED.toDispatch(TicketClass.EMERGENCY), MENDED.arrived(20), MENDED.resolved(80)));
      histories.put("T-waits", and(WAITS.toDispatch(TicketClass.ROUTINE), WAITS.suspended(70)));
      histories.put(
          "T-ended",
          and(ENDED.toDispatch(TicketClass.ROUTINE), ENDED.closed(30), ENDED.reopened(52)));
      SampleEvents fresh = SampleEvents.of("T-new");
      histories.put("T-new", fresh.toDispatch(TicketClass.EMERGENCY));

      operator.event(EXPIRED.closed(20));
      assertThat(operator.deadLetters()).as("a repeat, though expired").isEmpty();
      operator.event(EXPIRED.reopened(25));
      operator.event(OPEN.arrived(45));
      operator.event(MENDED.arrived(20));
      operator.event(ENDED.reopened(52));
      operator.watermarkAndSettle(T0 + 55 * MINUTE);
      operator.policy("p/3", POLICIES.get(2));
      operator.event(WAITS.suspended(70));
      for (TicketEvent event : fresh.toDispatch(TicketClass.EMERGENCY)) {
        operator.event(event);
      }
      operator.watermarkAndSettle(T0 + 75 * MINUTE);
      operator.event(MENDED.resolved(80));
      long asOf = T0 + Duration.ofHours(10).toMillis();
      operator.watermarkAndSettle(asOf);

      ReferenceData reference = ReferenceParser.parse(REFERENCE.getBytes(UTF_8)).data();
      assertThat(
              Folded.differences(
                  Folded.documents(histories, POLICIES, reference, asOf), Folded.live(operator)))
          .isEmpty();
      assertThat(operator.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly(Reason.EXPIRED_TICKET);
      assertThat(operator.index(Alias.ALERTS).get("T-open/water/1/ARRIVE/BREACH"))
          .as("found out before the snapshot, and remembered")
          .contains("\"status\":\"RESOLVED\"", "\"fired_at\":\"2026-03-02T04:50:00.000Z\"");
      assertThat(operator.index(Alias.CLOCKS).get("T-mended/water/1/ARRIVE"))
          .contains("\"withdrawn_breaches\":1");
      assertThat(operator.index(Alias.CLOCKS).get("T-open/water/1/RESOLVE"))
          .contains("\"status\":\"BREACHED\"", "\"policy_version\":3");
    }
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void eventsOfBeforeThePoliciesWereReadAreWrittenWithTheNames(Snapshot snapshot) throws Exception {
    try (RunningOperator before = unread();
        RunningOperator operator =
            RunningOperator.restore(snapshot.rocksDb(), snapshot.file("unread"), before)) {
      assertThat(operator.index(Alias.EVENTS)).isEmpty();
      operator.reference(REFERENCE);
      operator.controlsRead();
      operator.event(OPEN.dispatched(2));
      operator.watermarkAndSettle(T0 + 32 * MINUTE);

      Map<String, List<TicketEvent>> histories =
          Map.of(
              "T-open", OPEN.toDispatch(TicketClass.EMERGENCY),
              "T-waits", List.of(WAITS.reported(0)));
      ReferenceData reference = ReferenceParser.parse(REFERENCE.getBytes(UTF_8)).data();
      assertThat(
              Folded.differences(
                  Folded.documents(histories, POLICIES.subList(0, 1), reference, T0 + 32 * MINUTE),
                  Folded.live(operator)))
          .isEmpty();
      assertThat(operator.index(Alias.EVENTS).get("/changji/fuxin\u001FT-waits-REPORTED"))
          .contains("\"district_name\":\"阜新街道\"", "\"offset\":2");
    }
  }

  private static List<TicketEvent> and(List<TicketEvent> events, TicketEvent... more) {
    List<TicketEvent> all = new ArrayList<>(events);
    all.addAll(List.of(more));
    return all;
  }
}
