package io.paidan.relay.delivery;

import io.paidan.relay.channel.Notice;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * How many messages people get. Up to so many a minute, each alert is a message of its own. What is
 * over that becomes a digest, at once; while the storm lasts there is a digest a minute, or one
 * every six seconds if it holds an emergency. So no minute has more than {@code over + 10}
 * messages: within what WeCom and DingTalk allow a robot, 20.
 *
 * <p>Times are milliseconds of any clock that does not go back. Not thread-safe.
 */
final class Pace {
  static final long MINUTE = 60_000;
  static final long URGENT = 6_000;

  private final int over;
  private final Deque<Long> singles = new ArrayDeque<>();
  private long lastDigest = Long.MIN_VALUE / 2;

  /**
   * @param over 0: everything one by one, at any pace
   */
  Pace(int over) {
    this.over = over;
  }

  /** What to send now as one message, in the order given; empty: nothing yet. */
  List<Notice> next(Collection<Notice> waiting, long now) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Notice> first = List.of(waiting.iterator().next());
    if (over == 0) {
      return first;
    }
    if (now < lastDigest + MINUTE) {
      return now >= stormUntil(waiting) ? List.copyOf(waiting) : List.of();
    }
    forget(now);
    return singles.size() + waiting.size() <= over ? first : List.copyOf(waiting);
  }

  /** When {@link #next} has something; not before now. */
  long at(Collection<Notice> waiting, long now) {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return over == 0 || now >= lastDigest + MINUTE ? now : Math.max(now, stormUntil(waiting));
  }

  /** Call when a message of so many notices has gone out. */
  void sent(int notices, long now) {
    forget(now);
    if (notices > 1 || now < lastDigest + MINUTE || singles.size() >= over) {
      lastDigest = now;
    } else {
      singles.add(now);
    }
  }

  private long stormUntil(Collection<Notice> waiting) {
    boolean urgent = waiting.stream().anyMatch(n -> n.firing() && n.alert().isEmergency());
    return lastDigest + (urgent ? URGENT : MINUTE);
  }

  private void forget(long now) {
    while (!singles.isEmpty() && singles.peek() <= now - MINUTE) {
      singles.remove();
    }
  }
}
