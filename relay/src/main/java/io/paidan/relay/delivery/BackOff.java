package io.paidan.relay.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave a receiver alone that does not take what it is sent: from half a second,
 * doubling to half a minute, and of that a random half to whole.
 */
final class BackOff {
  private static final long FIRST = 500;
  private static final long LONGEST = 30_000;

  private final RandomGenerator random;
  private int attempts;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** How many attempts have failed in a row. */
  int attempts() {
    return attempts;
  }

  /** Counts a failed attempt and says how long to wait. */
  Duration failed() {
    attempts++;
    long whole = attempts > 10 ? LONGEST : Math.min(LONGEST, FIRST << (attempts - 1));
    return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
  }

  void succeeded() {
    attempts = 0;
  }
}
