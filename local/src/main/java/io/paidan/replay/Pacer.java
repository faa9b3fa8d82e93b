package io.paidan.replay;

import io.paidan.Instants;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells when an event is to be sent, so that the differences between event times pass at a given
 * speed. The recorded order is kept: an event older than one before it goes at once. So that one
 * wrong time does not hold up the rest for years, a time in the future counts for none and a gap of
 * over 30 days is not waited for. Not thread-safe.
 */
final class Pacer {
  private static final long LONGEST_GAP_MS = TimeUnit.DAYS.toMillis(30);

  private final Speed speed;
  private final LongSupplier nanoClock;
  private final long now;
  private long firstTime = Instants.NONE;
  private long latestTime;
  private long startNanos;

  /**
   * @param nanoClock as {@link System#nanoTime}
   * @param now milliseconds since the epoch, UTC: what is later than this is in the future
   */
  Pacer(Speed speed, LongSupplier nanoClock, long now) {
    this.speed = speed;
    this.nanoClock = nanoClock;
    this.now = now;
  }

  /**
   * How long to wait before an event may go.
   *
   * @param time of the event; {@link Instants#NONE}: unknown, it goes with the one before
   * @return nanoseconds, 0 or less: now
   */
  long nanosUntil(long time) {
    if (speed.unlimited()) {
      return 0;
    }
    boolean usable = time != Instants.NONE && time <= now;
    if (firstTime == Instants.NONE) {
      if (!usable) {
        return 0;
      }
      firstTime = time;
      latestTime = time;
      startNanos = nanoClock.getAsLong();
      return 0;
    }
    if (usable && time > latestTime) {
      if (time - latestTime > LONGEST_GAP_MS) {
        firstTime += time - latestTime;
      }
      latestTime = time;
    }
    double elapsedMs = (double) latestTime - firstTime;
    long due = (long) (elapsedMs / speed.factor() * TimeUnit.MILLISECONDS.toNanos(1));
    return due - (nanoClock.getAsLong() - startNanos);
  }
}
