package io.paidan.flink.source;

import java.util.Locale;

/** What moves event time: {@code --time live|events}. */
public enum TimeMode {
  /**
   * What has been read to the end: a partition whose end at wall clock {@code t} has been read is
   * at {@code t}, one with a backlog where its latest event is. A clock breaches when it is due
   * though nobody writes a thing.
   */
  LIVE,

  /**
   * The events alone, for history that is replayed: a partition is where its latest event is, one
   * that has been read to its end holds nobody back, and when all are read to the end it is as late
   * as the latest event. The wall clock is not asked.
   */
  EVENTS;

  /**
   * The mode of that name on the command line.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static TimeMode of(String name) {
    for (TimeMode mode : values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "--time is 'live' or 'events', not '" + name + "'; live for a running job.");
  }
}
