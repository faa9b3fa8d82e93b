package io.paidan.flink.ticket;

import static io.paidan.flink.ticket.SampleEvents.MINUTE;
import static io.paidan.flink.ticket.SampleEvents.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.figures.Cause;
import io.paidan.core.figures.CellKey;
import io.paidan.core.figures.CellKind;
import io.paidan.document.Alias;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.flink.figures.FigureChange;
import io.paidan.reference.ReferenceData;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes of tickets make of the figures, as it leaves the ticket engine. */
class TicketFiguresTest {
  private static final ZoneId SHANGHAI = ReferenceData.NONE.zone();
  private static final int DAY = (int) LocalDate.parse("2026-03-02").toEpochDay();

  /** 2 March is over in Shanghai, and half an hour has passed. */
  private static final long PUBLISHED = Instant.parse("2026-03-02T16:30:00Z").toEpochMilli();

  /** Due for resolution eight hours after dispatch: in the evening of the same day. */
  private static final String POLICY = policy(1, "2025-01-01T00:00:00Z", "PT8H");

  private static String policy(int version, String from, String resolve) {
    return """
        {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"OPEN","targets":[
         {"clock":"ARRIVE","ticketClass":"EMERGENCY","limit":"PT30M"},
         {"clock":"RESOLVE","limit":"%s"}]}
        """
        .formatted(version, from, resolve);
  }

  @BeforeEach
  void clocks() {
    RunningOperator.wallClock = T0 + Duration.ofHours(1).toMillis();
    RunningOperator.nanosALook = 0;
  }

  private static List<TicketEvent> emergency(String ticket) {
    return SampleEvents.of(ticket).toDispatch(TicketClass.EMERGENCY);
  }

  private static void events(RunningOperator operator, List<TicketEvent> events) throws Exception {
    for (TicketEvent event : events) {
      operator.event(event);
    }
  }

  private static List<Cause> causesOf(List<FigureChange> changes, CellKind kind) {
    List<Cause> causes = new ArrayList<>();
    for (FigureChange change : changes) {
      if (change.key().kind() == kind) {
        assertThat(change.causes()).as(change.toString()).isNotNull();
        causes.addAll(change.causes().list());
      }
    }
    return causes;
  }

  @Test
  void changesAreGatheredCellByCell() throws Exception {
    try (RunningOperator operator = RunningOperator.with(false, POLICY)) {
      operator.passTime(1000);
      for (int i = 0; i < 50; i++) {
        events(operator, emergency("T-" + i));
      }
      assertThat(operator.takeFigures()).as("for a moment").isEmpty();
      operator.passTime(1);
      List<FigureChange> first = operator.takeFigures();
      assertThat(first)
          .extracting(FigureChange::key)
          .extracting(CellKey::toString)
          .doesNotHaveDuplicates()
          .hasSize(2);
      assertThat(first).allMatch(change -> change.causes() == null, "nothing is published yet");

      for (int i = 0; i < 50; i++) {
        operator.event(SampleEvents.of("T-" + i).arrived(10));
        operator.passTime(5);
      }
      operator.passTime(250);
      List<FigureChange> then = operator.takeFigures();
      assertThat(then).hasSizeLessThanOrEqualTo(3 * 2);
      List<FigureChange> all = new ArrayList<>(first);
      all.addAll(then);
      operator.settle();
      assertThat(operator.takeFigures()).isEmpty();

      Map<String, List<TicketEvent>> histories = new TreeMap<>();
      for (int i = 0; i < 50; i++) {
        histories.put("T-" + i, and(emergency("T-" + i), SampleEvents.of("T-" + i).arrived(10)));
      }
      assertThat(FigureTotals.of(all))
          .isEqualTo(FigureTotals.folded(histories, List.of(POLICY), SHANGHAI, T0));
    }
  }

  private static List<TicketEvent> and(List<TicketEvent> events, TicketEvent... more) {
    List<TicketEvent> all = new ArrayList<>(events);
    all.addAll(List.of(more));
    return all;
  }

