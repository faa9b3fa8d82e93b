package io.paidan.simulator;

import static io.paidan.event.TicketClass.EMERGENCY;
import static io.paidan.event.TicketClass.KEY;

import io.paidan.event.EventData.Accepted;
import io.paidan.event.EventData.Arrived;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.Dispatched;
import io.paidan.event.EventData.Extended;
import io.paidan.event.EventData.Recalled;
import io.paidan.event.EventData.Refused;
import io.paidan.event.EventData.Resolved;
import io.paidan.event.EventData.Resumed;
import io.paidan.event.EventData.Suspended;
import io.paidan.event.EventData.Urged;
import io.paidan.event.EventType;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What the departments do with one ticket once it is theirs. */
final class Work {
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  private final Prefecture prefecture;
  private final OfficeHours office;
  private final String district;
  private final TicketClass ticketClass;
  private final Dice dice;
  private final Timeline timeline;
  private final Set<String> resolvedBy = new TreeSet<>();
  private long lastResolvedAt;
  private boolean allResolved = true;
  private boolean late;

  Work(
      Prefecture prefecture,
      OfficeHours office,
      String district,
      TicketClass ticketClass,
      Dice dice,
      Timeline timeline) {
    this.prefecture = prefecture;
    this.office = office;
    this.district = district;
    this.ticketClass = ticketClass;
    this.dice = dice;
    this.timeline = timeline;
  }

  /** Departments that have resolved their part, sorted. */
  Set<String> resolvedBy() {
    return resolvedBy;
  }

  /** When the last part was resolved. */
  long lastResolvedAt() {
    return lastResolvedAt;
  }

  /** Whether every department that had a part resolves it some day. */
  boolean allResolved() {
    return allResolved;
  }

  /** Whether somebody took longer than is usual. */
  boolean late() {
    return late;
  }

  /** What a department does with a new assignment. */
  void assignment(String department, Role role, long dispatchedAt) {
    assignment(department, role, dispatchedAt, 0);
  }

  /** What a department does when its work is sent back to it. */
  void again(String department, long reopenedAt) {
    boolean punctual = punctual(department);
    long start = reopenedAt;
    if (dice.chance(0.5)) {
      start =
          ticketClass == EMERGENCY
              ? start + dice.around(25, 0.5)
              : office.after(start, dice.around(90, 0.6));
      timeline.add(start, EventType.ARRIVED, new Arrived(department));
    }
    finish(department, start, reopenedAt, punctual);
  }

  private void assignment(String department, Role role, long dispatchedAt, int handovers) {
    boolean punctual = punctual(department);
    if (handovers < 3 && dice.chance(0.06)) {
      long refusedAt = acceptance(dispatchedAt, punctual);
      timeline.add(
          refusedAt, EventType.REFUSED, new Refused(department, dice.pick(Texts.REFUSALS)));
      handOver(department, role, refusedAt, handovers);
      return;
    }
    if (handovers < 3 && dice.chance(0.012)) {
      long recalledAt = dispatchedAt + dice.around(15, 0.7);
      timeline.add(
          recalledAt, EventType.RECALLED, new Recalled(department, dice.pick(Texts.RECALLS)));
      handOver(department, role, recalledAt, handovers);
      return;
    }
    long progress = dispatchedAt;
    if (!dice.chance(0.02)) {
      progress = acceptance(dispatchedAt, punctual);
      timeline.add(progress, EventType.ACCEPTED, new Accepted(department));
    }
    if (dice.chance(ticketClass == EMERGENCY ? 0.97 : 0.6)) {
      progress = arrival(dispatchedAt, progress, punctual);
      timeline.add(progress, EventType.ARRIVED, new Arrived(department));
    }
    finish(department, progress, dispatchedAt, punctual);
  }

  private void handOver(String from, Role role, long at, int handovers) {
    String next = prefecture.other(from, dice);
    if (resolvedBy.contains(next)) {
      return; // it has done its part already: nobody is asked twice
    }
    long dispatchedAt =
        at + (ticketClass == EMERGENCY ? dice.around(3, 0.6) : dice.around(35, 0.8));
    timeline.add(
        dispatchedAt,
        EventType.DISPATCHED,
        new Dispatched(district, List.of(new Assignee(next, role, null))));
    assignment(next, role, dispatchedAt, handovers + 1);
  }

