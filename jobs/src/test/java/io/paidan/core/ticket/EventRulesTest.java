package io.paidan.core.ticket;

import static io.paidan.core.ticket.AnomalyReason.ALREADY;
import static io.paidan.core.ticket.AnomalyReason.ALREADY_ASSIGNED;
import static io.paidan.core.ticket.AnomalyReason.BAD_DUE;
import static io.paidan.core.ticket.AnomalyReason.CANCELLED;
import static io.paidan.core.ticket.AnomalyReason.CLOSED;
import static io.paidan.core.ticket.AnomalyReason.NOT_ASSIGNED;
import static io.paidan.core.ticket.AnomalyReason.NOT_RESOLVED;
import static io.paidan.core.ticket.AnomalyReason.NOT_SUSPENDED;
import static io.paidan.core.ticket.History.HOUR;
import static io.paidan.core.ticket.History.MINUTE;
import static io.paidan.core.ticket.History.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.core.ticket.History.Judged;
import io.paidan.event.Category;
import io.paidan.event.Decision;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The state of a ticket and its assignments, rule by rule (contract, section 1). */
class EventRulesTest {
  private static History history() {
    return History.of();
  }

  private static History dispatched() {
    return history()
        .reported("fuxin")
        .assessed(TicketClass.ROUTINE)
        .at(10)
        .dispatched("fuxin", "a", "b");
  }

  @Test
  void stateFollowsTheStraightWay() {
    History h = history();
    assertThat(h.reported("fuxin").judged().fields().state()).isEqualTo(TicketState.REPORTED);
    assertThat(h.at(1).assessed(TicketClass.KEY).judged().fields().state())
        .isEqualTo(TicketState.ASSESSED);
    assertThat(h.at(2).dispatched("fuxin", "a").judged().fields().state())
        .isEqualTo(TicketState.DISPATCHED);
    assertThat(h.at(3).accepted("a").judged().fields().state()).isEqualTo(TicketState.ACCEPTED);
    assertThat(h.at(4).arrived("a").judged().fields().state()).isEqualTo(TicketState.ON_SITE);
    assertThat(h.at(5).resolved("a").judged().fields().state()).isEqualTo(TicketState.RESOLVED);
    assertThat(h.at(6).feedback(5, true).judged().fields().state()).isEqualTo(TicketState.FED_BACK);
    Judged end = h.at(7).closed().judged();
    assertThat(end.fields().state()).isEqualTo(TicketState.CLOSED);
    assertThat(end.ticket().endedAt()).isEqualTo(T0 + 7 * MINUTE);
    assertThat(end.anomalies()).isEmpty();
    assertThat(end.fields().eventCount()).isEqualTo(8);
    assertThat(end.assignment("a/1").resolveMs()).isEqualTo(3 * MINUTE);
    assertThat(end.assignment("a/1").acceptMs()).isEqualTo(MINUTE);
  }

  @Test
  void decisionsGiveAStateUntilSomethingIsDispatched() {
    assertThat(history().assessed(TicketClass.KEY, Decision.ESCALATE).judged().fields().state())
        .isEqualTo(TicketState.ESCALATED);
    assertThat(history().assessed(TicketClass.KEY, Decision.REJECT).judged().fields().state())
        .isEqualTo(TicketState.REJECTED);
    assertThat(history().assessed(TicketClass.KEY, Decision.SELF_HANDLE).judged().fields().state())
        .isEqualTo(TicketState.ASSESSED);
    assertThat(
            history()
                .assessed(TicketClass.KEY, Decision.REJECT)
                .dispatched("d", "a")
                .judged()
                .fields()
                .state())
        .isEqualTo(TicketState.DISPATCHED);
  }

  @Test
  void resolvedWorkAmongOpenWorkIsOnSite() {
    Judged judged = dispatched().at(20).resolved("a").judged();
    assertThat(judged.fields().state()).isEqualTo(TicketState.ON_SITE);
    assertThat(judged.fields().resolvedAt()).isEqualTo(Instants.NONE);
  }

  @Test
  void refusalOfTheLastOpenPartResolvesTheTicket() {
    Judged judged = dispatched().at(20).resolved("a").at(30).refused("b").judged();
    assertThat(judged.fields().state()).isEqualTo(TicketState.RESOLVED);
    assertThat(judged.fields().resolvedAt()).isEqualTo(T0 + 20 * MINUTE);
    assertThat(judged.fields().resolutions())
        .containsExactly(new Resolution(T0 + 30 * MINUTE, "fuxin"));
    assertThat(judged.fields().refusalCount()).isEqualTo(1);
  }

