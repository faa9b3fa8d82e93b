package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.policy.ClockType;
import java.util.Arrays;
import java.util.List;

/**
 * One time limit, while its ticket is folded. Whether it has breached is never stored: it follows
 * from {@link #due} and the instant asked about, so that time passing changes nothing here.
 *
 * <p>Only {@link ClockRules} changes a clock.
 */
final class Clock {
  static final long[] NO_INSTANTS = {};

  final ClockType type;

  /** The assignment that it runs on, null for a clock on the ticket. */
  final Assignment assignment;

  final String district;
  final int cycle;
  final long startedAt;

  /** The policy version, by its place in the history, that chooses the target; -1: none does. */
  int chooser = -1;

  /** Whether it has, or had, a limit; without one it has no document. */
  boolean limited;

  /** Where the limit stands in the policies; -1 for a due instant set by the dispatcher. */
  int version = -1;

  int target = -1;

  String limit;
  String calendar;

  /** Null for a due instant set by the dispatcher. */
  String policyId;

  int policyVersion;

  /** From where the limit counts unless a tighter one replaced it. */
  long base = Instants.NONE;

  long countedFrom = Instants.NONE;

  /**
   * The present due; while paused, the one that held when the pause began. {@link Instants#NONE}
   * when the calendar does not reach that far.
   */
  long due = Instants.NONE;

  long originalDue = Instants.NONE;

  /** The start of the pause in force, {@link Instants#NONE} when there is none. */
  long pausedSince = Instants.NONE;

  /** Wall time in the pauses that have ended. */
  long pausedMs;

  /** The pauses that have ended: start, end, start, end…, ascending. */
  long[] pauses = NO_INSTANTS;

  /** An extension granted during the pause in force: the due after it is no earlier. */
  long pendingUntil = Instants.NONE;

  boolean extended;

  long stoppedAt = Instants.NONE;

  /** Stopped by what it waited for. */
  boolean met;

  /**
   * A stopping event was seen. False with {@link #stoppedAt} set: a re-target took the limit away
   * and another may bring one back.
   */
  boolean closed;

  /** Why it has no due, null when nothing is wrong. */
  String problem;

  // What follows from the rest; kept because it takes the policies to work out.

  /** Counted time from start to stop. */
  long countedMs = Instants.NONE;

  /** The instants of the warnings, ascending; {@link Instants#NONE} beyond the calendar. */
  long[] warnings = NO_INSTANTS;

  long[] escalations = NO_INSTANTS;

  /** Why it has no counted time or not all thresholds, null when nothing is wrong with them. */
  String settlingProblem;

  /** Whether {@link #countedMs} and the thresholds must be worked out again. */
  boolean stale;

  /** Stale, but since it was settled it has only been stopped: the thresholds are as they were. */
  boolean onlyStopped;

  // What was read off it last, taken again while it still holds: most clocks do not change from
  // one event to the next, and facts that are the same object need no comparing.
  ClockFacts facts;
  List<AlertFacts> alerts = List.of();

  Clock(ClockType type, Assignment assignment, String district, int cycle, long startedAt) {
    this.type = type;
    this.assignment = assignment;
    this.district = district;
    this.cycle = cycle;
    this.startedAt = startedAt;
  }

  String department() {
    return assignment == null ? null : assignment.department;
  }

  boolean hasOwnDue() {
    return limited && policyId == null;
  }

  boolean isPaused() {
    return pausedSince != Instants.NONE;
  }

  /** A re-target took its limit away. */
  boolean isWithoutLimitNow() {
    return !closed && stoppedAt != Instants.NONE;
  }

  /** It counts: limited, neither paused nor stopped. It may be over its due. */
  boolean isCounting() {
    return limited && stoppedAt == Instants.NONE && pausedSince == Instants.NONE;
  }

  void addPause(long from, long to) {
    pausedMs += to - from;
    if (to > from) {
      pauses = Arrays.copyOf(pauses, pauses.length + 2);
      pauses[pauses.length - 2] = from;
      pauses[pauses.length - 1] = to;
    }
  }

  ClockStatus status(long judgedAt) {
    if (stoppedAt != Instants.NONE) {
      if (due == Instants.NONE) {
        // Nobody can say whether it was in time: no verdict.
        return ClockStatus.ENDED;
      }
      if (due < stoppedAt) {
        return ClockStatus.MISSED;
      }
      return met ? ClockStatus.MET : ClockStatus.ENDED;
    }
    if (isPaused()) {
      return ClockStatus.PAUSED;
    }
    return due != Instants.NONE && due <= judgedAt ? ClockStatus.BREACHED : ClockStatus.RUNNING;
  }

  /** What its thresholds follow from has changed. */
  void toSettle() {
    stale = true;
    onlyStopped = false;
  }
}
