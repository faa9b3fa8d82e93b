package io.paidan.core.sla;

import io.paidan.policy.CalendarSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Working time by the hours of a {@link CalendarSpec}. Each year is laid out once, when it is first
 * asked about ({@link OpenYear}); two threads that ask at the same time lay out the same thing, and
 * either result serves.
 */
final class YearlyCalendar implements WorkCalendar {
  private final CalendarSpec spec;
  private final int firstYear;

  /** The first instant of each year covered and, last, the end of the last one. */
  private final long[] yearStarts;

  private final AtomicReferenceArray<OpenYear> years;

  YearlyCalendar(CalendarSpec spec) {
    this.spec = spec;
    this.firstYear = spec.firstYear();
    int count = spec.lastYear() - firstYear + 1;
    this.years = new AtomicReferenceArray<>(count);
    this.yearStarts = new long[count + 1];
    for (int i = 0; i <= count; i++) {
      yearStarts[i] =
          LocalDate.of(firstYear + i, 1, 1).atStartOfDay(spec.zone()).toInstant().toEpochMilli();
    }
  }

  @Override
  public String id() {
    return spec.id();
  }

  @Override
  public long counted(long from, long to) {
    if (to <= from) {
      return 0;
    }
    int first = yearIndexOf(from);
    int last = yearIndexOf(to);
    long counted = year(last).openBefore(to) - year(first).openBefore(from);
    for (int i = first; i < last; i++) {
      counted += year(i).openMs();
    }
    return counted;
  }

  @Override
  public long after(long from, long countedMs) {
    if (countedMs < 0) {
      throw new IllegalArgumentException("counted time below 0: " + countedMs + " ms");
    }
    if (countedMs == 0) {
      return from;
    }
    int i = yearIndexOf(from);
    long left;
    try {
      left = Math.addExact(countedMs, year(i).openBefore(from));
    } catch (ArithmeticException e) {
      throw beyondEnd(from, countedMs + " ms of working time");
    }
    while (left > year(i).openMs()) {
      left -= year(i).openMs();
      if (++i == years.length()) {
        throw beyondEnd(from, countedMs + " ms of working time");
      }
    }
    return year(i).instantOf(left);
  }

  @Override
  public long afterWorkingDays(long from, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("working days below 1: " + n);
    }
    yearIndexOf(from);
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(from), spec.zone());
    int left = n;
    for (int i = Math.max(0, date.getYear() - firstYear); i < years.length(); i++) {
      int skipped = year(i).daysUntil(date.toEpochDay());
      int days = year(i).days() - skipped;
      if (left <= days) {
        return year(i).dayEnd(skipped + left - 1);
      }
      left -= days;
    }
    throw beyondEnd(from, n + " working days");
  }

  /** The index of the year that holds the instant; the end of all counts to the last one. */
  private int yearIndexOf(long instant) {
    int last = years.length();
    if (instant < yearStarts[0] || instant > yearStarts[last]) {
      throw new CalendarRangeException(
          Instant.ofEpochMilli(instant) + " lies outside what " + coverage());
    }
    int found = Arrays.binarySearch(yearStarts, 0, last, instant);
    return found >= 0 ? found : -found - 2;
  }

  private OpenYear year(int i) {
    OpenYear year = years.get(i);
    if (year == null) {
      year = OpenYear.of(spec, firstYear + i, yearStarts[i], yearStarts[i + 1]);
      years.set(i, year);
    }
    return year;
  }

  private CalendarRangeException beyondEnd(long from, String what) {
    return new CalendarRangeException(
        what + " after " + Instant.ofEpochMilli(from) + " end beyond what " + coverage());
  }

  private String coverage() {
    return "calendar "
        + spec.id()
        + " covers, "
        + spec.firstYear()
        + " to "
        + spec.lastYear()
        + (spec.coversFrom() == null ? "" : ": give it the missing years and widen \"covers\"");
  }

  @Override
  public String toString() {
    return "calendar " + spec.id() + " (" + spec.zone() + ")";
  }
}