  @Test
  void refusedAndRecalledLeaveTheTicketReturned() {
    Judged judged = dispatched().at(20).refused("a").at(21).recalled("b").judged();
    assertThat(judged.fields().state()).isEqualTo(TicketState.RETURNED);
    assertThat(judged.fields().leadDepartment()).isNull();
    assertThat(judged.fields().departments()).containsExactly("a", "b");
    assertThat(judged.assignment("a/1").refusedAt()).isEqualTo(T0 + 20 * MINUTE);
    assertThat(judged.assignment("b/1").endedAt()).isEqualTo(T0 + 21 * MINUTE);
  }

  @Test
  void departmentNamedAgainGetsTheNextCycle() {
    Judged judged =
        dispatched().at(20).refused("a").at(30).dispatched("ganhezi", "a", "c").judged();
    assertThat(judged.assignment("a/1").state()).isEqualTo(AssignmentState.REFUSED);
    assertThat(judged.assignment("a/2").state()).isEqualTo(AssignmentState.OPEN);
    assertThat(judged.assignment("a/2").latest()).isTrue();
    assertThat(judged.assignment("a/1").latest()).isFalse();
    assertThat(judged.assignment("a/1").district()).isEqualTo("fuxin");
    assertThat(judged.assignment("a/2").district()).isEqualTo("ganhezi");
    assertThat(judged.fields().district()).isEqualTo("ganhezi");
    assertThat(judged.fields().firstDistrict()).isEqualTo("fuxin");
    assertThat(judged.fields().dispatchedAt()).isEqualTo(T0 + 10 * MINUTE);
    assertThat(judged.fields().leadDepartment()).isEqualTo("a");
  }

  @Test
  void dispatchAppliesToThoseItCanAndIsAnAnomalyToo() {
    Judged judged = dispatched().at(20).dispatched("ganhezi", "a", "c").judged();
    assertThat(judged.anomalies()).containsExactly(ALREADY_ASSIGNED);
    assertThat(judged.assignment("c/1").district()).isEqualTo("ganhezi");
    assertThat(judged.fields().district()).isEqualTo("ganhezi");
  }

  @Test
  void dispatchThatOpensNothingMovesNothing() {
    Judged judged = dispatched().at(20).dispatched("ganhezi", "a").judged();
    assertThat(judged.anomalies()).containsExactly(ALREADY_ASSIGNED);
    assertThat(judged.fields().district()).isEqualTo("fuxin");
  }

  @Test
  void alreadyAssignedGoesBeforeBadDue() {
    Judged judged =
        dispatched()
            .at(20)
            .dispatchedTo(
                "fuxin", new Assignee("c", Role.SUPPORT, T0), new Assignee("a", Role.LEAD, null))
            .dispatchedTo("fuxin", new Assignee("d", Role.SUPPORT, T0))
            .judged();
    assertThat(judged.anomalies()).containsExactly(ALREADY_ASSIGNED, BAD_DUE);
    assertThat(judged.assignment("d/1").state()).isEqualTo(AssignmentState.OPEN);
  }

  @Test
  void whatCannotApplyChangesNothing() {
    Judged judged =
        dispatched()
            .at(11)
            .reported("ganhezi")
            .accepted("a")
            .accepted("a")
            .arrived("a")
            .arrived("a")
            .accepted("a")
            .accepted("x")
            .arrived("x")
            .resolved("x")
            .refused("x")
            .recalled("x")
            .extended("x", 99)
            .suspended("x")
            .resumed("x")
            .resumed("a")
            .resumed(null)
            .suspended("a")
            .suspended("a")
            .suspended(null)
            .suspended(null)
            .feedback(5, true)
            .reopened()
            .judged();
    assertThat(judged.anomalies())
        .containsExactly(
            ALREADY,
            ALREADY,
            ALREADY,
            ALREADY,
            NOT_ASSIGNED,
            NOT_ASSIGNED,
            NOT_ASSIGNED,
            NOT_ASSIGNED,
            NOT_ASSIGNED,
            NOT_ASSIGNED,
            NOT_ASSIGNED,
            NOT_ASSIGNED,
            NOT_SUSPENDED,
            NOT_SUSPENDED,
            ALREADY,
            ALREADY,
            NOT_RESOLVED,
            NOT_RESOLVED);
    assertThat(judged.fields().district()).isEqualTo("fuxin");
    assertThat(judged.fields().satisfaction()).isZero();
    assertThat(judged.fields().suspended()).isTrue();
  }

  @Test
  void resolvedBeforeAnyDispatchIsAnAnomaly() {
    assertThat(history().reported("d").resolved("a").judged().anomalies())
        .containsExactly(NOT_ASSIGNED);
  }

