package io.paidan.it;

import io.paidan.local.testing.Await;
import java.util.concurrent.Callable;

/** Waits for a condition, with a limit that fails the test. */
final class Until {
  private Until() {}

  static void holds(String what, Callable<Boolean> condition) throws Exception {
    Await.until(condition::call, () -> "Not so: " + what);
  }
}
