package io.paidan.index.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What goes on being wrong is said now and then, not with every try. */
final class Complaints {
  static final Duration EVERY = Duration.ofMinutes(1);

  private final Consumer<String> said;
  private final Map<String, Long> saidAt = new HashMap<>();

  /**
   * @param said takes one line
   */
  Complaints(Consumer<String> said) {
    this.said = said;
  }

  /** Says it, unless the same has been complained of within {@link #EVERY}; times in ms. */
  void about(String what, long now, Supplier<String> words) {
    Long last = saidAt.get(what);
    if (last == null || now - last >= EVERY.toMillis()) {
      saidAt.put(what, now);
      said.accept(words.get());
    }
  }
}
