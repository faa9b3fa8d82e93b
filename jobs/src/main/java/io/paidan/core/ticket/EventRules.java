package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.Role;
import io.paidan.event.TicketEvent;
import io.paidan.policy.ClockType;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event does to a ticket where it stands in the order, or why it cannot (contract, section
 * 1, "What applies when", and section 2, "Clocks").
 */
final class EventRules {
  private final ClockRules clocks;

  EventRules(ClockRules clocks) {
    this.clocks = clocks;
  }

  /** Applies the next event in the order. */
  void apply(Ticket ticket, TicketEvent event) {
    AnomalyReason reason = tryApply(ticket, event);
    if (reason != null) {
      ticket.anomalies.add(new Anomaly(event.id(), event.type(), reason));
    }
    enterState(ticket, event.time());
  }

  /** Returns null when the event applied wholly. */
  private AnomalyReason tryApply(Ticket ticket, TicketEvent event) {
    long at = event.time();
    if (ticket.cancelled) {
      return AnomalyReason.CANCELLED;
    }
    if (ticket.closed) {
      return switch (event.type()) {
        case FEEDBACK -> feedback(ticket, (EventData.Feedback) event.data(), at);
        case REOPENED -> reopened(ticket, (EventData.Reopened) event.data(), at);
        default -> AnomalyReason.CLOSED;
      };
    }
    return switch (event.type()) {
      case REPORTED -> reported(ticket, (EventData.Reported) event.data(), at);
      case ASSESSED -> assessed(ticket, (EventData.Assessed) event.data(), at);
      case RECLASSIFIED -> reclassified(ticket, (EventData.Reclassified) event.data(), at);
      case DISPATCHED -> dispatched(ticket, (EventData.Dispatched) event.data(), at);
      case ACCEPTED -> accepted(ticket, ((EventData.Accepted) event.data()).department(), at);
      case ARRIVED -> arrived(ticket, ((EventData.Arrived) event.data()).department(), at);
      case SUSPENDED -> suspended(ticket, ((EventData.Suspended) event.data()).department(), at);
      case RESUMED -> resumed(ticket, ((EventData.Resumed) event.data()).department(), at);
      case EXTENDED -> extended(ticket, (EventData.Extended) event.data(), at);
      case URGED -> {
        ticket.urgeCount++;
        yield null;
      }
      case REFUSED -> refused(ticket, ((EventData.Refused) event.data()).department(), at);
      case RECALLED -> recalled(ticket, ((EventData.Recalled) event.data()).department(), at);
      case RESOLVED -> resolved(ticket, (EventData.Resolved) event.data(), at);
      case FEEDBACK -> feedback(ticket, (EventData.Feedback) event.data(), at);
      case REOPENED -> reopened(ticket, (EventData.Reopened) event.data(), at);
      case CLOSED -> {
        ticket.closed = true;
        ticket.closedAt = at;
        end(ticket, at);
        yield null;
      }
      case CANCELLED -> {
        ticket.cancelled = true;
        ticket.cancelledAt = at;
        end(ticket, at);
        yield null;
      }
    };
  }

  private AnomalyReason reported(Ticket ticket, EventData.Reported data, long at) {
    if (ticket.reported) {
      return AnomalyReason.ALREADY;
    }
    ticket.reported = true;
    ticket.reportedAt = at;
    if (ticket.assignments.isEmpty()) {
      ticket.district = data.district();
    }
    ticket.reportedDistrict = ticket.district;
    if (ticket.category == null) {
      ticket.category = data.category();
    }
    ticket.channel = data.channel();
    ticket.community = data.community();
    ticket.title = Text.of(data.title());
    ticket.location = data.location();
    if (ticket.assignments.isEmpty() && !ticket.assessedOtherwise) {
      clocks.start(ticket, ClockType.DISPATCH, null, ticket.district, 1, at);
    }
    if (ticket.resolutions.isEmpty()) {
      clocks.start(ticket, ClockType.TOTAL, null, ticket.district, 1, at);
    }
    return null;
  }

  private AnomalyReason assessed(Ticket ticket, EventData.Assessed data, long at) {
    if (ticket.assessedAt == Instants.NONE) {
      ticket.assessedAt = at;
    }
    ticket.ticketClass = data.ticketClass();
    ticket.category = data.category();
    ticket.decision = data.decision();
    clocks.retargetAll(ticket, at);
    if (data.decision() != Decision.DISPATCH) {
      ticket.assessedOtherwise = true;
      stopOnTicket(ticket, ClockType.DISPATCH, at, true);
      if (data.decision() == Decision.REJECT) {
        stopOnTicket(ticket, ClockType.TOTAL, at, false);
      }
    }
    return null;
  }

