package io.paidan.e2e;

import io.paidan.flink.source.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The wall clock of the jobs under test: it stands still until a test moves it. Static, because a
 * job serializes its clock and must still see it move.
 */
final class HandClock {
  /** What the jobs are given. */
  static final WallClock CLOCK = HandClock::millis;

  private static final AtomicLong NOW = new AtomicLong();

  private HandClock() {}

  static long millis() {
    return NOW.get();
  }

  static void set(long millis) {
    NOW.set(millis);
  }

  static void set(Instant now) {
    NOW.set(now.toEpochMilli());
  }

  static void advance(Duration by) {
    NOW.addAndGet(by.toMillis());
  }
}
