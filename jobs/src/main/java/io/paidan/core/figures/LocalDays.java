package io.paidan.core.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The local dates of one zone, as days since 1970-01-01. Not thread-safe. */
public final class LocalDays {
  /** How many days are remembered: a power of two. */
  private static final int PLACES = 256;

  private static final long HOUR_MS = 3_600_000L;

  private final ZoneId zone;

  // The day at whose place, by UTC hours, an instant was found last, with where that day begins and
  // ends: asking the zone costs far more than everything else that is done with an instant here.
  private final int[] days = new int[PLACES];
  private final long[] starts = new long[PLACES];
  private final long[] ends = new long[PLACES];

  public LocalDays(ZoneId zone) {
    this.zone = zone;
  }

  public ZoneId zone() {
    return zone;
  }

  /** The local date of an instant in milliseconds since the epoch. */
  public int day(long instant) {
    int place = (int) Math.floorDiv(instant, 24 * HOUR_MS) & (PLACES - 1);
    if (instant < starts[place] || instant >= ends[place]) {
      int day = (int) LocalDate.ofInstant(Instant.ofEpochMilli(instant), zone).toEpochDay();
      days[place] = day;
      starts[place] = start(day);
      ends[place] = start(day + 1);
    }
    return days[place];
  }

  /** The first instant of a local date, milliseconds since the epoch. */
  public long start(int day) {
    return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** The instant at which a local date is over, milliseconds since the epoch. */
  public long end(int day) {
    return start(day + 1);
  }
}
