package io.paidan.flink.ticket;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Works off what may be too much for one go, in slices: between two of them the task reads events,
 * passes barriers and looks at its watermarks. A million timers fired in one go held all three up
 * for half a minute.
 *
 * <p>A slice takes {@link #SLICE} of time; the pause after it is half as long as it took, so a
 * third of the time stays for events, however slow the sinks make the slices. Nothing is remembered
 * here: what is left is in the timers, and timers survive a crash.
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

  /** A clock for lengths of time, as {@link System#nanoTime}; goes with the operator. */
  interface Ticker extends Serializable {
    long nanos();
  }

  static final Duration SLICE = Duration.ofMillis(20);

  private final ProcessingTimeService time;
  private final Ticker ticker;
  private final Work work;
  private boolean scheduled;

  /**
   * @param time of the task: what it calls back runs between two records
   */
  Slices(ProcessingTimeService time, Ticker ticker, Work work) {
    this.time = time;
    this.ticker = ticker;
    this.work = work;
  }

  /** Does a slice now, and the rest, if there is any, later. */
  void run() throws Exception {
    long start = ticker.nanos();
    if (!work.goOn(() -> ticker.nanos() - start >= SLICE.toNanos())) {
      later(Duration.ofNanos(ticker.nanos() - start).toMillis() / 2);
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
