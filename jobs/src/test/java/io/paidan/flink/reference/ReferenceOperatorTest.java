package io.paidan.flink.reference;

import static io.paidan.core.reference.UsingTickets.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.reference.ReferenceKind;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.document.Alias;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceOperatorTest {
  private static final long NOON = Instant.parse("2026-03-02T04:00:00.001Z").toEpochMilli();

  /** Knows the district d and the department a. */
  private static final String SOME = json(List.of("d"), List.of("a"));

  /** Knows the department x as well. */
  private static final String MORE = json(List.of("d"), List.of("a", "x"));

  @BeforeEach
  void clock() {
    RunningReference.wallClock = NOON;
  }

  private static ReferenceUse x(String ticketId, long firstEventAt) {
    return new ReferenceUse(
        ReferenceKind.DEPARTMENT, "x", null, ticketId, NOON + firstEventAt, true);
  }

  private static ReferenceUse gone(ReferenceUse use) {
    return new ReferenceUse(use.kind(), use.id(), use.district(), use.ticketId(), 0, false);
  }

  private static String problem(RunningReference running) {
    return running.index(Alias.REFERENCE_PROBLEMS).get("department/x");
  }

  // ---- problems

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUnknownIdIsListedOnceWithItsFirstTicket(boolean rocksDb) throws Exception {
    try (RunningReference running = RunningReference.with(rocksDb, SOME)) {
      running.takeWritten();
      running.use(x("T2", 7));
      running.settle();
      assertThat(problem(running))
          .isEqualTo(
              """
              {"@timestamp":"2026-03-02T04:00:00.008Z","revision":1772424001001,\
              "kind":"DEPARTMENT","unknown_id":"x","detail":"the reference data has no department\
               of this id: add it, or correct the source","ticket_id":"T2"}""");
      running.takeWritten();

      running.use(x("T3", 9));
      running.use(x("T4", 7));
      running.use(x("T2", 7));
      running.settle();
      assertThat(running.takeWritten()).as("it is the same as before").isEmpty();

      running.use(x("T1", 7));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T1\"");
      running.use(x("T9", 3));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T9\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whenTheFirstTicketGoesTheNextOneFollows(boolean rocksDb) throws Exception {
    try (RunningReference running = RunningReference.with(rocksDb, SOME)) {
      running.uses(List.of(x("T1", 1), x("T2", 2), x("T3", 3)));
      running.settle();
      running.takeWritten();
      running.use(gone(x("T2", 2)));
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.use(gone(x("T1", 1)));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T3\"");
      running.use(gone(x("T3", 3)));
      running.settle();
      assertThat(problem(running)).isNull();
      running.takeWritten();
      running.use(gone(x("T3", 3)));
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.use(x("T3", 3));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T3\"");
    }
  }

  @Test
  void aTicketWhoseFirstEventIsAnotherIsJudgedByThat() throws Exception {
    try (RunningReference running = RunningReference.with(false, SOME)) {
      running.uses(List.of(x("T1", 5), x("T2", 6)));
      running.settle();
      running.use(x("T2", 4));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T2\"", "04:00:00.005Z");
      running.use(x("T2", 8));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T1\"", "04:00:00.006Z");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void referenceDataComesToKnowAnIdAndForgetsItAgain(boolean rocksDb) throws Exception {
    try (RunningReference running = RunningReference.with(rocksDb, SOME)) {
      running.uses(List.of(x("T1", 1), x("T2", 2)));
      running.settle();
      running.takeWritten();
      running.reference(MORE);
      running.settle();
      assertThat(running.takeWritten()).containsExactly("-department/x");

      running.use(gone(x("T1", 1)));
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.reference(SOME);
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T2\"");

      running.reference(MORE);
      running.reference(SOME);
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T2\"");
    }
  }

  /** The ticket engine may have read reference data that this operator has yet to read. */
  @Test
  void aUseThatCountsOnlyUnderTheNextReferenceDataIsKept() throws Exception {
    try (RunningReference running = RunningReference.with(false, MORE)) {
      running.takeWritten();
      running.use(x("T1", 1));
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.reference(SOME);
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T1\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsKnownIsForgottenADayLater(boolean rocksDb) throws Exception {
    try (RunningReference running = RunningReference.with(rocksDb, SOME)) {
      running.uses(List.of(x("T1", 1), x("T2", 2)));
      running.use(new ReferenceUse(ReferenceKind.DISTRICT, "y", null, "T1", NOON, true));
      running.settle();
      running.reference(MORE);
      running.settle();
      running.takeWritten();
      running.passTime(ProblemBook.STAYS.toMillis() - 1);
      running.crash();
      running.reference(SOME);
      running.settle();
      assertThat(running.takeWritten()).containsExactly("+department/x");

      running.reference(MORE);
      running.settle();
      running.passTime(ProblemBook.STAYS.toMillis());
      running.crash(); // what is restored looks an hour later
      running.passTime(3_600_000);
      running.snapshot();
      running.takeWritten();
      running.reference(SOME);
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      assertThat(running.index(Alias.REFERENCE_PROBLEMS).keySet()).containsExactly("district/y");
    }
  }

  @Test
  void aCountyIsListedWhileADistrictThatLiesInItIsUsed() throws Exception {
    ReferenceUse byD = new ReferenceUse(ReferenceKind.COUNTY, "c", "d", "T1", NOON, true);
    ReferenceUse byE = new ReferenceUse(ReferenceKind.COUNTY, "c", "e", "T2", NOON + 1, true);
    try (RunningReference running =
        RunningReference.with(false, json(List.of("d@c", "e@c"), List.of()))) {
      running.uses(List.of(byD, byE));
      running.settle();
      assertThat(running.index(Alias.REFERENCE_PROBLEMS).get("county/c"))
          .contains("\"kind\":\"COUNTY\"", "\"unknown_id\":\"c\"", "\"ticket_id\":\"T1\"");
      running.reference(json(List.of("d@k", "e@c"), List.of()));
      running.settle();
      assertThat(running.index(Alias.REFERENCE_PROBLEMS).get("county/c"))
          .as("d lies elsewhere")
          .contains("\"ticket_id\":\"T2\"");
      running.use(gone(byE));
      running.settle();
      assertThat(running.index(Alias.REFERENCE_PROBLEMS)).isEmpty();
      running.use(byE);
      running.reference(json(List.of("d@c", "e@c"), List.of()));
      running.settle();
      assertThat(running.index(Alias.REFERENCE_PROBLEMS).get("county/c"))
          .contains("\"ticket_id\":\"T1\"");
      running.reference(json(List.of("d@c", "e@c"), List.of(), "c"));
      running.settle();
      assertThat(running.index(Alias.REFERENCE_PROBLEMS)).isEmpty();
    }
  }

  @Test
  void changesOfASecondAreWrittenOnce() throws Exception {
    try (RunningReference running = RunningReference.with(false, SOME)) {
      running.takeWritten();
      for (int i = 100; i > 0; i--) {
        running.use(x("T" + i, i));
      }
      running.passTime(999);
      assertThat(running.takeWritten()).isEmpty();
      running.passTime(1);
      assertThat(running.takeWritten()).containsExactly("+department/x");
      assertThat(problem(running)).contains("\"ticket_id\":\"T1\"");

      running.use(x("T0", 0));
      running.snapshot();
      assertThat(running.takeWritten()).as("not after the barrier").hasSize(1);
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.use(gone(x("T0", 0)));
      running.finish();
      assertThat(running.takeWritten()).containsExactly("+department/x");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsWrittenBeforeReferenceDataWasReadToItsEnd(boolean rocksDb) throws Exception {
    try (RunningReference running = RunningReference.start(rocksDb)) {
      running.uses(List.of(x("T1", 1), x("T2", 2)));
      running.reference(MORE);
      running.reference(SOME);
      running.settle();
      running.crash();
      running.settle();
      assertThat(running.takeWritten()).isEmpty();
      running.controlsRead();
      running.settle();
      assertThat(running.takeWritten()).containsExactly("+d", "+department/x");
      assertThat(problem(running)).contains("\"ticket_id\":\"T1\"");
    }
  }

  @Test
  void withoutReferenceDataEveryIdIsUnknown() throws Exception {
    try (RunningReference running = RunningReference.start(false)) {
      running.controlsRead();
      running.use(x("T1", 1));
      running.settle();
      assertThat(running.takeWritten()).containsExactly("+department/x");
      running.reference(MORE);
      running.settle();
      assertThat(running.takeWritten()).containsExactly("+d", "-department/x");
      running.reference(null);
      running.settle();
      assertThat(running.takeWritten()).containsExactly("+department/x", "-d");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itGoesOnFromASnapshot(boolean rocksDb) throws Exception {
    try (RunningReference running = RunningReference.with(rocksDb, SOME)) {
      running.uses(List.of(x("T1", 1), x("T2", 2)));
      running.settle();
      running.takeWritten();
      running.crash();
      running.controlsRead();
      running.settle();
      assertThat(running.takeWritten()).as("nothing has changed").isEmpty();
      RunningReference.wallClock -= 60_000;
      running.use(gone(x("T1", 1)));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T2\"");
      running.crash();
      running.reference(MORE);
      running.settle();
      assertThat(running.takeWritten()).containsExactly("+department/x", "-department/x");
    }
  }

  /** It may have written what the next attempt's events take away before it is written again. */
  @Test
  void whatACrashedAttemptWroteIsPutRight() throws Exception {
    try (RunningReference running = RunningReference.with(false, SOME)) {
      running.crashBut(
          () -> {
            running.use(x("T1", 1));
            running.settle();
          });
      assertThat(problem(running)).isNotNull();
      running.use(x("T1", 1));
      running.use(gone(x("T1", 1)));
      running.settle();
      assertThat(problem(running)).isNull();

      running.use(x("T2", 2));
      running.settle();
      running.crashBut(
          () -> {
            running.use(x("T1", 1));
            running.settle();
          });
      running.use(x("T1", 1));
      running.use(gone(x("T1", 1)));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T2\"");

      running.crashBut(
          () -> {
            running.reference(MORE);
            running.settle();
          });
      assertThat(problem(running)).isNull();
      running.reference(MORE);
      running.reference(SOME);
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T2\"");
    }
  }

  /** The next attempt may meet a ticket's event before it judges the ticket anew. */
  @Test
  void whatACrashedAttemptWroteIsPutRightThoughTheUseNeverComes() throws Exception {
    try (RunningReference running = RunningReference.with(false, SOME)) {
      running.crashBut(
          () -> {
            running.use(x("T1", 1));
            running.settle();
          });
      running.use(gone(x("T1", 1)));
      running.settle();
      assertThat(problem(running)).isNull();

      running.use(x("T2", 2));
      running.settle();
      running.crashBut(
          () -> {
            running.use(x("T1", 1));
            running.settle();
          });
      running.use(x("T1", 9));
      running.settle();
      assertThat(problem(running)).contains("\"ticket_id\":\"T2\"");

      running.passTime(ReferenceOperator.REPLAY.toMillis());
      running.takeWritten();
      running.use(x("T3", 9));
      running.settle();
      assertThat(running.takeWritten()).as("nothing is read again any more").isEmpty();
    }
  }

  // ---- centres

  private static String centers(String... districts) {
    return "{\"districts\":[" + String.join(",", districts) + "]}";
  }

  private static String center(String id, int street) {
    return """
        {"id":"%1$s","name":"街道%1$s","center":{"staff":[
         {"organisation":"街道办","kind":"STREET","count":%2$d}]}}"""
        .formatted(id, street);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void centresThatChangedAreWrittenAndThoseGoneDeleted(boolean rocksDb) throws Exception {
    try (RunningReference running =
        RunningReference.with(rocksDb, centers(center("d", 1), center("e", 2)))) {
      assertThat(running.takeWritten()).containsExactly("+d", "+e");
      assertThat(running.index(Alias.CENTERS).get("d"))
          .as("its time is the record's")
          .startsWith("{\"@timestamp\":\"2026-03-02T04:00:00.000Z\",\"revision\":1772424000001,")
          .contains("\"district_name\":\"街道d\"", "\"staffed\":false", "\"missing_total\":4");

      running.passTime(60_000);
      running.reference(centers(center("d", 1), center("e", 3), center("f", 1)));
      assertThat(running.takeWritten()).containsExactly("+e", "+f");
      assertThat(running.index(Alias.CENTERS).get("e"))
          .startsWith("{\"@timestamp\":\"2026-03-02T04:01:00.000Z\"")
          .contains("\"staff_street\":3");

      running.crash();
      running.controlsRead();
      running.settle();
      assertThat(running.takeWritten()).as("nothing has changed").isEmpty();
      RunningReference.wallClock -= 600_000;
      running.reference(centers(center("e", 4), center("f", 1)));
      assertThat(running.takeWritten()).containsExactly("+e", "-d");
    }
  }

  @Test
  void onlyTheLastReferenceDataOfTheStartIsShown() throws Exception {
    try (RunningReference running = RunningReference.start(false)) {
      running.reference(centers(center("d", 1)));
      running.passTime(1000);
      running.reference(centers(center("e", 1)));
      running.policy("{}");
      running.reference("{\"districts\":7}");
      assertThat(running.takeWritten()).isEmpty();
      running.controlsRead();
      assertThat(running.takeWritten()).containsExactly("+e");
      assertThat(running.index(Alias.CENTERS).get("e")).contains("04:00:01.000Z");

      running.reference("{\"districts\":7}");
      running.reference(centers(center("e", 1)));
      running.policy("{}");
      assertThat(running.takeWritten()).as("turned away, the same, no reference data").isEmpty();
    }
  }

  @Test
  void referenceDataThatACrashedAttemptReadIsPutRight() throws Exception {
    String one = centers(center("d", 1));
    String two = centers(center("d", 2), center("e", 1));
    try (RunningReference running = RunningReference.with(false, one)) {
      running.crashBut(() -> running.reference(two));
      assertThat(running.index(Alias.CENTERS).keySet()).containsExactly("d", "e");
      running.passTime(1000);
      running.reference(two);
      running.reference(one);
      assertThat(running.index(Alias.CENTERS).keySet()).containsExactly("d");
      assertThat(running.index(Alias.CENTERS).get("d")).contains("\"staff_street\":1");
    }
  }

  @Test
  void oneSubtaskWritesCentres() throws Exception {
    try (RunningReference second = RunningReference.start(false, 2, 1)) {
      second.reference(SOME);
      second.controlsRead();
      second.settle();
      assertThat(second.takeWritten()).isEmpty();
      second.crash();
      second.settle();
      assertThat(second.takeWritten()).isEmpty();
    }
  }
}