  /** Through time, late evidence, a crash and another policy: once, and as it is in the end. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTicketIsCountedOnceAsItIs(boolean rocksDb) throws Exception {
    SampleEvents sample = SampleEvents.of("T-1");
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      events(operator, emergency("T-1"));
      operator.settle();
      operator.watermarkAndSettle(T0 + 40 * MINUTE);
      operator.crashAndRestore();
      operator.event(sample.arrived(20));
      operator.event(sample.resolved(60));
      operator.settle();
      operator.event(sample.reopened(90));
      operator.crashAndRestore();
      operator.watermarkAndSettle(T0 + 120 * MINUTE);
      String sooner = policy(2, "2026-03-02T05:00:00Z", "PT1H");
      operator.policy("p/2", sooner);
      operator.settle();
      operator.watermarkAndSettle(T0 + 600 * MINUTE);
      operator.event(sample.closed(700));
      operator.event(sample.closed(700));
      operator.barrier();

      List<TicketEvent> history =
          and(
              emergency("T-1"),
              sample.arrived(20),
              sample.resolved(60),
              sample.reopened(90),
              sample.closed(700));
      assertThat(FigureTotals.of(operator.takeFigures()))
          .isEqualTo(
              FigureTotals.folded(
                  Map.of("T-1", history), List.of(POLICY, sooner), SHANGHAI, T0 + 600 * MINUTE));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changesComeBeforeABarrier(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.start(rocksDb, Duration.ofMillis(200))) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      events(operator, emergency("T-1"));
      assertThat(operator.takeFigures()).isEmpty();
      operator.barrier();
      assertThat(FigureTotals.of(operator.takeFigures()))
          .isEqualTo(
              FigureTotals.folded(Map.of("T-1", emergency("T-1")), List.of(POLICY), SHANGHAI, T0));
      operator.settle();
      assertThat(operator.takeFigures()).isEmpty();
    }
  }

  /** What lingers and what is gathered: before the watermark by which a date is published. */
  @Test
  void theWatermarkThatPublishesADateWaitsForWhatLingers() throws Exception {
    try (RunningOperator operator = RunningOperator.start(false, Duration.ofMillis(200))) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      operator.watermarkAndSettle(T0);
      operator.takeFigures();
      events(operator, emergency("T-1"));
      operator.watermark(T0 + MINUTE);
      assertThat(operator.lastWatermark())
          .as("no date is published or corrected by that")
          .isEqualTo(T0 + MINUTE);
      assertThat(operator.takeFigures()).isEmpty();
      // Nothing of this ticket changes by itself until then: it lingers on.
      events(operator, List.of(SampleEvents.of("T-2").reported(1)));
      operator.watermark(PUBLISHED);
      operator.watermark(PUBLISHED + MINUTE);
      assertThat(operator.lastWatermark()).isEqualTo(T0 + MINUTE);
      operator.passTime(199);
      assertThat(operator.lastWatermark()).isEqualTo(T0 + MINUTE);
      operator.passTime(100);
      assertThat(operator.lastWatermark()).isEqualTo(PUBLISHED + MINUTE);
      assertThat(FigureTotals.of(operator.takeFigures()))
          .isEqualTo(
              FigureTotals.folded(
                  Map.of(
                      "T-1", emergency("T-1"), "T-2", List.of(SampleEvents.of("T-2").reported(1))),
                  List.of(POLICY),
                  SHANGHAI,
                  PUBLISHED + MINUTE));

      // It does not wait for what comes after it; and a barrier settles all, which releases it.
      operator.event(SampleEvents.of("T-1").arrived(10));
      operator.watermark(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(operator.lastWatermark()).isEqualTo(PUBLISHED + MINUTE);
      operator.barrier();
      assertThat(operator.lastWatermark()).isEqualTo(PUBLISHED + Duration.ofDays(1).toMillis());
      assertThat(operator.takeFigures()).isNotEmpty();
    }
  }

