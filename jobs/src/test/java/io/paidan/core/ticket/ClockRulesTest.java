package io.paidan.core.ticket;

import static io.paidan.core.ticket.AnomalyReason.NOT_EXTENDABLE;
import static io.paidan.core.ticket.History.HOUR;
import static io.paidan.core.ticket.History.MINUTE;
import static io.paidan.core.ticket.History.T0;
import static io.paidan.core.ticket.History.target;
import static io.paidan.core.ticket.History.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.core.ticket.History.Judged;
import io.paidan.event.Decision;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.policy.PolicyVersion;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clocks, rule by rule (contract, section 2). Instants are minutes from Monday, 10:00. */
class ClockRulesTest {
  private static final String EMERGENCY = "\"ticketClass\":\"EMERGENCY\"";
  private static final String ROUTINE = "\"ticketClass\":\"ROUTINE\"";
  private static final String KEY = "\"ticketClass\":\"KEY\"";
  private static final String IN_OFFICE = "\"calendar\":\"office\"";

  private static History all() {
    return History.under(
        target("DISPATCH", "PT10M"),
        target("ACCEPT", "PT10M"),
        target("ARRIVE", "PT30M"),
        target("RESOLVE", "PT60M"),
        target("FEEDBACK", "PT90M"),
        target("TOTAL", "PT120M"));
  }

  private static History resolveOf(String limit) {
    return History.under(target("RESOLVE", limit)).dispatched("d", "a");
  }