  private long acceptance(long dispatchedAt, boolean punctual) {
    if (ticketClass == EMERGENCY) {
      return dispatchedAt
          + (punctual
              ? dice.between(MINUTE / 2, 9 * MINUTE)
              : dice.between(11 * MINUTE, 45 * MINUTE));
    }
    long limit = ticketClass == KEY ? 8 * HOUR : 4 * HOUR;
    return office.after(
        dispatchedAt,
        punctual
            ? dice.between(5 * MINUTE, limit * 7 / 10)
            : dice.between(limit * 105 / 100, limit * 22 / 10));
  }

  private long arrival(long dispatchedAt, long acceptedAt, boolean punctual) {
    if (ticketClass == EMERGENCY) {
      long arrival =
          dispatchedAt
              + (punctual
                  ? dice.between(10 * MINUTE, 29 * MINUTE)
                  : dice.between(31 * MINUTE, 100 * MINUTE));
      return Math.max(arrival, acceptedAt + MINUTE);
    }
    return office.after(acceptedAt, dice.around(120, 0.8));
  }

  private void finish(String department, long progress, long startedAt, boolean punctual) {
    if (dice.chance(0.012)) {
      allResolved = false; // forgotten in a drawer
      urge(department, startedAt, office.afterDays(startedAt, dice.between(10.0, 50.0)));
      return;
    }
    long resolvedAt = Math.max(resolution(startedAt, punctual), progress + 5 * MINUTE);
    long middle = progress + (resolvedAt - progress) / 2;
    if (ticketClass != EMERGENCY && dice.chance(0.04)) {
      resolvedAt = suspend(department, middle, resolvedAt);
    }
    if (ticketClass != EMERGENCY && dice.chance(0.05)) {
      timeline.add(
          middle + MINUTE,
          EventType.EXTENDED,
          new Extended(
              department,
              office.afterDays(startedAt, (ticketClass == KEY ? 31 : 6) + dice.between(0.5, 4.0)),
              dice.pick(Texts.APPROVERS),
              dice.pick(Texts.EXTENSIONS)));
    }
    if (!punctual) {
      late = true;
      if (dice.chance(0.4)) {
        urge(department, middle, resolvedAt);
      }
    }
    timeline.add(
        resolvedAt,
        EventType.RESOLVED,
        new Resolved(
            department,
            List.of(Outcome.values()).get(dice.weighted(0.86, 0.09, 0.05)),
            dice.pick(Texts.HANDLINGS)));
    resolvedBy.add(department);
    lastResolvedAt = Math.max(lastResolvedAt, resolvedAt);
  }

  private long resolution(long startedAt, boolean punctual) {
    return switch (ticketClass) {
      case EMERGENCY ->
          startedAt
              + (punctual ? dice.between(HOUR, 22 * HOUR) : dice.between(25 * HOUR, 60 * HOUR));
      case ROUTINE ->
          office.afterDays(startedAt, punctual ? dice.between(0.2, 4.6) : dice.between(5.8, 12.0));
      case KEY ->
          office.afterDays(
              startedAt, punctual ? dice.between(3.0, 28.0) : dice.between(31.0, 45.0));
    };
  }

  /** Waits for something; the work is done later by as much. */
  private long suspend(String department, long at, long resolvedAt) {
    String scope = dice.chance(0.8) ? department : null;
    long resumedAt = office.afterDays(at, dice.between(0.5, 4.0));
    timeline.add(at, EventType.SUSPENDED, new Suspended(scope, dice.pick(Texts.SUSPENSIONS)));
    timeline.add(resumedAt, EventType.RESUMED, new Resumed(scope, null));
    return resumedAt + Math.max(HOUR, resolvedAt - at);
  }

  private void urge(String department, long from, long to) {
    int times = dice.chance(0.25) ? 2 : 1;
    for (int level = 1; level <= times; level++) {
      timeline.add(
          dice.between(from, Math.max(from + 1, to)),
          EventType.URGED,
          new Urged(dice.pick(Texts.URGERS), level, dice.chance(0.8) ? department : null));
    }
  }

  private boolean punctual(String department) {
    return dice.chance(prefecture.punctuality(department));
  }
}
