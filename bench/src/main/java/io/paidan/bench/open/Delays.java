package io.paidan.bench.open;

import java.util.Arrays;

/** Delays, and how they are spread. Not thread-safe. */
final class Delays {
  private long[] millis = new long[64];
  private int count;

  void add(long delayMillis) {
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, count * 2);
    }
    millis[count++] = delayMillis;
  }

  int count() {
    return count;
  }

  /**
   * The nearest-rank percentile, milliseconds.
   *
   * @param share over 0, at most 1
   */
  long percentile(double share) {
    if (count == 0) {
      throw new IllegalStateException("no delays");
    }
    Arrays.sort(millis, 0, count);
    return millis[Math.max(0, (int) Math.ceil(share * count) - 1)];
  }

  /** The largest. */
  long max() {
    return percentile(1);
  }

  /** Count, median, 99th percentile and largest. */
  void into(Figures figures, String what) {
    figures.put(what, count);
    if (count > 0) {
      figures.put(what + ": p50 ms", percentile(0.5));
      figures.put(what + ": p99 ms", percentile(0.99));
      figures.put(what + ": max ms", max());
    }
  }
}
