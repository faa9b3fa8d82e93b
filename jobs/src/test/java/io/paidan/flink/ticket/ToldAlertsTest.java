package io.paidan.flink.ticket;

import static io.paidan.flink.ticket.SampleEvents.MINUTE;
import static io.paidan.flink.ticket.SampleEvents.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.fixtures.HexFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an earlier attempt told and the present one reads back. */
class ToldAlertsTest {
  private static final String ID = "单-1";
  private static final String CLOCK = ID + "/water/1/ARRIVE";
  private static final String BREACH = CLOCK + "/BREACH";
  private static final long DUE = T0 + 32 * MINUTE;

  private static final String FIRED_AS_TOLD = "\"fired_at\":\"2026-03-02T04:32:00.003Z\"";

  private static final String POLICY = policy(1, "PT30M");

  /** Of a clock that a suspension pauses. */
  private static final String RESOLVE_POLICY = POLICY.replace("ARRIVE", "RESOLVE");

  private static final String RESOLVE = ID + "/water/1/RESOLVE";

  private static String policy(int version, String arrive) {
    return """
        {"id":"p","version":%d,"effectiveFrom":"2025-01-01T00:00:00Z","appliesTo":"OPEN","targets":[
         {"clock":"ARRIVE","ticketClass":"EMERGENCY","limit":"%s"}]}
        """
        .formatted(version, arrive);
  }

  @BeforeEach
  void wallClock() {
    RunningOperator.wallClock = DUE + 3;
    RunningOperator.nanosALook = 0;
  }

  private static void toDispatch(RunningOperator operator) throws Exception {
    for (TicketEvent event : SampleEvents.of(ID).toDispatch(TicketClass.EMERGENCY)) {
      operator.event(event);
    }
  }

  private static List<String> alerts(RunningOperator operator) {
    List<String> alerts = new ArrayList<>();
    for (Document document : operator.takeWritten()) {
      if (document.alias() == Alias.ALERTS) {
        alerts.add(new String(document.body(), UTF_8));
      }
    }
    return alerts;
  }

  /** Lets an alert be told after the snapshot, and goes back to the snapshot. */
  private static Document toldAndLost(RunningOperator operator) throws Exception {
    List<Document> told = new ArrayList<>();
    operator.takeWritten();
    operator.crashBut(
        () -> {
          operator.watermarkAndSettle(DUE);
          told.addAll(operator.writtenAlerts());
        });
    assertThat(told).hasSize(1);
    operator.takeWritten();
    return told.get(0);
  }