  @Test
  void afterTheEndOnlyReopeningAndFeedbackApply() {
    Judged judged =
        dispatched()
            .at(20)
            .closed()
            .urged()
            .dispatched("d", "c")
            .cancelled()
            .closed()
            .feedback(2, false)
            .judged();
    assertThat(judged.anomalies()).containsExactly(CLOSED, CLOSED, CLOSED, CLOSED);
    assertThat(judged.fields().state()).isEqualTo(TicketState.CLOSED);
    assertThat(judged.fields().satisfaction()).isEqualTo(2);
    assertThat(judged.fields().solved()).isFalse();
    assertThat(judged.fields().resolvedAt()).isEqualTo(Instants.NONE);
    assertThat(judged.assignment("a/1").state()).isEqualTo(AssignmentState.ENDED);
    assertThat(judged.assignment("a/1").endedAt()).isEqualTo(T0 + 20 * MINUTE);
  }

  @Test
  void nothingAppliesAfterCancelling() {
    Judged judged = dispatched().at(20).cancelled().feedback(5, true).reopened().judged();
    assertThat(judged.anomalies()).containsExactly(CANCELLED, CANCELLED);
    assertThat(judged.ticket().endedAt()).isEqualTo(T0 + 20 * MINUTE);
  }

  @Test
  void reopeningOpensTheNextCycleAcceptedAndOverturnsWhatWasResolved() {
    Judged judged = dispatched().at(20).resolved("a").at(30).closed().at(40).reopened().judged();
    assertThat(judged.anomalies()).isEmpty();
    assertThat(judged.fields().state()).isEqualTo(TicketState.ACCEPTED);
    assertThat(judged.fields().closedAt()).isEqualTo(Instants.NONE);
    assertThat(judged.fields().reopenCount()).isEqualTo(1);
    assertThat(judged.assignment("a/1").overturned()).isTrue();
    assertThat(judged.assignment("b/1").overturned()).isFalse();
    AssignmentFacts again = judged.assignment("a/2");
    assertThat(again.state()).isEqualTo(AssignmentState.ACCEPTED);
    assertThat(again.dispatchedAt()).isEqualTo(T0 + 40 * MINUTE);
    assertThat(again.acceptedAt()).isEqualTo(Instants.NONE);
    assertThat(again.acceptMs()).isEqualTo(Instants.NONE);
    assertThat(again.role()).isEqualTo(Role.LEAD);
    assertThat(judged.assignment("b/2").state()).isEqualTo(AssignmentState.ACCEPTED);
  }

  @Test
  void reopeningNamesThoseItMeans() {
    Judged judged = dispatched().at(20).resolved("a").at(40).reopened("a", "b", "a").judged();
    assertThat(judged.anomalies()).containsExactly(NOT_RESOLVED);
    assertThat(judged.assignment("a/2")).isNotNull();
    assertThat(judged.assignment("a/3")).isNull();
    assertThat(judged.assignment("b/2")).isNull();
    assertThat(judged.fields().reopenCount()).isEqualTo(1);
    assertThat(dispatched().at(40).reopened("x").judged().anomalies())
        .containsExactly(NOT_RESOLVED);
  }

  @Test
  void reopenedWorkIsNotAcceptedAgain() {
    Judged judged = dispatched().at(20).resolved("a").at(40).reopened("a").accepted("a").judged();
    assertThat(judged.anomalies()).containsExactly(ALREADY);
  }

  @Test
  void feedbackScoresTheLatestAssignments() {
    Judged judged =
        dispatched()
            .at(20)
            .resolved("a")
            .resolved("b")
            .at(30)
            .feedback(4, true, new DepartmentScore("a", 80), new DepartmentScore("x", 1))
            .at(31)
            .feedback(2, false, new DepartmentScore("b", 90.5))
            .judged();
    assertThat(judged.anomalies()).containsExactly(NOT_ASSIGNED);
    assertThat(judged.assignment("a/1").streetScore()).isEqualTo(80);
    assertThat(judged.assignment("b/1").streetScore()).isEqualTo(90.5);
    assertThat(judged.fields().satisfaction()).isEqualTo(2);
    assertThat(judged.fields().solved()).isFalse();
    assertThat(judged.fields().fedBackAt()).isEqualTo(T0 + 31 * MINUTE);
  }

