package io.paidan.flink.ticket;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Works off what may be too much for one go, in slices: between two of them the task reads events,
 * passes barriers and looks at its watermarks. A million timers fired in one go held all three up
 * for half a minute.
 *
 * <p>A slice takes {@link #SLICE} of time; the pause after it is as long as it took, so half of the
 * time stays for events. Nothing is remembered here: what is left is in the timers, and timers
 * survive a crash.
 */
final class Slices {
  /** Work that stops where it is told to. */
  interface Work {
    /**
     * Goes on where it stopped.
     *
     * @param spent whether it is to stop; asked after each piece
     * @return whether nothing is left
     */
    boolean goOn(BooleanSupplier spent) throws Exception;
  }

  static final Duration SLICE = Duration.ofMillis(20);

  private final ProcessingTimeService time;
  private final LongSupplier nanos;
  private final Work work;
  private boolean scheduled;

  /**
   * @param time of the task: what it calls back runs between two records
   * @param nanos a clock for lengths of time, as {@link System#nanoTime}
   */
  Slices(ProcessingTimeService time, LongSupplier nanos, Work work) {
    this.time = time;
    this.nanos = nanos;
    this.work = work;
  }

  /** Does a slice now, and the rest, if there is any, later. */
  void run() throws Exception {
    long start = nanos.getAsLong();
    if (!work.goOn(() -> nanos.getAsLong() - start >= SLICE.toNanos())) {
      later(Duration.ofNanos(nanos.getAsLong() - start).toMillis());
    }
  }

  /** Does all of it, in slices, none of them now. */
  void later() {
    later(0);
  }

  private void later(long pauseMs) {
    if (!scheduled) {
      scheduled = true;
      time.registerTimer(
          time.getCurrentProcessingTime() + Math.max(1, pauseMs),
          at -> {
            scheduled = false;
            run();
          });
    }
  }
}