  private AnomalyReason reclassified(Ticket ticket, EventData.Reclassified data, long at) {
    if (data.ticketClass() != null) {
      ticket.ticketClass = data.ticketClass();
    }
    if (data.category() != null) {
      ticket.category = data.category();
    }
    clocks.retargetAll(ticket, at);
    return null;
  }

  private AnomalyReason dispatched(Ticket ticket, EventData.Dispatched data, long at) {
    List<Assignee> assignees = data.assignments();
    boolean assigned = false;
    boolean badDue = false;
    boolean opened = false;
    for (int i = 0; i < assignees.size(); i++) {
      Assignee assignee = assignees.get(i);
      if (ticket.open(assignee.department()) != null) {
        assigned = true;
        continue;
      }
      if (!opened) {
        opened = true;
        ticket.district = data.district();
        ticket.fedBack = false;
        ticket.fedBackAt = Instants.NONE;
        if (ticket.assignments.isEmpty()) {
          ticket.firstDistrict = data.district();
          ticket.dispatchedAt = at;
        }
        stopOnTicket(ticket, ClockType.DISPATCH, at, true);
        stopOnTicket(ticket, ClockType.FEEDBACK, at, false);
      }
      boolean ownDue = assignee.due() != null && assignee.due() >= at;
      badDue |= assignee.due() != null && !ownDue;
      Assignment assignment =
          open(ticket, assignee.department(), assignee.role(), at, AssignmentState.OPEN);
      startOn(ticket, ClockType.ACCEPT, assignment, at);
      startOn(ticket, ClockType.ARRIVE, assignment, at);
      if (ownDue) {
        clocks.startWithDue(ticket, assignment, at, assignee.due());
      } else {
        startOn(ticket, ClockType.RESOLVE, assignment, at);
      }
    }
    return assigned ? AnomalyReason.ALREADY_ASSIGNED : badDue ? AnomalyReason.BAD_DUE : null;
  }

  private AnomalyReason accepted(Ticket ticket, String department, long at) {
    Assignment assignment = ticket.open(department);
    if (assignment == null) {
      return AnomalyReason.NOT_ASSIGNED;
    }
    if (assignment.state != AssignmentState.OPEN) {
      return AnomalyReason.ALREADY;
    }
    assignment.state = AssignmentState.ACCEPTED;
    assignment.acceptedAt = at;
    if (ticket.acceptedAt == Instants.NONE) {
      ticket.acceptedAt = at;
    }
    stop(ticket, ClockType.ACCEPT, assignment, at, true);
    return null;
  }

  private AnomalyReason arrived(Ticket ticket, String department, long at) {
    Assignment assignment = ticket.open(department);
    if (assignment == null) {
      return AnomalyReason.NOT_ASSIGNED;
    }
    if (assignment.state == AssignmentState.ON_SITE) {
      return AnomalyReason.ALREADY;
    }
    assignment.state = AssignmentState.ON_SITE;
    assignment.arrivedAt = at;
    if (ticket.arrivedAt == Instants.NONE) {
      ticket.arrivedAt = at;
    }
    stop(ticket, ClockType.ACCEPT, assignment, at, true);
    stop(ticket, ClockType.ARRIVE, assignment, at, true);
    return null;
  }

  private AnomalyReason suspended(Ticket ticket, String department, long at) {
    if (department == null) {
      if (ticket.suspended) {
        return AnomalyReason.ALREADY;
      }
      ticket.suspended = true;
    } else {
      Assignment assignment = ticket.open(department);
      if (assignment == null) {
        return AnomalyReason.NOT_ASSIGNED;
      }
      if (assignment.suspended) {
        return AnomalyReason.ALREADY;
      }
      assignment.suspended = true;
    }
    for (int i = 0; i < ticket.clocks.size(); i++) {
      Clock clock = ticket.clocks.get(i);
      boolean inScope = department == null || department.equals(clock.department());
      if (inScope && ClockRules.isScopeSuspended(ticket, clock)) {
        clocks.pause(clock, at);
      }
    }
    return null;
  }

