package io.paidan.core.sla;

import io.paidan.policy.CalendarSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Around the clock: counted time is time. */
final class AlwaysCalendar implements WorkCalendar {
  private final ZoneId zone;

  AlwaysCalendar(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String id() {
    return CalendarSpec.ALWAYS;
  }

  @Override
  public long counted(long from, long to) {
    return Math.max(0, to - from);
  }

  @Override
  public long after(long from, long countedMs) {
    if (countedMs < 0) {
      throw new IllegalArgumentException("counted time below 0: " + countedMs + " ms");
    }
    try {
      return Math.addExact(from, countedMs);
    } catch (ArithmeticException e) {
      throw outOfRange(from, countedMs + " ms");
    }
  }

  @Override
  public long afterWorkingDays(long from, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("working days below 1: " + n);
    }
    try {
      LocalDate start = LocalDate.ofInstant(Instant.ofEpochMilli(from), zone);
      return start.plusDays(n + 1L).atStartOfDay(zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw outOfRange(from, n + " days");
    }
  }

  private static CalendarRangeException outOfRange(long from, String what) {
    return new CalendarRangeException(
        "calendar always: " + what + " after " + Instant.ofEpochMilli(from) + " is no instant");
  }
}
