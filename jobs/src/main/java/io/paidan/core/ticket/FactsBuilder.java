package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.CodePointOrder;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Reads the facts off a folded ticket (contract, sections 1 to 3). */
final class FactsBuilder {
  private final Ticket ticket;
  private final List<ClockFacts> clocks;

  // Empty for nearly every ticket.
  private List<AlertFacts> alerts = List.of();
  private List<Problem> problems = List.of();

  private boolean breached;
  private boolean overdue;
  private long nextDueAt = Instants.NONE;

  private FactsBuilder(Ticket ticket) {
    this.ticket = ticket;
    this.clocks = new ArrayList<>(ticket.clocks.size());
  }

  static TicketFacts build(Ticket ticket) {
    return new FactsBuilder(ticket).build();
  }

  private TicketFacts build() {
    for (int i = 0; i < ticket.clocks.size(); i++) {
      Clock clock = ticket.clocks.get(i);
      if (clock.limited) {
        addClock(clock);
      }
    }
    List<AssignmentFacts> assignments = new ArrayList<>(ticket.assignments.size());
    for (int i = 0; i < ticket.assignments.size(); i++) {
      assignments.add(assignment(ticket.assignments.get(i)));
    }
    return new TicketFacts(
        fields(),
        Collections.unmodifiableList(assignments),
        Collections.unmodifiableList(clocks),
        Collections.unmodifiableList(alerts),
        Collections.unmodifiableList(problems));
  }

  private TicketFields fields() {
    boolean suspended = ticket.suspended;
    boolean standing = false;
    boolean allResolved = true;
    long resolvedAt = Instants.NONE;
    String leadDepartment = null;
    List<String> departments = departments();
    for (int i = 0; i < ticket.assignments.size(); i++) {
      Assignment assignment = ticket.assignments.get(i);
      suspended |= assignment.suspended;
      if (assignment.isStanding()) {
        standing = true;
        allResolved &= assignment.state == AssignmentState.RESOLVED;
        resolvedAt = Math.max(resolvedAt, assignment.resolvedAt);
        if (assignment.role == Role.LEAD) {
          leadDepartment = assignment.department;
        }
      }
    }
    return new TicketFields(
        ticket.id,
        ticket.state,
        suspended,
        ticket.category,
        ticket.ticketClass,
        ticket.district,
        ticket.firstDistrict,
        ticket.reportedDistrict,
        ticket.community,
        ticket.channel,
        ticket.title,
        ticket.location,
        ticket.firstEventAt,
        ticket.reportedAt,
        ticket.assessedAt,
        ticket.dispatchedAt,
        ticket.acceptedAt,
        ticket.arrivedAt,
        standing && allResolved ? resolvedAt : Instants.NONE,
        ticket.fedBackAt,
        ticket.closedAt,
        ticket.cancelledAt,
        leadDepartment,
        departments,
        ticket.satisfaction,
        ticket.solved,
        ticket.reopenCount,
        ticket.refusalCount,
        ticket.extensionCount,
        ticket.urgeCount,
        breached,
        overdue,
        nextDueAt,
        ticket.eventCount,
        List.copyOf(ticket.anomalies),
        List.copyOf(ticket.resolutions));
  }