  private static Document toldByAnotherJob(String policy) throws Exception {
    try (RunningOperator operator = RunningOperator.with(false, policy)) {
      toDispatch(operator);
      return toldAndLost(operator);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotGivenAgainIsWithdrawnOnceTimeIsWhereItWas(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator);
      Document told = toldAndLost(operator);
      operator.told(told);
      // The event that answers it, read now before time comes to the threshold.
      operator.event(SampleEvents.of(ID).arrived(20));
      long firedAt = DUE + 3;
      operator.watermarkAndSettle(firedAt + ToldAlerts.GRACE.toMillis() - 1);
      assertThat(alerts(operator)).isEmpty();

      operator.crashAndRestore();
      operator.watermarkAndSettle(firedAt + ToldAlerts.GRACE.toMillis());

      assertThat(alerts(operator))
          .singleElement()
          .asString()
          .contains(
              "\"status\":\"WITHDRAWN\"",
              FIRED_AS_TOLD,
              "\"ended_at\":\"2026-03-02T04:32:05.003Z\"")
          .hasSize(
              new String(told.body(), UTF_8).length()
                  + "WITHDRAWN".length()
                  - "FIRING".length()
                  + "\"2026-03-02T04:32:05.003Z\"".length()
                  - "null".length());
      operator.watermarkAndSettle(DUE + 90 * MINUTE);
      assertThat(alerts(operator)).isEmpty();
      assertThat(operator.eventTimeTimers()).isZero();

      // The clock is written with what was undone when it is written next.
      operator.policy("p/2", policy(2, "PT40M"));
      operator.settle();
      assertThat(operator.index(Alias.CLOCKS).get(CLOCK)).contains("\"withdrawn_breaches\":1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsGivenAgainWasFoundOutWhenItWasTold(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, POLICY)) {
      toDispatch(operator);
      operator.told(toldAndLost(operator));
      operator.watermarkAndSettle(DUE);
      assertThat(alerts(operator))
          .singleElement()
          .asString()
          .contains("\"status\":\"FIRING\"", FIRED_AS_TOLD);
      operator.watermarkAndSettle(DUE + 90 * MINUTE);
      assertThat(alerts(operator)).isEmpty();
    }
  }

  @Test
  void aJobFromNothingTakesBackWhatOtherPoliciesDoNotGive() throws Exception {
    Document told = toldByAnotherJob(POLICY);
    try (RunningOperator operator = RunningOperator.with(false, policy(1, "PT50M"))) {
      operator.told(told); // nobody knows the ticket yet
      toDispatch(operator);
      operator.watermarkAndSettle(DUE + 15_000);
      assertThat(alerts(operator)).singleElement().asString().contains("\"status\":\"WITHDRAWN\"");
      operator.watermarkAndSettle(T0 + 52 * MINUTE);
      assertThat(alerts(operator))
          .singleElement()
          .asString()
          .contains("\"status\":\"FIRING\"", "\"threshold_at\":\"2026-03-02T04:52:00.000Z\"");
    }
  }

  /** Events alone give it, and the next one takes it away: it was told once, and stays so. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsGivenInPassingIsWhatWasTold(boolean toldFirst) throws Exception {
    Document told = toldByAnotherJob(RESOLVE_POLICY);
    try (RunningOperator operator = RunningOperator.with(false, RESOLVE_POLICY)) {
      if (toldFirst) {
        operator.told(told);
      }
      toDispatch(operator);
      operator.event(SampleEvents.of(ID).resolved(40));
      if (!toldFirst) {
        operator.told(told);
      }
      operator.settle();
      assertThat(operator.index(Alias.ALERTS).get(RESOLVE + "/BREACH")).contains(FIRED_AS_TOLD);
      operator.event(SampleEvents.of(ID).suspended(10));
      assertThat(operator.index(Alias.CLOCKS).get(RESOLVE)).doesNotContain("\"MISSED\"");
      operator.crashAndRestore();
      operator.event(SampleEvents.of(ID).resumed(11));
      assertThat(operator.index(Alias.CLOCKS).get(RESOLVE))
          .contains("\"MISSED\"", "\"withdrawn_breaches\":0");
      operator.watermarkAndSettle(DUE + 90 * MINUTE);

      assertThat(alerts(operator))
          .isNotEmpty()
          .noneMatch(alert -> alert.contains("\"WITHDRAWN\""))
          .last()
          .asString()
          .contains(FIRED_AS_TOLD);
      assertThat(operator.eventTimeTimers()).isZero();
    }
  }

  /** Also where the lost attempt had come to the same end: this one's document is the newer. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasGivenInPassingOnlyIsWithdrawnOnce(boolean takenBackBefore) throws Exception {
    Document told = toldByAnotherJob(RESOLVE_POLICY);
    try (RunningOperator operator = RunningOperator.with(false, RESOLVE_POLICY)) {
      operator.told(told);
      toDispatch(operator);
      operator.event(SampleEvents.of(ID).resolved(40));
      operator.event(SampleEvents.of(ID).suspended(10));
      operator.told(told);
      if (takenBackBefore) {
        ToldAlert before = ToldAlert.read(told.id(), told.body());
        operator.told(before.withdrawn(DUE + 4, told.revision() + 1));
      }
      operator.takeWritten();
      operator.watermarkAndSettle(DUE + 90 * MINUTE);
      assertThat(alerts(operator))
          .singleElement()
          .asString()
          .contains("\"WITHDRAWN\"", FIRED_AS_TOLD);
      operator.event(SampleEvents.of(ID).resumed(11));
      // Taken back and given again: found out anew.
      assertThat(alerts(operator)).singleElement().asString().contains("\"RESOLVED\"");
      assertThat(operator.index(Alias.ALERTS).get(RESOLVE + "/BREACH"))
          .doesNotContain(FIRED_AS_TOLD);
      assertThat(operator.index(Alias.CLOCKS).get(RESOLVE)).contains("\"withdrawn_breaches\":1");
    }
  }

  /** Given by this attempt, read back, and taken away before either was settled: one end. */
  @Test
  void whatBothToldIsWithdrawnOnce() throws Exception {
    Document told = toldByAnotherJob(RESOLVE_POLICY);
    RunningOperator.wallClock = DUE + MINUTE;
    try (RunningOperator operator = RunningOperator.start(false, Duration.ofMillis(20))) {
      operator.policy("p", RESOLVE_POLICY);
      operator.controlsRead();
      toDispatch(operator);
      operator.event(SampleEvents.of(ID).resolved(40));
      operator.settle();
      operator.takeWritten();
      operator.told(told);
      operator.event(SampleEvents.of(ID).suspended(10));
      operator.watermarkAndSettle(DUE + 90 * MINUTE);
      assertThat(alerts(operator))
          .singleElement()
          .asString()
          .contains("\"WITHDRAWN\"", FIRED_AS_TOLD);
      assertThat(operator.index(Alias.CLOCKS).get(RESOLVE)).contains("\"withdrawn_breaches\":1");
    }
  }

  /** Else all that a change of policies gave would be taken back, and told again a moment later. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsTakenBackByPoliciesThatHoldNoMore(boolean rocksDb) throws Exception {
    try (RunningOperator operator = RunningOperator.with(rocksDb, policy(1, "PT50M"))) {
      List<String> tickets = List.of("单-0", "单-1", "单-2", "单-3", "单-4", "单-5");
      for (String ticket : tickets) {
        for (TicketEvent event : SampleEvents.of(ticket).toDispatch(TicketClass.EMERGENCY)) {
          operator.event(event);
        }
      }
      operator.watermarkAndSettle(DUE);
      operator.takeWritten();
      List<Document> told = new ArrayList<>();
      operator.crashBut(
          () -> {
            operator.policy("p/2", policy(2, "PT30M"));
            operator.settle();
            told.addAll(operator.writtenAlerts());
          });
      assertThat(told).hasSameSizeAs(tickets);
      operator.takeWritten();

      // Their turns come one by one; what is told is looked at before, when time is past it.
      RunningOperator.nanosALook = Slices.SLICE.toNanos();
      for (Document alert : told) {
        operator.told(alert);
      }
      operator.watermark(DUE + 3 + ToldAlerts.GRACE.toMillis());
      operator.settle();

      assertThat(alerts(operator))
          .hasSameSizeAs(tickets)
          .allMatch(alert -> alert.contains("\"status\":\"FIRING\""))
          .allMatch(alert -> alert.contains(FIRED_AS_TOLD));
      assertThat(operator.index(Alias.CLOCKS).values())
          .hasSameSizeAs(tickets)
          .allMatch(clock -> clock.contains("\"withdrawn_breaches\":0"));
    }
  }

  @Test
  void whatIsKnownOrWasTakenBackIsNothing() throws Exception {
    try (RunningOperator operator = RunningOperator.with(false, POLICY)) {
      toDispatch(operator);
      operator.watermarkAndSettle(DUE);
      Document firing = operator.writtenAlerts().get(0);
      operator.told(firing);
      operator.event(SampleEvents.of(ID).arrived(20));
      operator.settle();
      Document withdrawn = operator.writtenAlerts().get(1);
      operator.takeWritten();
      // Both are behind: the first seems to be told by another, the second says that it is not.
      operator.told(firing);
      operator.told(withdrawn);
      operator.crashAndRestore();
      operator.watermarkAndSettle(DUE + 90 * MINUTE);
      assertThat(alerts(operator)).isEmpty();
    }
  }

  @Test
  void whatIsNoAlertSaysWhatItLacks() {
    assertThatThrownBy(() -> ToldAlert.read("a", "{\"ticket_id\":\"T\"}".getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status is missing");
    assertThatThrownBy(() -> ToldAlert.read("a", "[]".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ToldAlert.read(null, "{}".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ToldAlerts.unpack(new byte[] {9, 0, 0, 0, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 9");
  }

  /** One that says all; part of the fixtures. */
  private static final String SAYS =
      """
      {"@timestamp":"2026-03-02T04:32:00.000Z","revision":7,"level":"BREACH","severity":"critical",\
      "status":"FIRING","clock_id":"%s","ticket_id":"%s","title":"积水","clock":"ARRIVE","cycle":1,\
      "due_at":"2026-03-02T04:32:00.000Z","threshold_at":"2026-03-02T04:32:00.000Z",\
      "fired_at":"2026-03-02T04:32:00.003Z","ended_at":null}"""
          .formatted(CLOCK, ID);

  @Test
  void everyVersionIsRead() throws Exception {
    ToldAlert alert = ToldAlert.read(BREACH, SAYS.getBytes(UTF_8));
    byte[] packed = ToldAlerts.pack(List.of(new ToldAlerts.Told(alert, DUE + 10_003)));
    for (Map<String, byte[]> version :
        HexFixtures.of("told-alerts", Map.of("one", packed)).versions()) {
      List<ToldAlerts.Told> read = ToldAlerts.unpack(version.get("one"));
      assertThat(read)
          .singleElement()
          .satisfies(
              told -> {
                assertThat(told.decidedAt()).isEqualTo(DUE + 10_003);
                assertThat(told.alert().id()).isEqualTo(BREACH);
                assertThat(told.alert().firedAt()).isEqualTo(DUE + 3);
                assertThat(told.alert().thresholdAt()).isEqualTo(DUE);
                assertThat(told.alert().ticketId()).isEqualTo(ID);
                assertThat(told.alert().clockId()).isEqualTo(CLOCK);
                assertThat(told.alert().revision()).isEqualTo(7);
                assertThat(told.alert().breach()).isTrue();
                assertThat(told.alert().withdrawn()).isFalse();
                assertThat(new String(told.alert().document(), UTF_8)).isEqualTo(SAYS);
              });
    }
  }
}
