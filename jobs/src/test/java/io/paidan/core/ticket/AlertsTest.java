package io.paidan.core.ticket;

import static io.paidan.core.ticket.History.MINUTE;
import static io.paidan.core.ticket.History.T0;
import static io.paidan.core.ticket.History.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.core.ticket.History.Judged;
import io.paidan.event.TicketClass;
import org.junit.jupiter.api.Test;

/** When alerts are given (contract, sections 2 and 3). */
class AlertsTest {
  private static final String THRESHOLDS = "\"warnAt\":[0.5,0.8],\"escalateAt\":[1.5,2.0]";

  private static History history() {
    return History.under(target("RESOLVE", "PT100M", THRESHOLDS)).dispatched("d", "a");
  }

  @Test
  void eachThresholdGivesItsAlertWhenItIsReached() {
    assertThat(history().judgedAt(T0 + 50 * MINUTE - 1).alerts("a/1/RESOLVE")).isEmpty();
    assertThat(history().judgedAtMinute(50).alerts("a/1/RESOLVE")).containsExactly("WARNING@50");
    assertThat(history().judgedAtMinute(80).alerts("a/1/RESOLVE")).containsExactly("WARNING@80");
    assertThat(history().judgedAtMinute(100).alerts("a/1/RESOLVE"))
        .containsExactly("WARNING@80", "BREACH@100");
    assertThat(history().judgedAtMinute(200).alerts("a/1/RESOLVE"))
        .containsExactly("WARNING@80", "BREACH@100", "ESCALATION-1@150", "ESCALATION-2@200");
  }

  @Test
  void nextInstantIsTheNextThreshold() {
    assertThat(history().judgedAtMinute(0).ticket().nextInstant()).isEqualTo(T0 + 50 * MINUTE);
    assertThat(history().judgedAtMinute(50).ticket().nextInstant()).isEqualTo(T0 + 80 * MINUTE);
    assertThat(history().judgedAtMinute(99).ticket().nextInstant()).isEqualTo(T0 + 100 * MINUTE);
    assertThat(history().judgedAtMinute(100).ticket().nextInstant()).isEqualTo(T0 + 150 * MINUTE);
    assertThat(history().judgedAtMinute(200).ticket().nextInstant()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void stoppedAtTheThresholdStoppedFirst() {
    assertThat(history().at(50).resolved("a").judgedAtMinute(500).alerts("a/1/RESOLVE")).isEmpty();
    Judged judged = history().at(51).resolved("a").judgedAtMinute(500);
    assertThat(judged.alerts("a/1/RESOLVE")).containsExactly("WARNING@50");
    assertThat(judged.ticket().facts().alerts().get(0).endedAt()).isEqualTo(T0 + 51 * MINUTE);
  }

  @Test
  void pauseAfterAThresholdKeepsTheAlertAndDelaysTheNext() {
    History h = history().at(60).suspended("a");
    Judged paused = h.judgedAtMinute(1000);
    assertThat(paused.alerts("a/1/RESOLVE")).containsExactly("WARNING@50");
    assertThat(paused.ticket().facts().alerts().get(0).endedAt()).isEqualTo(Instants.NONE);
    assertThat(paused.ticket().facts().alerts().get(0).dueAt()).isEqualTo(Instants.NONE);
    Judged resumed = h.at(1000).resumed("a").judgedAtMinute(1200);
    assertThat(resumed.alerts("a/1/RESOLVE"))
        .containsExactly("WARNING@1020", "BREACH@1040", "ESCALATION-1@1090", "ESCALATION-2@1140");
  }

  @Test
  void pauseAtTheThresholdItselfComesTooLate() {
    assertThat(history().at(50).suspended("a").judgedAtMinute(70).alerts("a/1/RESOLVE"))
        .containsExactly("WARNING@50");
  }

  @Test
  void extensionMovesTheThresholds() {
    History h = history().at(10).extended("a", 200);
    assertThat(h.judgedAtMinute(99).alerts("a/1/RESOLVE")).isEmpty();
    assertThat(h.judgedAtMinute(100).alerts("a/1/RESOLVE")).containsExactly("WARNING@100");
    assertThat(h.judgedAtMinute(400).alerts("a/1/RESOLVE"))
        .containsExactly("WARNING@160", "BREACH@200", "ESCALATION-1@300", "ESCALATION-2@400");
  }

  @Test
  void thresholdsCountFromWhereThePresentDueIsCounted() {
    History h =
        History.under(
                target("RESOLVE", "PT100M", "\"ticketClass\":\"ROUTINE\""),
                target("RESOLVE", "PT20M", "\"ticketClass\":\"EMERGENCY\",\"warnAt\":[0.5]"))
            .assessed(TicketClass.ROUTINE)
            .dispatched("d", "a")
            .at(40)
            .assessed(TicketClass.EMERGENCY);
    Judged judged = h.judgedAtMinute(60);
    assertThat(judged.alerts("a/1/RESOLVE")).containsExactly("WARNING@50", "BREACH@60");
    assertThat(judged.ticket().facts().alerts().get(0).critical()).isTrue();
  }

  @Test
  void thresholdsOfWorkingDaysCountOfficeHours() {
    // Monday 10:00 to Tuesday 19:30 is 16 counted hours; half of it is reached as Monday closes.
    Judged judged =
        History.under(
                target(
                    "RESOLVE", "1 working days", "\"calendar\":\"office\",\"warnAt\":[0.5,0.75]"))
            .dispatched("d", "a")
            .judgedAt(History.instant("2026-03-02T11:30:00Z"));
    AlertFacts alert = judged.ticket().facts().alerts().get(0);
    assertThat(History.text(alert.thresholdAt())).isEqualTo("2026-03-02T11:30:00Z");
    assertThat(alert.id()).isEqualTo("T/a/1/RESOLVE/WARNING");
    assertThat(History.text(judged.ticket().nextInstant())).isEqualTo("2026-03-03T06:00:00Z");
  }

  @Test
  void dispatchersDueHasNoThresholdsBesideItself() {
    Judged judged =
        History.under(target("RESOLVE", "PT100M", THRESHOLDS))
            .dispatchedTo(
                "d",
                new io.paidan.event.EventData.Assignee(
                    "a", io.paidan.event.Role.LEAD, T0 + 10 * MINUTE))
            .judgedAtMinute(999);
    assertThat(judged.alerts("a/1/RESOLVE")).containsExactly("BREACH@10");
  }
}
