package io.paidan.index.sink;

import java.util.random.RandomGenerator;

/**
 * How long to wait before another try: doubling up to a longest wait, and of that a random half to
 * whole, so that what was put off together does not come back together.
 */
final class BackOff {
  private final long first;
  private final long longest;
  private final RandomGenerator random;

  /** Both in milliseconds. */
  BackOff(long first, long longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * Milliseconds to wait.
   *
   * @param attempts how many tries were put off, 1 or more
   */
  long delay(int attempts) {
    long whole = attempts > 32 ? longest : Math.min(longest, first << (attempts - 1));
    return whole - random.nextLong(whole / 2 + 1);
  }
}
