package io.paidan.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * What to simulate. The same settings and reference data give the same bytes.
 *
 * @param seed of everything that is drawn
 * @param from when the first ticket may be reported
 * @param liveFrom from when on {@code liveRate} holds, not before {@code from}; before, {@code
 *     historyRate}, with days and nights
 * @param historyRate records per second on the average of a day, over 0
 * @param liveRate records per second, over 0
 */
public record SimulatorSettings(
    long seed, Instant from, Instant liveFrom, double historyRate, double liveRate) {
  /** About 4,300 records a day: what 14 streets may see. */
  public static final double PREFECTURE_RATE = 0.05;

  public SimulatorSettings {
    if (liveFrom.isBefore(from)) {
      throw new IllegalArgumentException("liveFrom " + liveFrom + " is before from " + from);
    }
    if (!(historyRate > 0) || !(liveRate > 0)) {
      throw new IllegalArgumentException("rates are over 0");
    }
  }

  /** Traffic from an instant on, after some history at the rate of a prefecture. */
  public static SimulatorSettings live(
      long seed, Instant liveFrom, Duration history, double liveRate) {
    return new SimulatorSettings(
        seed, liveFrom.minus(history), liveFrom, PREFECTURE_RATE, liveRate);
  }

  /** History only, with days and nights, without an end. */
  public static SimulatorSettings history(long seed, Instant from, double rate) {
    return new SimulatorSettings(seed, from, Instant.ofEpochMilli(Long.MAX_VALUE), rate, rate);
  }
}