  private AnomalyReason resumed(Ticket ticket, String department, long at) {
    if (department == null) {
      if (!ticket.suspended) {
        return AnomalyReason.NOT_SUSPENDED;
      }
      ticket.suspended = false;
    } else {
      Assignment assignment = ticket.open(department);
      if (assignment == null) {
        return AnomalyReason.NOT_ASSIGNED;
      }
      if (!assignment.suspended) {
        return AnomalyReason.NOT_SUSPENDED;
      }
      assignment.suspended = false;
    }
    for (int i = 0; i < ticket.clocks.size(); i++) {
      Clock clock = ticket.clocks.get(i);
      if (clock.isPaused() && !ClockRules.isScopeSuspended(ticket, clock)) {
        clocks.resume(clock, at);
      }
    }
    return null;
  }

  private AnomalyReason extended(Ticket ticket, EventData.Extended data, long at) {
    Assignment assignment = ticket.open(data.department());
    if (assignment == null) {
      return AnomalyReason.NOT_ASSIGNED;
    }
    Clock resolve = running(ticket, ClockType.RESOLVE, assignment);
    if (resolve == null || !clocks.isExtendable(resolve, at, data.until())) {
      return AnomalyReason.NOT_EXTENDABLE;
    }
    clocks.extend(ticket, resolve, at, data.until());
    Clock total = running(ticket, ClockType.TOTAL, null);
    if (total != null && clocks.isExtendable(total, at, data.until())) {
      clocks.extend(ticket, total, at, data.until());
    }
    ticket.extensionCount++;
    return null;
  }

  private AnomalyReason refused(Ticket ticket, String department, long at) {
    Assignment assignment = ticket.open(department);
    if (assignment == null) {
      return AnomalyReason.NOT_ASSIGNED;
    }
    assignment.state = AssignmentState.REFUSED;
    assignment.refusedAt = at;
    assignment.suspended = false;
    ticket.refusalCount++;
    stop(ticket, ClockType.ACCEPT, assignment, at, true);
    stop(ticket, ClockType.ARRIVE, assignment, at, false);
    stop(ticket, ClockType.RESOLVE, assignment, at, false);
    return null;
  }

  private AnomalyReason recalled(Ticket ticket, String department, long at) {
    Assignment assignment = ticket.open(department);
    if (assignment == null) {
      return AnomalyReason.NOT_ASSIGNED;
    }
    assignment.state = AssignmentState.RECALLED;
    assignment.endedAt = at;
    assignment.suspended = false;
    stop(ticket, ClockType.ACCEPT, assignment, at, false);
    stop(ticket, ClockType.ARRIVE, assignment, at, false);
    stop(ticket, ClockType.RESOLVE, assignment, at, false);
    return null;
  }

  private AnomalyReason resolved(Ticket ticket, EventData.Resolved data, long at) {
    Assignment assignment = ticket.open(data.department());
    if (assignment == null) {
      return AnomalyReason.NOT_ASSIGNED;
    }
    assignment.state = AssignmentState.RESOLVED;
    assignment.resolvedAt = at;
    assignment.outcome = data.outcome();
    assignment.suspended = false;
    stop(ticket, ClockType.ACCEPT, assignment, at, true);
    stop(ticket, ClockType.ARRIVE, assignment, at, true);
    stop(ticket, ClockType.RESOLVE, assignment, at, true);
    return null;
  }

  private AnomalyReason feedback(Ticket ticket, EventData.Feedback data, long at) {
    if (!ticket.closed && !ticket.isAllResolved()) {
      return AnomalyReason.NOT_RESOLVED;
    }
    ticket.fedBack = true;
    ticket.fedBackAt = at;
    ticket.satisfaction = data.satisfaction();
    ticket.solved = data.solved();
    stopOnTicket(ticket, ClockType.FEEDBACK, at, true);
    boolean unknown = false;
    List<DepartmentScore> scores = data.departmentScores();
    for (int i = 0; i < scores.size(); i++) {
      Assignment assignment = ticket.latest(scores.get(i).department());
      if (assignment == null) {
        unknown = true;
      } else {
        assignment.score = scores.get(i).score();
      }
    }
    return unknown ? AnomalyReason.NOT_ASSIGNED : null;
  }

