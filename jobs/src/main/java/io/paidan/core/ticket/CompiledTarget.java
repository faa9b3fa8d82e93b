package io.paidan.core.ticket;

import io.paidan.core.sla.WorkCalendar;
import io.paidan.policy.Limit;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.Target;

/** A target of one policy version with its calendar. Immutable. */
final class CompiledTarget {
  /** The version's place in the history. */
  final int version;

  /** The target's place in the version. */
  final int index;

  final String policyId;
  final int policyVersion;
  final Target target;
  final Limit limit;

  /** One object for all calendars that are equal, so that identity says "same". */
  final WorkCalendar calendar;

  final double[] warnAt;
  final double[] escalateAt;

  CompiledTarget(int place, PolicyVersion version, int index, WorkCalendar calendar) {
    this.version = place;
    this.index = index;
    this.policyId = version.id();
    this.policyVersion = version.version();
    this.target = version.targets().get(index);
    this.limit = target.limit();
    this.calendar = calendar;
    this.warnAt = target.warnAt().stream().mapToDouble(Double::doubleValue).toArray();
    this.escalateAt = target.escalateAt().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The instant at which the limit, counted from {@code start}, is reached. */
  long dueFrom(long start) {
    return limit.workingDays() > 0
        ? calendar.afterWorkingDays(start, limit.workingDays())
        : calendar.after(start, limit.countedMs());
  }

  boolean isSameLimit(CompiledTarget other) {
    return calendar == other.calendar
        && limit.countedMs() == other.limit.countedMs()
        && limit.workingDays() == other.limit.workingDays();
  }
}
