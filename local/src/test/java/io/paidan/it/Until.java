package io.paidan.it;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, with a limit that fails the test. */
final class Until {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private Until() {}

  static void holds(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + LIMIT.toSeconds() + " s: " + what);
      }
      Thread.sleep(20);
    }
  }
}