  @Test
  void fedBackIsForgottenByDispatchAndReopeningAndSatisfactionIsNot() {
    History fedBack = dispatched().at(20).resolved("a").resolved("b").at(30).feedback(5, true);
    Judged judged = fedBack.at(40).dispatched("fuxin", "c").at(50).recalled("c").judged();
    assertThat(judged.fields().state()).isEqualTo(TicketState.RESOLVED);
    assertThat(judged.fields().fedBackAt()).isEqualTo(Instants.NONE);
    assertThat(judged.fields().satisfaction()).isEqualTo(5);
    assertThat(judged.fields().resolutions()).hasSize(2);
    assertThat(judged.fields().resolvedAt()).isEqualTo(T0 + 20 * MINUTE);
  }

  @Test
  void resolvingEndsTheDepartmentsSuspensionAndClosingAllOfThem() {
    assertThat(dispatched().suspended("a").resolved("a").judged().fields().suspended()).isFalse();
    assertThat(dispatched().suspended("a").suspended("b").closed().judged().fields().suspended())
        .isFalse();
    assertThat(dispatched().suspended(null).resolved("a").judged().fields().suspended()).isTrue();
  }

  @Test
  void categoryOfTheReportOnlyWhereNoneIsKnown() {
    assertThat(history().reported("d", Category.RESIDENT_DIFFICULTY).judged().fields().category())
        .isEqualTo(Category.RESIDENT_DIFFICULTY);
    assertThat(
            history()
                .assessed(TicketClass.KEY)
                .at(1)
                .reported("d", Category.RESIDENT_DIFFICULTY)
                .judged()
                .fields()
                .category())
        .isEqualTo(Category.ENFORCEMENT);
  }

  @Test
  void reportAfterDispatchKeepsTheDispatchedDistrict() {
    Judged judged = history().dispatched("ganhezi", "a").at(5).reported("fuxin").judged();
    assertThat(judged.fields().district()).isEqualTo("ganhezi");
    assertThat(judged.fields().reportedDistrict()).isEqualTo("ganhezi");
    assertThat(judged.fields().reportedAt()).isEqualTo(T0 + 5 * MINUTE);
    assertThat(judged.fields().firstEventAt()).isEqualTo(T0);
  }

  @Test
  void ticketWithoutItsReportStillGivesFacts() {
    Judged judged = history().accepted("a").judged();
    assertThat(judged.fields().state()).isEqualTo(TicketState.REPORTED);
    assertThat(judged.fields().district()).isNull();
    assertThat(judged.fields().reportedAt()).isEqualTo(Instants.NONE);
    assertThat(judged.anomalies()).containsExactly(NOT_ASSIGNED);
  }

  @Test
  void firstsStayTheFirsts() {
    Judged judged =
        dispatched()
            .at(20)
            .assessed(TicketClass.EMERGENCY)
            .accepted("b")
            .at(30)
            .accepted("a")
            .arrived("a")
            .at(40)
            .arrived("b")
            .judged();
    assertThat(judged.fields().assessedAt()).isEqualTo(T0);
    assertThat(judged.fields().acceptedAt()).isEqualTo(T0 + 20 * MINUTE);
    assertThat(judged.fields().arrivedAt()).isEqualTo(T0 + 30 * MINUTE);
    assertThat(judged.fields().ticketClass()).isEqualTo(TicketClass.EMERGENCY);
    assertThat(judged.ticket().emergency()).isTrue();
  }

  @Test
  void eventsOfOneInstantGoBySequenceThenTypeThenSourceThenId() {
    List<TicketEvent> ordered = dispatched().at(20).accepted("a").resolved("a").events();
    TicketJudge judge = TicketJudge.of(PolicyHistory.NONE, History.ZONE);
    List<TicketEvent> reversed = new java.util.ArrayList<>(ordered);
    java.util.Collections.reverse(reversed);
    assertThat(judge.fold("T", reversed, T0 + HOUR).facts())
        .isEqualTo(judge.fold("T", ordered, T0 + HOUR).facts());
  }

  @Test
  void applyRefusesWhatDoesNotFollow() {
    List<TicketEvent> events = dispatched().at(20).accepted("a").events();
    TicketJudge judge = TicketJudge.of(PolicyHistory.NONE, History.ZONE);
    Ticket ticket = judge.fold("T", events, T0);
    byte[] packed = ticket.pack();
    assertThat(judge.apply(ticket, events.get(1), T0)).isFalse();
    assertThat(judge.apply(ticket, events.get(3), T0)).as("the last one again").isFalse();
    assertThat(ticket.pack()).isEqualTo(packed);
    assertThat(ticket.mayContain(events.get(1))).isTrue();
    assertThat(ticket.mayContain(history().urged().urged().urged().urged().urged().events().get(4)))
        .isFalse();
  }
}