  private AnomalyReason reopened(Ticket ticket, EventData.Reopened data, long at) {
    boolean notResolved = false;
    List<Assignment> meant = new ArrayList<>();
    if (data.departments() == null) {
      for (int i = 0; i < ticket.assignments.size(); i++) {
        Assignment assignment = ticket.assignments.get(i);
        if (assignment.latest && isReopenable(assignment)) {
          meant.add(assignment);
        }
      }
    } else {
      for (int i = 0; i < data.departments().size(); i++) {
        Assignment assignment = ticket.latest(data.departments().get(i));
        if (assignment != null && isReopenable(assignment)) {
          if (!meant.contains(assignment)) {
            meant.add(assignment);
          }
        } else {
          notResolved = true;
        }
      }
    }
    if (meant.isEmpty()) {
      return AnomalyReason.NOT_RESOLVED;
    }
    ticket.closed = false;
    ticket.closedAt = Instants.NONE;
    ticket.fedBack = false;
    ticket.fedBackAt = Instants.NONE;
    ticket.reopenCount++;
    stopOnTicket(ticket, ClockType.FEEDBACK, at, false);
    for (int i = 0; i < meant.size(); i++) {
      Assignment before = meant.get(i);
      before.overturned = before.state == AssignmentState.RESOLVED;
      Assignment assignment =
          open(ticket, before.department, before.role, at, AssignmentState.ACCEPTED);
      startOn(ticket, ClockType.RESOLVE, assignment, at);
    }
    return notResolved ? AnomalyReason.NOT_RESOLVED : null;
  }

  private static boolean isReopenable(Assignment assignment) {
    return assignment.state == AssignmentState.RESOLVED
        || assignment.state == AssignmentState.ENDED;
  }

  /** Closing and cancelling end all work, all suspensions and all clocks. */
  private void end(Ticket ticket, long at) {
    ticket.suspended = false;
    for (int i = 0; i < ticket.assignments.size(); i++) {
      Assignment assignment = ticket.assignments.get(i);
      assignment.suspended = false;
      if (assignment.isOpen()) {
        assignment.state = AssignmentState.ENDED;
        assignment.endedAt = at;
      }
    }
    for (int i = 0; i < ticket.clocks.size(); i++) {
      clocks.stop(ticket.clocks.get(i), at, false);
    }
    ticket.clocks.removeIf(clock -> !clock.limited);
  }

  /** What follows from the state that the ticket came into. */
  private void enterState(Ticket ticket, long at) {
    TicketState before = ticket.state;
    TicketState after = ticket.currentState();
    if (after == before) {
      return;
    }
    ticket.state = after;
    if (after == TicketState.RESOLVED) {
      ticket.resolutions.add(new Resolution(at, ticket.district));
      stopOnTicket(ticket, ClockType.TOTAL, at, true);
      clocks.start(
          ticket, ClockType.FEEDBACK, null, ticket.district, ticket.resolutions.size(), at);
    } else if (after == TicketState.RETURNED) {
      ticket.returns++;
      clocks.start(ticket, ClockType.DISPATCH, null, ticket.district, ticket.returns + 1, at);
    }
  }

  private static Assignment open(
      Ticket ticket, String department, Role role, long at, AssignmentState state) {
    Assignment before = ticket.latest(department);
    int cycle = 1;
    if (before != null) {
      before.latest = false;
      cycle = before.cycle + 1;
    }
    Assignment assignment = new Assignment(department, ticket.district, role, cycle, at, state);
    ticket.assignments.add(assignment);
    return assignment;
  }

  private void startOn(Ticket ticket, ClockType type, Assignment assignment, long at) {
    clocks.start(ticket, type, assignment, assignment.district, assignment.cycle, at);
  }

  private void stopOnTicket(Ticket ticket, ClockType type, long at, boolean met) {
    stop(ticket, type, null, at, met);
  }

  private void stop(Ticket ticket, ClockType type, Assignment assignment, long at, boolean met) {
    for (int i = ticket.clocks.size() - 1; i >= 0; i--) {
      Clock clock = ticket.clocks.get(i);
      if (clock.type == type && clock.assignment == assignment && !clock.closed) {
        clocks.stop(clock, at, met);
        if (!clock.limited) {
          ticket.clocks.remove(i);
        }
      }
    }
  }

  private static Clock running(Ticket ticket, ClockType type, Assignment assignment) {
    for (int i = ticket.clocks.size() - 1; i >= 0; i--) {
      Clock clock = ticket.clocks.get(i);
      if (clock.type == type && clock.assignment == assignment && !clock.closed) {
        return clock;
      }
    }
    return null;
  }
}
