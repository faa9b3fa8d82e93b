package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.core.sla.CalendarRangeException;
import io.paidan.core.sla.Calendars;
import io.paidan.core.sla.WorkCalendar;
import io.paidan.policy.ClockType;

/**
 * What makes a clock start, pause, move and stop (contract, section 2). At an instant equal to the
 * due, stopping, extending and re-targeting still act, and a pause does not.
 */
final class ClockRules {
  private static final String OWN_DUE = "due";

  private final CompiledPolicies policies;

  ClockRules(CompiledPolicies policies) {
    this.policies = policies;
  }

  /** Starts a clock with the limit that the version in force then gives it, if it gives one. */
  void start(
      Ticket ticket, ClockType type, Assignment assignment, String district, int cycle, long at) {
    Clock clock = new Clock(type, assignment, district, cycle, at);
    clock.chooser = policies.inForce(at);
    CompiledTarget target = choose(ticket, clock);
    if (target != null) {
      limit(ticket, clock, target, at);
    }
    ticket.clocks.add(clock);
  }

  /** Starts a RESOLVE clock that is due when the dispatcher said. */
  void startWithDue(Ticket ticket, Assignment assignment, long at, long due) {
    Clock clock =
        new Clock(ClockType.RESOLVE, assignment, assignment.district, assignment.cycle, at);
    clock.limited = true;
    clock.limit = OWN_DUE;
    clock.calendar = Calendars.always().id();
    clock.base = at;
    clock.countedFrom = at;
    clock.due = due;
    clock.originalDue = due;
    clock.toSettle();
    pauseIfSuspended(ticket, clock, at);
    ticket.clocks.add(clock);
  }

  /** The pause that a suspension brings; none when it comes at or after the due. */
  void pause(Clock clock, long at) {
    if (clock.isCounting() && clock.due != Instants.NONE && at < clock.due) {
      clock.pausedSince = at;
      clock.toSettle();
    }
  }

  /** Ends the pause in force: what was left when it began is counted from here. */
  void resume(Clock clock, long at) {
    long due = afterPause(calendar(clock), clock.pausedSince, at, clock.due, clock);
    if (clock.pendingUntil != Instants.NONE) {
      due = Math.max(due, clock.pendingUntil);
    }
    clock.due = due;
    clock.addPause(clock.pausedSince, at);
    clock.pausedSince = Instants.NONE;
    clock.pendingUntil = Instants.NONE;
    clock.toSettle();
  }

  /**
   * Ends what waits for an event.
   *
   * @param met whether this event is what it waited for, rather than its end without a verdict
   */
  void stop(Clock clock, long at, boolean met) {
    if (clock.closed) {
      return;
    }
    if (clock.isPaused()) {
      resume(clock, at);
    }
    clock.closed = true;
    if (clock.stoppedAt == Instants.NONE) {
      clock.stoppedAt = at;
      clock.met = met;
      clock.onlyStopped = !clock.stale;
    }
    clock.stale = true;
  }

  /** Whether an extension at this instant to that one would lengthen the clock. */
  boolean isExtendable(Clock clock, long at, long until) {
    if (!clock.limited || clock.stoppedAt != Instants.NONE || until <= at) {
      return false;
    }
    return clock.isPaused() || (at <= clock.due && until > clock.due);
  }

  /** Extends a clock; at least to {@code until}, and after the pause when it is paused. */
  void extend(Ticket ticket, Clock clock, long at, long until) {
    if (clock.isPaused()) {
      clock.pendingUntil = Math.max(clock.pendingUntil, until);
      clock.extended = true;
    } else if (until > clock.due) {
      clock.due = until;
      clock.extended = true;
      pauseIfSuspended(ticket, clock, at);
    }
    clock.toSettle();
  }

  /** Re-targets every clock by the version that chooses for it, after a change of class. */
  void retargetAll(Ticket ticket, long at) {
    for (int i = 0; i < ticket.clocks.size(); i++) {
      Clock clock = ticket.clocks.get(i);
      if (canRetarget(clock, at)) {
        retarget(ticket, clock, at);
      }
    }
  }