  /**
   * A job that starts from nothing may have read events before policies: it must not say, as of
   * now, that there are none.
   */
  @Test
  void theFirstWatermarkWaitsForTicketsThatWaitedForAPolicy() throws Exception {
    try (RunningOperator operator = RunningOperator.start(false, Duration.ofMillis(200))) {
      events(operator, emergency("T-1"));
      operator.passTime(1000);
      operator.controlsRead();
      operator.watermark(PUBLISHED);
      operator.passTime(1000);
      assertThat(operator.lastWatermark()).as("without a policy").isEqualTo(Long.MIN_VALUE);
      operator.policy("p", POLICY);
      operator.watermark(PUBLISHED + MINUTE);
      assertThat(operator.lastWatermark()).as("before its turn").isEqualTo(Long.MIN_VALUE);
      assertThat(operator.takeFigures()).isEmpty();
      operator.passTime(1000);
      assertThat(operator.lastWatermark()).isEqualTo(PUBLISHED + MINUTE);
      assertThat(FigureTotals.of(operator.takeFigures()))
          .isEqualTo(
              FigureTotals.folded(
                  Map.of("T-1", emergency("T-1")), List.of(POLICY), SHANGHAI, PUBLISHED + MINUTE));
    }
  }

  /** A correction is due at any time, where time leaps: a job catches up. */
  @Test
  void aWatermarkThatLeapsWaitsForWhatLingers() throws Exception {
    try (RunningOperator operator = RunningOperator.start(false, Duration.ofMillis(200))) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      operator.watermarkAndSettle(T0);
      operator.event(SampleEvents.of("T-2").reported(1));
      operator.watermark(T0 + MINUTE + 1);
      assertThat(operator.lastWatermark()).isEqualTo(T0);
      assertThat(operator.takeFigures()).isEmpty();
      operator.passTime(300);
      assertThat(operator.lastWatermark()).isEqualTo(T0 + MINUTE + 1);
      assertThat(operator.takeFigures()).isNotEmpty();
    }
  }

  /** A storm of deadlines holds the watermark, and what it makes of the figures comes before it. */
  @Test
  void theWatermarkWaitsForWhatTimeDoesToTheFigures() throws Exception {
    try (RunningOperator operator = RunningOperator.with(false, POLICY)) {
      Map<String, List<TicketEvent>> histories = new TreeMap<>();
      for (int i = 0; i < 100; i++) {
        histories.put("T-" + i, emergency("T-" + i));
        events(operator, emergency("T-" + i));
      }
      operator.settle();
      RunningOperator.nanosALook = Duration.ofMillis(1).toNanos();
      operator.watermark(PUBLISHED);
      assertThat(operator.lastWatermark()).isLessThan(PUBLISHED);
      operator.passUntilWatermark(PUBLISHED);
      assertThat(FigureTotals.of(operator.takeFigures()))
          .isEqualTo(FigureTotals.folded(histories, List.of(POLICY), SHANGHAI, PUBLISHED));
    }
  }

  // ---- causes

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void causesAreToldOfDatesThatArePublishedOnly(boolean rocksDb) throws Exception {
    SampleEvents sample = SampleEvents.of("T-1");
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      events(operator, emergency("T-1"));
      operator.watermarkAndSettle(PUBLISHED - 1);
      operator.event(sample.arrived(20));
      operator.settle();
      assertThat(operator.takeFigures()).isNotEmpty().allMatch(change -> change.causes() == null);

      operator.watermarkAndSettle(PUBLISHED);
      operator.crashAndRestore();
      operator.takeFigures();
      TicketEvent resolved = sample.resolved(60 * 24);
      operator.event(resolved);
      operator.settle();
      List<FigureChange> changes = operator.takeFigures();
      assertThat(changes)
          .filteredOn(change -> change.key().day() == DAY)
          .isNotEmpty()
          .allSatisfy(
              change -> {
                assertThat(change.causes().count()).isEqualTo(1);
                assertThat(change.causes().list()).containsExactly(Cause.event(resolved));
              });
      assertThat(changes)
          .as("it was resolved on 3 March, which is not published")
          .filteredOn(change -> change.key().day() == DAY + 1)
          .isNotEmpty()
          .allMatch(change -> change.causes() == null);
    }
  }

  /**
   * A job that starts from nothing reads everything again before it knows what time it is; what is
   * sent meanwhile changes what was published before.
   */
  @Test
  void whatComesWhileAJobStartsFromNothingIsACause() throws Exception {
    RunningOperator.wallClock = PUBLISHED + 5 * MINUTE;
    SampleEvents sample = SampleEvents.of("T-1");
    try (RunningOperator operator = RunningOperator.with(false, POLICY)) {
      events(operator, emergency("T-1"));
      operator.event(sample.arrived(20));
      operator.settle();
      assertThat(operator.takeFigures()).isNotEmpty().allMatch(change -> change.causes() == null);

      TicketEvent resolved = sample.resolved((PUBLISHED - T0) / MINUTE + 5);
      operator.event(resolved);
      operator.settle();
      List<FigureChange> changes =
          operator.takeFigures().stream().filter(c -> c.key().day() == DAY).toList();
      assertThat(causesOf(changes, CellKind.TICKETS)).containsExactly(Cause.event(resolved));
      assertThat(causesOf(changes, CellKind.ASSIGNMENTS)).containsExactly(Cause.event(resolved));
    }
  }

  @Test
  void timeIsACauseToo() throws Exception {
    String late = policy(1, "2025-01-01T00:00:00Z", "PT24H");
    long due = T0 + 2 * MINUTE + Duration.ofHours(24).toMillis();
    try (RunningOperator operator = RunningOperator.with(false, late)) {
      events(operator, SampleEvents.of("T-1").toDispatch(TicketClass.ROUTINE));
      operator.watermarkAndSettle(PUBLISHED);
      operator.takeFigures();
      operator.watermarkAndSettle(due - 1);
      assertThat(operator.takeFigures()).isEmpty();
      operator.watermarkAndSettle(due);
      List<FigureChange> changes =
          operator.takeFigures().stream().filter(c -> c.key().day() == DAY).toList();
      assertThat(causesOf(changes, CellKind.TICKETS)).containsExactly(Cause.time("T-1", due));
      assertThat(causesOf(changes, CellKind.ASSIGNMENTS)).containsExactly(Cause.time("T-1", due));
    }
  }

  @Test
  void anotherPolicyIsACauseToo() throws Exception {
    String late = policy(1, "2025-01-01T00:00:00Z", "PT24H");
    try (RunningOperator operator = RunningOperator.with(false, late)) {
      events(operator, SampleEvents.of("T-1").toDispatch(TicketClass.ROUTINE));
      operator.watermarkAndSettle(PUBLISHED);
      operator.takeFigures();
      operator.policy("p/2", policy(2, "2026-03-02T05:00:00Z", "PT1H"));
      operator.settle();
      List<FigureChange> changes =
          operator.takeFigures().stream().filter(c -> c.key().day() == DAY).toList();
      assertThat(causesOf(changes, CellKind.ASSIGNMENTS))
          .containsExactly(
              new Cause(Cause.Kind.POLICY, "T-1", null, null, null, PUBLISHED, "p", 2));
    }
  }

  // ---- which tickets, which dates

  /** One in the morning of 3 March in Shanghai is eleven in the evening of 2 March in Urumqi. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherZoneMovesTheCounts(boolean rocksDb) throws Exception {
    long start = Instant.parse("2026-03-02T17:00:00Z").toEpochMilli();
    List<TicketEvent> history = SampleEvents.of("T-1", start).toDispatch(TicketClass.EMERGENCY);
    String urumqi = "{\"zone\":\"Asia/Urumqi\"}";
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      events(operator, history);
      operator.settle();
      List<FigureChange> changes = new ArrayList<>(operator.takeFigures());
      assertThat(changes).isNotEmpty().allMatch(change -> change.key().day() == DAY + 1);
      operator.reference(urumqi);
      operator.crash();
      operator.settle();
      changes.addAll(operator.takeFigures());
      assertThat(FigureTotals.of(changes))
          .isEqualTo(
              FigureTotals.folded(
                  Map.of("T-1", history),
                  List.of(POLICY),
                  ZoneId.of("Asia/Urumqi"),
                  start + 2 * MINUTE));
      operator.event(SampleEvents.of("T-1", start).arrived(30));
      operator.barrier();
      assertThat(operator.takeFigures())
          .filteredOn(change -> !change.cell().isZero())
          .isNotEmpty()
          .allMatch(change -> change.key().day() == DAY);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBuildThatCountsComesToCountWhatOneThatDidNotLeft(boolean rocksDb) throws Exception {
    List<TicketEvent> first = emergency("T-1");
    List<TicketEvent> second = emergency("T-2");
    try (RunningOperator operator = RunningOperator.startWithoutFigures(rocksDb)) {
      operator.policy("p", POLICY);
      operator.controlsRead();
      events(operator, first);
      operator.watermarkAndSettle(T0 + 10 * MINUTE);
      operator.barrier();
      assertThat(operator.takeFigures()).isEmpty();

      operator.countFigures();
      operator.crashAndRestore();
      events(operator, second);
      operator.event(SampleEvents.of("T-1").arrived(12));
      operator.settle();
      operator.crashAndRestore();
      operator.settle();
      assertThat(FigureTotals.of(operator.takeFigures()))
          .isEqualTo(
              FigureTotals.folded(
                  Map.of("T-1", and(first, SampleEvents.of("T-1").arrived(12)), "T-2", second),
                  List.of(POLICY),
                  SHANGHAI,
                  T0 + 10 * MINUTE));
    }
  }

  @Test
  void nothingIsCountedBeforeThereIsAPolicy() throws Exception {
    try (RunningOperator operator = RunningOperator.start(false)) {
      events(operator, emergency("T-1"));
      operator.controlsRead();
      operator.settle();
      operator.barrier();
      assertThat(operator.takeFigures()).isEmpty();
      operator.policy("p", POLICY);
      operator.settle();
      assertThat(FigureTotals.of(operator.takeFigures()))
          .isEqualTo(
              FigureTotals.folded(Map.of("T-1", emergency("T-1")), List.of(POLICY), SHANGHAI, T0));
    }
  }

  // ---- after a crash

  /** Time found a breach before the crash; now the event that mends it comes before that time. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatACrashedAttemptMayHaveToldIsTouchedAgain(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      events(operator, emergency("T-1"));
      operator.settle();
      operator.takeFigures();
      List<FigureChange> lost = new ArrayList<>();
      operator.crashBut(
          () -> {
            operator.watermarkAndSettle(T0 + 40 * MINUTE);
            operator.barrier();
            lost.addAll(operator.takeFigures());
          });
      assertThat(operator.index(Alias.TICKETS).get("T-1")).contains("\"overdue\":true");
      operator.event(SampleEvents.of("T-1").arrived(20));
      operator.barrier();
      assertThat(operator.takeFigures())
          .extracting(change -> change.key().toString())
          .containsAll(lost.stream().map(change -> change.key().toString()).toList());
    }
  }

  /** Given and taken away again within a moment: before the crash it may have been told. */
  @Test
  void whatComesToNothingIsToldAfterACrashOnly() throws Exception {
    for (boolean restored : new boolean[] {false, true}) {
      RunningOperator.wallClock = T0; // so that no event may have been read before the crash
      try (RunningOperator operator = RunningOperator.with(false, POLICY)) {
        events(operator, emergency("T-1"));
        operator.watermarkAndSettle(T0 + 3 * MINUTE);
        if (restored) {
          operator.crashAndRestore();
        }
        operator.takeFigures();
        for (int minute = 4; minute <= 40; minute++) {
          operator.watermark(T0 + minute * MINUTE);
        }
        operator.event(SampleEvents.of("T-1").arrived(20));
        operator.barrier();
        List<FigureChange> ofTickets =
            operator.takeFigures().stream()
                .filter(change -> change.key().kind() == CellKind.TICKETS)
                .toList();
        assertThat(ofTickets).hasSize(restored ? 1 : 0).allMatch(change -> change.cell().isZero());
      }
    }
  }
}