  @Nested
  class StartAndStop {
    @Test
    void straightWayMeetsEveryClock() {
      Judged judged =
          all()
              .reported("d")
              .at(5)
              .dispatched("d", "a")
              .at(10)
              .accepted("a")
              .at(20)
              .arrived("a")
              .at(30)
              .resolved("a")
              .at(40)
              .feedback(5, true)
              .judged();
      assertThat(judged.clocks())
          .containsExactly(
              "-/1/DISPATCH MET",
              "-/1/FEEDBACK MET",
              "-/1/TOTAL MET",
              "a/1/ACCEPT MET",
              "a/1/ARRIVE MET",
              "a/1/RESOLVE MET");
      assertThat(judged.clock("-/1/TOTAL").countedMs()).isEqualTo(30 * MINUTE);
      assertThat(judged.clock("a/1/RESOLVE").dueAt()).isEqualTo(T0 + 65 * MINUTE);
      assertThat(judged.fields().breached()).isFalse();
      assertThat(judged.ticket().nextInstant()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void stoppingAtTheDueMeetsAndAMillisecondLaterMisses() {
      assertThat(resolveOf("PT60M").at(60).resolved("a").judged().clocks())
          .containsExactly("a/1/RESOLVE MET");
      Judged missed =
          resolveOf("PT60M").atInstant("2026-03-02T03:00:00.001Z").resolved("a").judged();
      ClockFacts clock = missed.clock("a/1/RESOLVE");
      assertThat(clock.status()).isEqualTo(ClockStatus.MISSED);
      assertThat(clock.breachedAt()).isEqualTo(T0 + HOUR);
      assertThat(clock.overdueMs()).isEqualTo(1);
      assertThat(missed.fields().breached()).isTrue();
      assertThat(missed.fields().overdue()).isFalse();
    }

    @Test
    void clockDueAtTheAsOfInstantHasBreached() {
      assertThat(resolveOf("PT60M").judgedAt(T0 + HOUR - 1).clocks())
          .containsExactly("a/1/RESOLVE RUNNING");
      Judged judged = resolveOf("PT60M").judgedAt(T0 + HOUR);
      assertThat(judged.clocks()).containsExactly("a/1/RESOLVE BREACHED");
      assertThat(judged.fields().overdue()).isTrue();
      assertThat(judged.fields().nextDueAt()).isEqualTo(Instants.NONE);
    }

    @Test
    void lateEvidenceAtTheDueStillMeetsAfterItWasFoundBreached() {
      TicketJudge judge = judge();
      History h = resolveOf("PT60M");
      Ticket ticket = judge.fold("T", h.events(), T0 + HOUR);
      assertThat(ticket.facts().clocks().get(0).status()).isEqualTo(ClockStatus.BREACHED);
      h.at(60).resolved("a");
      assertThat(judge.apply(ticket, h.events().get(1), T0 + HOUR)).isTrue();
      assertThat(ticket.facts().clocks().get(0).status()).isEqualTo(ClockStatus.MET);
    }

    private static TicketJudge judge() {
      return TicketJudge.of(
          new io.paidan.policy.PolicyHistory(
              java.util.List.of(
                  version(1, "2025-01-01T00:00:00Z", false, target("RESOLVE", "PT60M")))),
          History.ZONE);
    }

    @Test
    void refusalAnswersAndRecallEnds() {
      assertThat(all().dispatched("d", "a").at(5).refused("a").judged().clocks())
          .containsExactly(
              "-/2/DISPATCH RUNNING", "a/1/ACCEPT MET", "a/1/ARRIVE ENDED", "a/1/RESOLVE ENDED");
      assertThat(all().dispatched("d", "a").at(5).recalled("a").judged().clocks())
          .containsExactly(
              "-/2/DISPATCH RUNNING", "a/1/ACCEPT ENDED", "a/1/ARRIVE ENDED", "a/1/RESOLVE ENDED");
    }

    @Test
    void endedAfterItsDueIsMissedHoweverItEnded() {
      assertThat(resolveOf("PT60M").at(61).closed().judged().clocks())
          .containsExactly("a/1/RESOLVE MISSED");
      assertThat(resolveOf("PT60M").at(60).cancelled().judged().clocks())
          .containsExactly("a/1/RESOLVE ENDED");
    }

    @Test
    void resolvingAnswersForAcceptingAndArriving() {
      assertThat(all().dispatched("d", "a").at(5).resolved("a").judged().clocks())
          .containsExactly(
              "-/1/FEEDBACK RUNNING", "a/1/ACCEPT MET", "a/1/ARRIVE MET", "a/1/RESOLVE MET");
    }

    @Test
    void reopenedWorkHasAResolveClockOnly() {
      Judged judged = all().dispatched("d", "a").at(5).resolved("a").at(7).reopened().judged();
      assertThat(judged.clocks())
          .containsExactly(
              "-/1/FEEDBACK ENDED",
              "a/1/ACCEPT MET",
              "a/1/ARRIVE MET",
              "a/1/RESOLVE MET",
              "a/2/RESOLVE RUNNING");
      assertThat(judged.assignment("a/2").acceptStatus()).isNull();
      assertThat(judged.due("a/2/RESOLVE")).isEqualTo(67);
    }

    @Test
    void everyTimeTheTicketIsResolvedFeedbackIsAskedAnew() {
      Judged judged =
          all()
              .dispatched("d", "a")
              .resolved("a")
              .at(1)
              .reopened()
              .at(2)
              .resolved("a")
              .at(3)
              .feedback(1, false)
              .judged();
      assertThat(judged.clock("-/1/FEEDBACK").status()).isEqualTo(ClockStatus.ENDED);
      assertThat(judged.clock("-/2/FEEDBACK").status()).isEqualTo(ClockStatus.MET);
    }

    @Test
    void totalIsMetTheFirstTimeTheTicketIsResolved() {
      Judged judged =
          all().reported("d").dispatched("d", "a").at(50).resolved("a").at(60).reopened().judged();
      assertThat(judged.clock("-/1/TOTAL").status()).isEqualTo(ClockStatus.MET);
      assertThat(all().reported("d").assessed(TicketClass.KEY, Decision.REJECT).judged().clocks())
          .containsExactly("-/1/DISPATCH MET", "-/1/TOTAL ENDED");
    }

    @Test
    void dispatchClockNeedsSomethingToWaitFor() {
      assertThat(all().dispatched("d", "a").reported("d").judged().clock("-/1/DISPATCH")).isNull();
      assertThat(
              all()
                  .assessed(TicketClass.KEY, Decision.SELF_HANDLE)
                  .at(1)
                  .reported("d")
                  .judged()
                  .clocks())
          .containsExactly("-/1/TOTAL RUNNING");
      assertThat(
              all()
                  .dispatched("d", "a")
                  .resolved("a")
                  .at(1)
                  .reported("d")
                  .judged()
                  .clock("-/1/TOTAL"))
          .isNull();
    }

    @Test
    void clockKeepsTheDistrictThatTheTicketHadWhenItBegan() {
      Judged judged = all().reported("d").at(1).dispatched("e", "a").judged();
      assertThat(judged.clock("-/1/TOTAL").district()).isEqualTo("d");
      assertThat(judged.clock("a/1/ACCEPT").district()).isEqualTo("e");
    }
  }

  @Nested
  class Targets {
    @Test
    void withoutAMatchingTargetNoClockRuns() {
      assertThat(
              History.under(target("RESOLVE", "PT1H", EMERGENCY))
                  .assessed(TicketClass.KEY)
                  .dispatched("d", "a")
                  .judged()
                  .clocks())
          .isEmpty();
    }

    @Test
    void versionInForceAtTheStartHoldsAndANewOneLeavesItAlone() {
      PolicyVersion first = version(1, "2025-01-01T00:00:00Z", false, target("RESOLVE", "PT1H"));
      PolicyVersion second = version(2, "2026-03-02T02:10:00Z", false, target("RESOLVE", "PT2H"));
      Judged judged =
          History.of(first, second)
              .dispatched("d", "a")
              .at(10)
              .dispatched("d", "b")
              .judgedAtMinute(30);
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(60);
      assertThat(judged.due("b/1/RESOLVE")).isEqualTo(130);
      assertThat(judged.clock("b/1/RESOLVE").policyVersion()).isEqualTo(2);
    }

    @Test
    void openVersionRetargetsAtItsInstantBeforeTheEventsOfThatInstant() {
      PolicyVersion first = version(1, "2025-01-01T00:00:00Z", false, target("RESOLVE", "PT1H"));
      PolicyVersion open = version(2, "2026-03-02T02:10:00Z", true, target("RESOLVE", "PT3H"));
      History h = History.of(first, open).dispatched("d", "a");
      assertThat(h.judgedAtMinute(9).due("a/1/RESOLVE")).isEqualTo(60);
      assertThat(h.judgedAtMinute(9).ticket().nextInstant()).isEqualTo(T0 + 10 * MINUTE);
      assertThat(h.judgedAtMinute(10).due("a/1/RESOLVE")).isEqualTo(180);
      assertThat(h.at(10).resolved("a").judged().clock("a/1/RESOLVE").policyVersion()).isEqualTo(2);
    }

    @Test
    void openVersionActsAtTheDueItselfAndNotAfterIt() {
      PolicyVersion first = version(1, "2025-01-01T00:00:00Z", false, target("RESOLVE", "PT10M"));
      PolicyVersion atDue = version(2, "2026-03-02T02:10:00Z", true, target("RESOLVE", "PT3H"));
      assertThat(
              History.of(first, atDue).dispatched("d", "a").judgedAtMinute(10).due("a/1/RESOLVE"))
          .isEqualTo(180);
      PolicyVersion after = version(2, "2026-03-02T02:10:00.001Z", true, target("RESOLVE", "PT3H"));
      Judged late = History.of(first, after).dispatched("d", "a").judgedAtMinute(20);
      assertThat(late.due("a/1/RESOLVE")).isEqualTo(10);
      assertThat(late.clock("a/1/RESOLVE").policyVersion()).isEqualTo(1);
    }

    @Test
    void clockBeforeTheFirstVersionHasNoLimitUntilAnOpenOneGivesOne() {
      PolicyVersion open = version(1, "2026-03-02T02:10:00Z", true, target("RESOLVE", "PT1H"));
      History h = History.of(open).dispatched("d", "a");
      assertThat(h.judgedAtMinute(9).clocks()).isEmpty();
      ClockFacts clock = h.judgedAtMinute(10).clock("a/1/RESOLVE");
      assertThat(clock.startedAt()).isEqualTo(T0);
      assertThat(clock.countedFrom()).isEqualTo(T0 + 10 * MINUTE);
      assertThat(clock.dueAt()).isEqualTo(T0 + 70 * MINUTE);
      assertThat(clock.originalDueAt()).isEqualTo(T0 + 70 * MINUTE);
    }

    @Test
    void applyRefusesAnEventBeforeAnOpenVersionThatHasActed() {
      PolicyVersion first = version(1, "2025-01-01T00:00:00Z", false, target("RESOLVE", "PT1H"));
      PolicyVersion open = version(2, "2026-03-02T02:10:00Z", true, target("RESOLVE", "PT3H"));
      TicketJudge judge =
          TicketJudge.of(
              new io.paidan.policy.PolicyHistory(java.util.List.of(first, open)), History.ZONE);
      History h = History.of(first, open).dispatched("d", "a").at(5).accepted("a");
      Ticket ticket = judge.fold("T", h.events().subList(0, 1), T0 + HOUR);
      assertThat(judge.apply(ticket, h.events().get(1), T0 + HOUR)).isFalse();
    }
  }

  @Nested
  class Retargeting {
    private static History under(String routine, String key) {
      return History.under(target("RESOLVE", routine, ROUTINE), target("RESOLVE", key, KEY))
          .assessed(TicketClass.ROUTINE)
          .dispatched("d", "a");
    }

    @Test
    void looserLimitCountsFromTheStart() {
      Judged judged = under("PT60M", "PT90M").at(30).reclassified(TicketClass.KEY).judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(90);
      assertThat(judged.clock("a/1/RESOLVE").countedFrom()).isEqualTo(T0);
      assertThat(judged.clock("a/1/RESOLVE").originalDueAt()).isEqualTo(T0 + HOUR);
      assertThat(judged.clock("a/1/RESOLVE").limit()).isEqualTo("PT90M");
    }

    @Test
    void tighterLimitCountsFromTheRetargeting() {
      Judged judged = under("PT60M", "PT20M").at(30).reclassified(TicketClass.KEY).judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(50);
      assertThat(judged.clock("a/1/RESOLVE").countedFrom()).isEqualTo(T0 + 30 * MINUTE);
    }

    @Test
    void tighterLimitNeverComesLaterThanThePresentDue() {
      Judged judged = under("PT60M", "PT40M").at(30).reclassified(TicketClass.KEY).judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(60);
      assertThat(judged.clock("a/1/RESOLVE").countedFrom()).isEqualTo(T0);
      assertThat(judged.clock("a/1/RESOLVE").limit()).isEqualTo("PT40M");
    }

    @Test
    void sameLimitChangesTheVersionOnly() {
      PolicyVersion first =
          version(1, "2025-01-01T00:00:00Z", false, target("RESOLVE", "PT60M", IN_OFFICE));
      PolicyVersion open =
          version(2, "2026-03-02T02:30:00Z", true, target("RESOLVE", "PT1H", IN_OFFICE));
      ClockFacts clock =
          History.of(first, open).dispatched("d", "a").judgedAtMinute(40).clock("a/1/RESOLVE");
      assertThat(clock.dueAt()).isEqualTo(T0 + HOUR);
      assertThat(clock.policyVersion()).isEqualTo(2);
      assertThat(clock.countedFrom()).isEqualTo(T0);
    }

    @Test
    void calendarOfTheSameNameWithOtherHolidaysIsAnother() {
      String target = target("RESOLVE", "1 working days", IN_OFFICE);
      PolicyVersion first = version(1, "2025-01-01T00:00:00Z", false, target);
      PolicyVersion open =
          version(
              2,
              "2026-03-02T02:30:00Z",
              true,
              History.OFFICE.replace("\"seasons\"", "\"holidays\":[\"2026-03-03\"],\"seasons\""),
              new String[] {target});
      Judged judged = History.of(first, open).dispatched("d", "a").judgedAtMinute(40);
      assertThat(History.text(judged.clock("a/1/RESOLVE").dueAt()))
          .isEqualTo("2026-03-04T11:30:00Z");
    }

    @Test
    void stoppedAndBreachedClocksStayAsTheyWere() {
      Judged judged = under("PT60M", "PT90M").at(61).reclassified(TicketClass.KEY).judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(60);
      assertThat(judged.clock("a/1/RESOLVE").limit()).isEqualTo("PT60M");
      assertThat(judged.clock("a/1/RESOLVE").ticketClass()).isEqualTo(TicketClass.KEY);
    }

    @Test
    void dispatchWithoutAClassIsRetargetedByTheAssessmentBeforeItStops() {
      History h =
          History.under(target("DISPATCH", "PT60M"), target("DISPATCH", "PT10M", EMERGENCY));
      Judged judged =
          h.reported("d").at(20).assessed(TicketClass.EMERGENCY, Decision.SELF_HANDLE).judged();
      ClockFacts clock = judged.clock("-/1/DISPATCH");
      assertThat(clock.status()).isEqualTo(ClockStatus.MET);
      assertThat(clock.dueAt()).isEqualTo(T0 + 30 * MINUTE);
    }

    @Test
    void clockWithoutALimitCountsFromTheRetargeting() {
      History h = History.under(target("TOTAL", "PT60M", KEY)).reported("d");
      assertThat(h.judged().clocks()).isEmpty();
      ClockFacts clock = h.at(20).assessed(TicketClass.KEY).judged().clock("-/1/TOTAL");
      assertThat(clock.startedAt()).isEqualTo(T0);
      assertThat(clock.countedFrom()).isEqualTo(T0 + 20 * MINUTE);
      assertThat(clock.originalDueAt()).isEqualTo(T0 + 80 * MINUTE);
      // Its base is the re-targeting: a looser limit counts from there too.
    }

    @Test
    void limitThatGoesEndsTheClockAndKeepsWhatItHad() {
      History h =
          History.under(target("RESOLVE", "PT60M", ROUTINE))
              .assessed(TicketClass.ROUTINE)
              .dispatched("d", "a")
              .at(20)
              .reclassified(TicketClass.KEY);
      ClockFacts clock = h.judged().clock("a/1/RESOLVE");
      assertThat(clock.status()).isEqualTo(ClockStatus.ENDED);
      assertThat(clock.stoppedAt()).isEqualTo(T0 + 20 * MINUTE);
      assertThat(clock.dueAt()).isEqualTo(T0 + 60 * MINUTE);
      assertThat(clock.limit()).isEqualTo("PT60M");
      assertThat(clock.countedMs()).isEqualTo(20 * MINUTE);
      assertThat(h.judgedAtMinute(500).clocks()).containsExactly("a/1/RESOLVE ENDED");
      ClockFacts stopped = h.at(99).resolved("a").judged().clock("a/1/RESOLVE");
      assertThat(stopped.stoppedAt()).isEqualTo(T0 + 20 * MINUTE);
      assertThat(stopped.status()).isEqualTo(ClockStatus.ENDED);
    }

    @Test
    void limitThatComesBackCountsTheTimeWithoutAsAPause() {
      History h =
          History.under(target("RESOLVE", "PT60M", ROUTINE))
              .assessed(TicketClass.ROUTINE)
              .dispatched("d", "a")
              .at(20)
              .reclassified(TicketClass.KEY)
              .at(100)
              .reclassified(TicketClass.ROUTINE);
      ClockFacts clock = h.judged().clock("a/1/RESOLVE");
      assertThat(clock.status()).isEqualTo(ClockStatus.RUNNING);
      assertThat(clock.dueAt()).isEqualTo(T0 + 140 * MINUTE);
      assertThat(clock.pausedMs()).isEqualTo(80 * MINUTE);
      assertThat(clock.stoppedAt()).isEqualTo(Instants.NONE);
      assertThat(h.at(120).resolved("a").judged().clock("a/1/RESOLVE").countedMs())
          .isEqualTo(40 * MINUTE);
    }

    @Test
    void limitThatComesBackDuringASuspensionIsPausedAnew() {
      History h =
          History.under(target("RESOLVE", "PT60M", ROUTINE), target("RESOLVE", "PT30M", EMERGENCY))
              .assessed(TicketClass.ROUTINE)
              .dispatched("d", "a")
              .at(20)
              .suspended("a")
              .at(25)
              .reclassified(TicketClass.KEY)
              .at(100)
              .reclassified(TicketClass.EMERGENCY);
      Judged paused = h.judged();
      assertThat(paused.clocks()).containsExactly("a/1/RESOLVE PAUSED");
      assertThat(paused.clock("a/1/RESOLVE").pausedMs()).isEqualTo(80 * MINUTE);
      // 40 minutes were left; the tighter 30 count from the new pause.
      assertThat(h.at(110).resumed("a").judged().due("a/1/RESOLVE")).isEqualTo(140);
    }

    @Test
    void limitThatGoesWhilePausedCountsAsResumed() {
      ClockFacts clock =
          History.under(target("RESOLVE", "PT60M", ROUTINE))
              .assessed(TicketClass.ROUTINE)
              .dispatched("d", "a")
              .at(20)
              .suspended("a")
              .at(30)
              .reclassified(TicketClass.KEY)
              .judged()
              .clock("a/1/RESOLVE");
      assertThat(clock.status()).isEqualTo(ClockStatus.ENDED);
      assertThat(clock.dueAt()).isEqualTo(T0 + 70 * MINUTE);
      assertThat(clock.pausedMs()).isEqualTo(10 * MINUTE);
    }

    @Test
    void looserLimitCountsPausesOut() {
      Judged judged =
          under("PT60M", "PT90M")
              .at(10)
              .suspended("a")
              .at(25)
              .resumed("a")
              .at(30)
              .reclassified(TicketClass.KEY)
              .judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(105);
    }

    @Test
    void retargetingWhilePausedCountsFromTheStartOfThePause() {
      History tighter = under("PT60M", "PT20M").at(30).suspended("a").at(45);
      assertThat(
              tighter.reclassified(TicketClass.KEY).at(50).resumed("a").judged().due("a/1/RESOLVE"))
          .isEqualTo(70);
      History looser = under("PT60M", "PT90M").at(30).suspended("a").at(45);
      assertThat(
              looser.reclassified(TicketClass.KEY).at(50).resumed("a").judged().due("a/1/RESOLVE"))
          .isEqualTo(110);
    }

    @Test
    void extendedClockOnlyMovesToALaterDue() {
      History h = under("PT60M", "PT20M").at(10).extended("a", 100).at(30);
      assertThat(h.reclassified(TicketClass.KEY).judged().due("a/1/RESOLVE")).isEqualTo(100);
      History later = under("PT60M", "PT3H").at(10).extended("a", 100).at(30);
      assertThat(later.reclassified(TicketClass.KEY).judged().due("a/1/RESOLVE")).isEqualTo(180);
    }

    @Test
    void dueThatMovesWhileTheScopeIsSuspendedIsPausedFromThen() {
      History h = under("PT60M", "PT90M").at(60).suspended("a");
      assertThat(h.judgedAt(T0 + HOUR).clocks()).containsExactly("a/1/RESOLVE BREACHED");
      // Of the same instant, and later in the order than the suspension.
      assertThat(h.reclassified(TicketClass.KEY).judged().clocks())
          .containsExactly("a/1/RESOLVE PAUSED");
    }
  }

  @Nested
  class Pausing {
    @Test
    void whileSuspendedThereIsNoDueAndWhatWasLeftIsCountedAfterwards() {
      History h = resolveOf("PT60M").at(20).suspended("a");
      Judged paused = h.judgedAtMinute(300);
      assertThat(paused.clocks()).containsExactly("a/1/RESOLVE PAUSED");
      assertThat(paused.due("a/1/RESOLVE")).isNull();
      assertThat(paused.clock("a/1/RESOLVE").pausedMs()).isZero();
      assertThat(paused.fields().nextDueAt()).isEqualTo(Instants.NONE);
      assertThat(paused.fields().suspended()).isTrue();
      assertThat(paused.ticket().nextInstant()).isEqualTo(Long.MAX_VALUE);
      Judged resumed = h.at(300).resumed("a").judged();
      assertThat(resumed.due("a/1/RESOLVE")).isEqualTo(340);
      assertThat(resumed.clock("a/1/RESOLVE").pausedMs()).isEqualTo(280 * MINUTE);
    }

    @Test
    void overlappingSuspensionsAreOnePause() {
      Judged judged =
          resolveOf("PT60M")
              .at(10)
              .suspended("a")
              .at(20)
              .suspended(null)
              .at(30)
              .resumed("a")
              .at(40)
              .resumed(null)
              .judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(90);
      assertThat(judged.clock("a/1/RESOLVE").pausedMs()).isEqualTo(30 * MINUTE);
    }

    @Test
    void pauseAtOrAfterTheDueChangesNothing() {
      Judged judged = resolveOf("PT60M").at(60).suspended("a").at(90).resumed("a").judged();
      assertThat(judged.clocks()).containsExactly("a/1/RESOLVE BREACHED");
      assertThat(judged.clock("a/1/RESOLVE").pausedMs()).isZero();
    }

    @Test
    void totalPausesWithTheTicketOnlyAndTheOthersNever() {
      History h = all().reported("d").dispatched("d", "a").at(5);
      assertThat(h.suspended("a").judged().clock("-/1/TOTAL").status())
          .isEqualTo(ClockStatus.RUNNING);
      Judged judged = h.suspended(null).judged();
      assertThat(judged.clocks())
          .containsExactly(
              "-/1/DISPATCH MET",
              "-/1/TOTAL PAUSED",
              "a/1/ACCEPT RUNNING",
              "a/1/ARRIVE RUNNING",
              "a/1/RESOLVE PAUSED");
    }

    @Test
    void ticketWideSuspensionCoversWhatBeginsDuringIt() {
      Judged judged =
          all().suspended(null).at(5).reported("d").at(10).dispatched("d", "a").judged();
      assertThat(judged.clock("a/1/RESOLVE").status()).isEqualTo(ClockStatus.PAUSED);
      assertThat(judged.clock("a/1/RESOLVE").originalDueAt()).isEqualTo(T0 + 70 * MINUTE);
      assertThat(judged.clock("-/1/TOTAL").status()).isEqualTo(ClockStatus.PAUSED);
    }

    @Test
    void stoppedWhilePausedCountsAsResumed() {
      ClockFacts clock =
          resolveOf("PT60M")
              .at(20)
              .suspended("a")
              .at(500)
              .resolved("a")
              .judged()
              .clock("a/1/RESOLVE");
      assertThat(clock.status()).isEqualTo(ClockStatus.MET);
      assertThat(clock.dueAt()).isEqualTo(T0 + 540 * MINUTE);
      assertThat(clock.countedMs()).isEqualTo(20 * MINUTE);
      assertThat(clock.pausedMs()).isEqualTo(480 * MINUTE);
    }

    @Test
    void pauseCountsInTheCalendar() {
      History h =
          History.under(target("RESOLVE", "1 working days", IN_OFFICE)).dispatched("d", "a");
      // Tuesday, 18:30 to Wednesday, 09:00: an hour was left.
      Judged judged =
          h.atInstant("2026-03-03T10:30:00Z")
              .suspended("a")
              .atInstant("2026-03-04T01:00:00Z")
              .resumed("a")
              .judged();
      assertThat(History.text(judged.clock("a/1/RESOLVE").dueAt()))
          .isEqualTo("2026-03-04T03:00:00Z");
    }

    @Test
    void whereNothingCountedIsLeftTheWallClockCounts() {
      History h =
          History.under(target("RESOLVE", "1 working days", IN_OFFICE)).dispatched("d", "a");
      // Extended to Tuesday, 23:00, paused at 22:00, outside of office hours.
      Judged judged =
          h.at(10)
              .extended("a", 37 * 60)
              .atInstant("2026-03-03T14:00:00Z")
              .suspended("a")
              .atInstant("2026-03-03T20:00:00Z")
              .resumed("a")
              .judged();
      assertThat(History.text(judged.clock("a/1/RESOLVE").dueAt()))
          .isEqualTo("2026-03-03T21:00:00Z");
    }
  }

  @Nested
  class Extending {
    @Test
    void extensionMovesTheDueOfARunningClockAndTotalWithIt() {
      Judged judged = all().reported("d").dispatched("d", "a").at(60).extended("a", 200).judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(200);
      assertThat(judged.due("-/1/TOTAL")).isEqualTo(200);
      assertThat(judged.fields().extensionCount()).isEqualTo(1);
      assertThat(judged.clock("a/1/RESOLVE").originalDueAt()).isEqualTo(T0 + HOUR);
    }

    @Test
    void totalThatIsLaterStays() {
      Judged judged = all().reported("d").dispatched("d", "a").extended("a", 100).judged();
      assertThat(judged.due("-/1/TOTAL")).isEqualTo(120);
    }

    @Test
    void whatLengthensNothingIsNotExtendable() {
      assertThat(resolveOf("PT60M").at(10).extended("a", 60).judged().anomalies())
          .containsExactly(NOT_EXTENDABLE);
      assertThat(resolveOf("PT60M").at(61).extended("a", 90).judged().anomalies())
          .containsExactly(NOT_EXTENDABLE);
      assertThat(resolveOf("PT60M").at(10).suspended("a").extended("a", 10).judged().anomalies())
          .containsExactly(NOT_EXTENDABLE);
      assertThat(History.of().dispatched("d", "a").extended("a", 90).judged().anomalies())
          .containsExactly(NOT_EXTENDABLE);
    }

    @Test
    void extensionDuringAPauseHoldsFromTheResumption() {
      History h = resolveOf("PT60M").at(20).suspended("a").at(30).extended("a", 200);
      assertThat(h.judged().clocks()).containsExactly("a/1/RESOLVE PAUSED");
      assertThat(h.at(50).resumed("a").judged().due("a/1/RESOLVE")).isEqualTo(200);
      History late = resolveOf("PT60M").at(20).suspended("a").at(30).extended("a", 200);
      assertThat(late.at(300).resumed("a").judged().due("a/1/RESOLVE")).isEqualTo(340);
    }

    @Test
    void breachedTotalIsLeftAlone() {
      Judged judged =
          History.under(target("RESOLVE", "PT10H"), target("TOTAL", "PT1H"))
              .reported("d")
              .dispatched("d", "a")
              .at(61)
              .extended("a", 900)
              .judged();
      assertThat(judged.due("-/1/TOTAL")).isEqualTo(60);
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(900);
    }

    @Test
    void extensionAtTheDueOfASuspendedScopeIsPausedFromThen() {
      Judged judged = resolveOf("PT60M").at(60).suspended("a").extended("a", 90).judged();
      assertThat(judged.anomalies()).isEmpty();
      assertThat(judged.clocks()).containsExactly("a/1/RESOLVE PAUSED");
    }
  }

  @Nested
  class OwnDue {
    private static History due(long minute) {
      return History.under(target("RESOLVE", "PT60M", ROUTINE), target("RESOLVE", "PT10M", KEY))
          .assessed(TicketClass.ROUTINE)
          .dispatchedTo("d", new Assignee("a", Role.LEAD, T0 + minute * MINUTE));
    }

    @Test
    void dispatchersDueHoldsWhateverThePolicySays() {
      ClockFacts clock = due(25).at(5).reclassified(TicketClass.KEY).judged().clock("a/1/RESOLVE");
      assertThat(clock.dueAt()).isEqualTo(T0 + 25 * MINUTE);
      assertThat(clock.limit()).isEqualTo("due");
      assertThat(clock.calendar()).isEqualTo("always");
      assertThat(clock.policyId()).isNull();
    }

    @Test
    void itPausesAndIsExtendedLikeAnyOther() {
      Judged judged =
          due(25).at(5).suspended("a").at(15).resumed("a").at(20).extended("a", 90).judged();
      assertThat(judged.due("a/1/RESOLVE")).isEqualTo(90);
      assertThat(due(25).at(5).suspended("a").at(15).resumed("a").judged().due("a/1/RESOLVE"))
          .isEqualTo(35);
    }

    @Test
    void dueOfTheDispatchItselfIsNoBadDue() {
      assertThat(due(0).judged().anomalies()).isEmpty();
      assertThat(due(-1).judged().anomalies()).containsExactly(AnomalyReason.BAD_DUE);
      assertThat(due(-1).judged().clock("a/1/RESOLVE").limit()).isEqualTo("PT60M");
    }
  }

  @Nested
  class BeyondTheCalendar {
    private final String covering =
        History.OFFICE.replace("\"seasons\"", "\"covers\":[\"2026\",\"2026\"],\"seasons\"");

    @Test
    void clockWithoutADueIsAVisibleProblem() {
      PolicyVersion version =
          version(
              1,
              "2025-01-01T00:00:00Z",
              false,
              covering,
              new String[] {target("RESOLVE", "5 working days", IN_OFFICE)});
      Judged judged =
          History.of(version).atInstant("2026-12-30T02:00:00Z").dispatched("d", "a").judged();
      assertThat(judged.clocks()).containsExactly("a/1/RESOLVE RUNNING");
      assertThat(judged.due("a/1/RESOLVE")).isNull();
      assertThat(judged.ticket().facts().problems()).hasSize(1);
      assertThat(judged.ticket().facts().problems().get(0).detail()).contains("office");
    }

    @Test
    void openVersionThatCoversMoreMendsIt() {
      String target = target("RESOLVE", "5 working days", IN_OFFICE);
      PolicyVersion first =
          version(1, "2025-01-01T00:00:00Z", false, covering, new String[] {target});
      PolicyVersion open = version(2, "2026-12-30T03:00:00Z", true, target);
      Judged judged =
          History.of(first, open)
              .atInstant("2026-12-30T02:00:00Z")
              .dispatched("d", "a")
              .judgedAt(History.instant("2026-12-30T04:00:00Z"));
      assertThat(History.text(judged.clock("a/1/RESOLVE").dueAt()))
          .isEqualTo("2027-01-06T11:30:00Z");
      assertThat(judged.ticket().facts().problems()).isEmpty();
    }
  }
}