  /** Re-targets every clock to a version with {@code appliesTo: OPEN}. */
  void retargetAll(Ticket ticket, int version, long at) {
    for (int i = 0; i < ticket.clocks.size(); i++) {
      Clock clock = ticket.clocks.get(i);
      if (canRetarget(clock, at)) {
        clock.chooser = version;
        retarget(ticket, clock, at);
      }
    }
  }

  private static boolean canRetarget(Clock clock, long at) {
    if (clock.closed || clock.hasOwnDue()) {
      return false;
    }
    return !(clock.isCounting() && clock.due != Instants.NONE && clock.due < at);
  }

  private void retarget(Ticket ticket, Clock clock, long at) {
    CompiledTarget target = choose(ticket, clock);
    if (target == null) {
      if (clock.limited && clock.stoppedAt == Instants.NONE) {
        takeLimitAway(clock, at);
      }
      return;
    }
    if (!clock.limited) {
      limit(ticket, clock, target, at);
      return;
    }
    if (clock.isWithoutLimitNow()) {
      bringLimitBack(ticket, clock, at);
    }
    CompiledTarget present = policies.target(clock.version, clock.target);
    if (!target.isSameLimit(present)) {
      move(clock, target, at);
      pauseIfSuspended(ticket, clock, at);
    }
    name(clock, target);
    clock.toSettle();
  }

  private void takeLimitAway(Clock clock, long at) {
    if (clock.isPaused()) {
      resume(clock, at);
    }
    clock.stoppedAt = at;
    clock.toSettle();
  }

  /** The time without a limit was a pause, and it ends here. */
  private void bringLimitBack(Ticket ticket, Clock clock, long at) {
    clock.due = afterPause(calendar(clock), clock.stoppedAt, at, clock.due, clock);
    clock.addPause(clock.stoppedAt, at);
    clock.stoppedAt = Instants.NONE;
    pauseIfSuspended(ticket, clock, at);
  }

  /** Moves the due to what another limit gives: a looser one from the base, a tighter from here. */
  private void move(Clock clock, CompiledTarget target, long at) {
    try {
      long looser = target.dueFrom(clock.base);
      for (int i = 0; i < clock.pauses.length && looser != Instants.NONE; i += 2) {
        if (clock.pauses[i] < looser) {
          looser = shifted(target.calendar, clock.pauses[i], clock.pauses[i + 1], looser);
        }
      }
      if (clock.due == Instants.NONE || looser >= clock.due) {
        clock.due = looser;
        clock.countedFrom = clock.base;
      } else if (!clock.extended) {
        long from = clock.isPaused() ? clock.pausedSince : at;
        long tighter = target.dueFrom(from);
        if (tighter < clock.due) {
          clock.due = tighter;
          clock.countedFrom = at;
        }
      }
      clock.problem = null;
    } catch (CalendarRangeException e) {
      clock.problem = e.getMessage();
      clock.due = Instants.NONE;
    }
  }

  private void limit(Ticket ticket, Clock clock, CompiledTarget target, long at) {
    name(clock, target);
    clock.limited = true;
    clock.base = at;
    clock.countedFrom = at;
    try {
      clock.due = target.dueFrom(at);
    } catch (CalendarRangeException e) {
      clock.problem = e.getMessage();
    }
    clock.originalDue = clock.due;
    clock.toSettle();
    pauseIfSuspended(ticket, clock, at);
  }

  private static void name(Clock clock, CompiledTarget target) {
    clock.version = target.version;
    clock.target = target.index;
    clock.limit = target.limit.text();
    clock.calendar = target.calendar.id();
    clock.policyId = target.policyId;
    clock.policyVersion = target.policyVersion;
  }

  /** A due that moves, or comes to be, while its scope is suspended: paused from then. */
  private void pauseIfSuspended(Ticket ticket, Clock clock, long at) {
    if (isScopeSuspended(ticket, clock)) {
      pause(clock, at);
    }
  }

  /** Whether a suspension in force covers the clock. */
  static boolean isScopeSuspended(Ticket ticket, Clock clock) {
    return switch (clock.type) {
      case RESOLVE -> ticket.suspended || clock.assignment.suspended;
      case TOTAL -> ticket.suspended;
      default -> false;
    };
  }