  private List<String> departments() {
    int count = ticket.assignments.size();
    if (count == 0) {
      return List.of();
    }
    if (count == 1) {
      return List.of(ticket.assignments.get(0).department);
    }
    List<String> departments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String department = ticket.assignments.get(i).department;
      if (!departments.contains(department)) {
        departments.add(department);
      }
    }
    departments.sort(CodePointOrder.INSTANCE);
    return Collections.unmodifiableList(departments);
  }

  private AssignmentFacts assignment(Assignment assignment) {
    ClockStatus accept = null;
    ClockStatus arrive = null;
    ClockStatus resolve = null;
    for (int i = 0; i < ticket.clocks.size(); i++) {
      Clock clock = ticket.clocks.get(i);
      if (clock.assignment == assignment && clock.limited) {
        ClockStatus status = clock.status(ticket.judgedAt);
        switch (clock.type) {
          case ACCEPT -> accept = status;
          case ARRIVE -> arrive = status;
          case RESOLVE -> resolve = status;
          default -> throw new IllegalStateException("clock on an assignment: " + clock.type);
        }
      }
    }
    if (!holds(assignment.facts, assignment, accept, arrive, resolve)) {
      assignment.facts =
          new AssignmentFacts(
              ticket.id,
              assignment.department,
              assignment.district,
              assignment.role,
              assignment.cycle,
              assignment.latest,
              ticket.ticketClass,
              ticket.category,
              assignment.state,
              assignment.dispatchedAt,
              assignment.acceptedAt,
              assignment.arrivedAt,
              assignment.resolvedAt,
              assignment.refusedAt,
              assignment.endedAt,
              assignment.outcome,
              assignment.overturned,
              accept,
              arrive,
              resolve,
              Double.isNaN(assignment.score) ? null : (Double) assignment.score);
    }
    return assignment.facts;
  }

  /** Whether facts read earlier are still the assignment's: all that can change is as it was. */
  private boolean holds(
      AssignmentFacts facts,
      Assignment assignment,
      ClockStatus accept,
      ClockStatus arrive,
      ClockStatus resolve) {
    return facts != null
        && facts.state() == assignment.state
        && facts.acceptStatus() == accept
        && facts.arriveStatus() == arrive
        && facts.resolveStatus() == resolve
        && facts.ticketClass() == ticket.ticketClass
        && facts.category() == ticket.category
        && facts.latest() == assignment.latest
        && facts.overturned() == assignment.overturned
        && facts.acceptedAt() == assignment.acceptedAt
        && facts.arrivedAt() == assignment.arrivedAt
        && facts.resolvedAt() == assignment.resolvedAt
        && facts.refusedAt() == assignment.refusedAt
        && facts.endedAt() == assignment.endedAt
        && facts.outcome() == assignment.outcome
        && (facts.streetScore() == null
            ? Double.isNaN(assignment.score)
            : facts.streetScore() == assignment.score);
  }

  private void addClock(Clock clock) {
    ClockStatus status = clock.status(ticket.judgedAt);
    long due = status == ClockStatus.PAUSED ? Instants.NONE : clock.due;
    breached |= status.isOver();
    overdue |= status == ClockStatus.BREACHED;
    if (status == ClockStatus.RUNNING && due != Instants.NONE) {
      nextDueAt = nextDueAt == Instants.NONE ? due : Math.min(nextDueAt, due);
    }
    if (!holds(clock.facts, clock, status, due)) {
      clock.facts = facts(clock, status, due);
    }
    clocks.add(clock.facts);
    addAlerts(clock, due, status);
    String problem = clock.problem != null ? clock.problem : clock.settlingProblem;
    if (problem != null) {
      if (problems.isEmpty()) {
        problems = new ArrayList<>();
      }
      problems.add(new Problem(clock.facts.id(), problem));
    }
  }

  /** Whether facts read earlier are still those of the clock: all that can change is as it was. */
  private boolean holds(ClockFacts facts, Clock clock, ClockStatus status, long due) {
    return facts != null
        && facts.status() == status
        && facts.dueAt() == due
        && facts.stoppedAt() == clock.stoppedAt
        && facts.ticketClass() == ticket.ticketClass
        && facts.category() == ticket.category
        && facts.originalDueAt() == clock.originalDue
        && facts.countedFrom() == clock.countedFrom
        && facts.pausedMs() == clock.pausedMs
        && facts.countedMs() == clock.countedMs
        && facts.policyVersion() == clock.policyVersion
        && Objects.equals(facts.policyId(), clock.policyId)
        && Objects.equals(facts.limit(), clock.limit)
        && Objects.equals(facts.calendar(), clock.calendar);
  }

  private ClockFacts facts(Clock clock, ClockStatus status, long due) {
    return new ClockFacts(
        ticket.id,
        clock.department(),
        clock.district,
        clock.type,
        clock.cycle,
        ticket.ticketClass,
        ticket.category,
        status,
        clock.startedAt,
        due,
        clock.stoppedAt,
        status.isOver() ? due : Instants.NONE,
        clock.originalDue,
        clock.countedFrom,
        clock.pausedMs,
        clock.countedMs,
        clock.limit,
        clock.calendar,
        clock.policyId,
        clock.policyVersion,
        status == ClockStatus.MISSED ? clock.stoppedAt - due : Instants.NONE);
  }

  /**
   * An alert is given when its threshold lies before the clock was stopped or, while it is not, has
   * come. A pause that begins at the threshold itself comes too late.
   */
  private void addAlerts(Clock clock, long due, ClockStatus status) {
    long last =
        clock.stoppedAt != Instants.NONE
            ? clock.stoppedAt - 1
            : clock.isPaused() ? clock.pausedSince : ticket.judgedAt;
    int first = alerts.size();
    long warning = Instants.NONE;
    for (long threshold : clock.warnings) {
      if (threshold != Instants.NONE && threshold <= last) {
        warning = Math.max(warning, threshold);
      }
    }
    if (warning != Instants.NONE) {
      addAlert(clock, first, due, "WARNING", warning);
    }
    if (status.isOver()) {
      addAlert(clock, first, due, "BREACH", due);
    }
    for (int i = 0; i < clock.escalations.length; i++) {
      long threshold = clock.escalations[i];
      if (threshold != Instants.NONE && threshold <= last) {
        addAlert(clock, first, due, "ESCALATION-" + (i + 1), threshold);
      }
    }
    clock.alerts =
        alerts.size() == first ? List.of() : List.copyOf(alerts.subList(first, alerts.size()));
  }

  /** Adds the alert, as the object that was read off the clock last where it still holds. */
  private void addAlert(Clock clock, int first, long due, String level, long thresholdAt) {
    if (alerts.isEmpty()) {
      alerts = new ArrayList<>(4);
    }
    int place = alerts.size() - first;
    AlertFacts last = place < clock.alerts.size() ? clock.alerts.get(place) : null;
    if (last != null
        && last.level().equals(level)
        && last.thresholdAt() == thresholdAt
        && last.dueAt() == due
        && last.endedAt() == clock.stoppedAt
        && last.ticketClass() == ticket.ticketClass
        && last.category() == ticket.category
        && Objects.equals(last.title(), ticket.title)
        && Objects.equals(last.limit(), clock.limit)) {
      alerts.add(last);
      return;
    }
    alerts.add(
        new AlertFacts(
            level,
            ticket.ticketClass == TicketClass.EMERGENCY,
            ticket.id,
            ticket.title,
            clock.department(),
            clock.district,
            clock.type,
            clock.cycle,
            ticket.ticketClass,
            ticket.category,
            clock.startedAt,
            clock.limit,
            due,
            thresholdAt,
            clock.stoppedAt));
  }
}
