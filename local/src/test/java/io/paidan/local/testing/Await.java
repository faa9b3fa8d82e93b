package io.paidan.local.testing;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits until something holds, with a limit. */
public final class Await {
  /** For what takes seconds on an idle machine. */
  public static final Duration LIMIT = Duration.ofSeconds(120);

  private static final long PAUSE_MILLIS = 50;

  /** What is looked at again and again. */
  @FunctionalInterface
  public interface Look<T> {
    T look() throws Exception;
  }

  private Await() {}

  /**
   * Looks until there is something to see.
   *
   * @param look null: not yet
   * @param otherwise what the failure says
   */
  public static <T> T value(Look<T> look, Supplier<String> otherwise) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      T seen = look.look();
      if (seen != null) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(otherwise.get() + " (after " + LIMIT.toSeconds() + " s)");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Looks until it holds. */
  public static void until(Look<Boolean> condition, Supplier<String> otherwise) throws Exception {
    value(() -> condition.look() ? Boolean.TRUE : null, otherwise);
  }
}
