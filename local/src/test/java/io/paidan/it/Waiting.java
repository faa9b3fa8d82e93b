package io.paidan.it;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what servers do in their own time. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Waiting() {}

  /** Returns when it holds; a server that does not answer is one for which it does not hold yet. */
  static void until(String what, Duration limit, Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        if (holds.call()) {
          return;
        }
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw new AssertionError(what, e);
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