  private CompiledTarget choose(Ticket ticket, Clock clock) {
    if (clock.chooser < 0) {
      return null;
    }
    return policies.choose(
        clock.chooser,
        clock.type,
        ticket.ticketClass,
        ticket.category,
        clock.district,
        clock.department());
  }

  private WorkCalendar calendar(Clock clock) {
    return clock.hasOwnDue()
        ? Calendars.always()
        : policies.target(clock.version, clock.target).calendar;
  }

  private static long afterPause(WorkCalendar calendar, long from, long to, long due, Clock clock) {
    if (due == Instants.NONE) {
      return Instants.NONE;
    }
    try {
      return shifted(calendar, from, to, due);
    } catch (CalendarRangeException e) {
      clock.problem = e.getMessage();
      return Instants.NONE;
    }
  }

  /** The due after a pause: what counted between its start and the due, counted from its end. */
  private static long shifted(WorkCalendar calendar, long from, long to, long due) {
    long left = calendar.counted(from, due);
    return left > 0 ? calendar.after(to, left) : to + (due - from);
  }

  /** Works out what follows from the rest: counted time and thresholds. */
  void settle(Clock clock) {
    clock.stale = false;
    if (clock.limited) {
      WorkCalendar calendar = calendar(clock);
      if (!clock.onlyStopped) {
        clock.settlingProblem = null;
        settleThresholds(clock, calendar);
      }
      settleCounted(clock, calendar);
    }
    clock.onlyStopped = false;
  }

  private static void settleCounted(Clock clock, WorkCalendar calendar) {
    clock.countedMs = Instants.NONE;
    if (clock.stoppedAt != Instants.NONE) {
      try {
        clock.countedMs = countedOutsidePauses(calendar, clock, clock.startedAt, clock.stoppedAt);
      } catch (CalendarRangeException e) {
        if (clock.settlingProblem == null) {
          clock.settlingProblem = e.getMessage();
        }
      }
    }
  }

  private void settleThresholds(Clock clock, WorkCalendar calendar) {
    clock.warnings = Clock.NO_INSTANTS;
    clock.escalations = Clock.NO_INSTANTS;
    if (clock.hasOwnDue() || clock.due == Instants.NONE) {
      return;
    }
    CompiledTarget target = policies.target(clock.version, clock.target);
    double[] warn = target.warnAt;
    double[] escalate = target.escalateAt;
    if (warn.length == 0 && escalate.length == 0) {
      return;
    }
    long total;
    try {
      total = countedOutsidePauses(calendar, clock, clock.countedFrom, clock.due);
    } catch (CalendarRangeException e) {
      clock.settlingProblem = e.getMessage();
      return;
    }
    clock.warnings = new long[warn.length];
    for (int i = 0; i < warn.length; i++) {
      clock.warnings[i] = threshold(calendar, clock, Math.round(warn[i] * total));
    }
    clock.escalations = new long[escalate.length];
    for (int i = 0; i < escalate.length; i++) {
      long at = threshold(calendar, clock, Math.round(escalate[i] * total));
      // Where nothing is counted up to the due, every share of it is reached at once: no sooner
      // than the due itself.
      clock.escalations[i] = at == Instants.NONE ? at : Math.max(at, clock.due);
    }
  }

  private static long countedOutsidePauses(WorkCalendar calendar, Clock clock, long from, long to) {
    long counted = calendar.counted(from, to);
    for (int i = 0; i < clock.pauses.length; i += 2) {
      long start = Math.max(clock.pauses[i], from);
      long end = Math.min(clock.pauses[i + 1], to);
      if (start < end) {
        counted -= calendar.counted(start, end);
      }
    }
    return counted;
  }

  private static long threshold(WorkCalendar calendar, Clock clock, long counted) {
    try {
      long position = clock.countedFrom;
      long left = counted;
      for (int i = 0; i < clock.pauses.length; i += 2) {
        long end = clock.pauses[i + 1];
        if (end <= position) {
          continue;
        }
        long start = Math.max(clock.pauses[i], position);
        long before = calendar.counted(position, start);
        if (left <= before) {
          break;
        }
        left -= before;
        position = end;
      }
      return calendar.after(position, left);
    } catch (CalendarRangeException e) {
      clock.settlingProblem = e.getMessage();
      return Instants.NONE;
    }
  }
}
