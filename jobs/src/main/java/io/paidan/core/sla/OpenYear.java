package io.paidan.core.sla;

import io.paidan.policy.CalendarSpec;
import io.paidan.policy.CalendarSpec.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * The open time of one year as instants, with sums, so that questions are binary searches.
 * Immutable.
 */
final class OpenYear {
  private static final long MINUTE = 60_000L;
  private static final long DAY = 1_440 * MINUTE;

  /** Open intervals [starts[i], ends[i]), in order, none touching the next. */
  private final long[] starts;

  private final long[] ends;

  /** Open time before interval i. */
  private final long[] before;

  private final long openMs;

  /** Working days (dates of this year with open time), as epoch days, in order. */
  private final long[] days;

  /** The end of the last open interval of each working day. */
  private final long[] dayEnds;

  private OpenYear(long[] starts, long[] ends, long[] days, long[] dayEnds) {
    this.starts = starts;
    this.ends = ends;
    this.days = days;
    this.dayEnds = dayEnds;
    this.before = new long[starts.length];
    long sum = 0;
    for (int i = 0; i < starts.length; i++) {
      before[i] = sum;
      sum += ends[i] - starts[i];
    }
    this.openMs = sum;
  }

  /**
   * Lays out a year.
   *
   * @param from the first instant of the year in the calendar's zone
   * @param to the first instant of the next year
   */
  static OpenYear of(CalendarSpec spec, int year, long from, long to) {
    Builder builder = new Builder(year, from, to);
    ZoneRules rules = spec.zone().getRules();
    // Two days more on both sides: where clocks are set back over midnight, a date's last open
    // minutes may come after the first ones of the next date.
    long end = to + 2 * DAY;
    for (long start = from - 2 * DAY; start < end; ) {
      // Within one offset local time runs straight on. Laid out offset by offset, a local hour that
      // comes twice is found twice, and one that is skipped never.
      Instant at = Instant.ofEpochMilli(start);
      ZoneOffsetTransition next = rules.nextTransition(at);
      long until = next == null ? end : Math.min(end, next.toEpochSecond() * 1000);
      builder.addSpan(spec, start, until, rules.getOffset(at).getTotalSeconds() * 1000L);
      start = until;
    }
    return builder.build();
  }

  /** Open time of the year before the instant, which lies in the year or at its end. */
  long openBefore(long instant) {
    int found = Arrays.binarySearch(starts, instant);
    int i = found >= 0 ? found : -found - 2;
    return i < 0 ? 0 : before[i] + Math.min(instant, ends[i]) - starts[i];
  }

  /** Open time of the whole year. */
  long openMs() {
    return openMs;
  }

  /** The earliest instant with this much open time before it, over 0 and at most all. */
  long instantOf(long open) {
    int found = Arrays.binarySearch(before, open);
    // An interval that begins with this sum is one too late: the one before ends with it.
    int i = found >= 0 ? found - 1 : -found - 2;
    return starts[i] + open - before[i];
  }

  /** How many working days the year has. */
  int days() {
    return days.length;
  }

  /** How many working days the year has up to this date, itself included. */
  int daysUntil(long epochDay) {
    int found = Arrays.binarySearch(days, epochDay);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The end of the last open interval of the i-th working day, from 0. */
  long dayEnd(int i) {
    return dayEnds[i];
  }

  private static final class Builder {
    private final long from;
    private final long to;
    private final long firstDay;
    private final long[] endByDay;
    private long[] starts = new long[800];
    private long[] ends = new long[800];
    private int count;

    Builder(int year, long from, long to) {
      this.from = from;
      this.to = to;
      LocalDate first = LocalDate.of(year, 1, 1);
      this.firstDay = first.toEpochDay();
      this.endByDay = new long[first.lengthOfYear()];
      Arrays.fill(endByDay, Long.MIN_VALUE);
    }

    /** Adds the open time of [start, until), through which local time is UTC plus the offset. */
    void addSpan(CalendarSpec spec, long start, long until, long offset) {
      long localStart = start + offset;
      long localEnd = until + offset;
      for (long day = Math.floorDiv(localStart, DAY); day * DAY < localEnd; day++) {
        for (Hours hours : spec.hoursOn(LocalDate.ofEpochDay(day))) {
          long open = Math.max(localStart, day * DAY + hours.startMinute() * MINUTE);
          long close = Math.min(localEnd, day * DAY + hours.endMinute() * MINUTE);
          if (open < close) {
            endDay(day, close - offset);
            addInterval(Math.max(from, open - offset), Math.min(to, close - offset));
          }
        }
      }
    }

    private void endDay(long day, long end) {
      long i = day - firstDay;
      if (i >= 0 && i < endByDay.length) {
        endByDay[(int) i] = Math.max(endByDay[(int) i], end);
      }
    }

    private void addInterval(long open, long close) {
      if (open >= close) {
        return;
      }
      if (count > 0 && ends[count - 1] == open) {
        ends[count - 1] = close;
        return;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      starts[count] = open;
      ends[count++] = close;
    }

    OpenYear build() {
      long[] days = new long[endByDay.length];
      long[] dayEnds = new long[endByDay.length];
      int n = 0;
      for (int i = 0; i < endByDay.length; i++) {
        if (endByDay[i] != Long.MIN_VALUE) {
          days[n] = firstDay + i;
          dayEnds[n++] = endByDay[i];
        }
      }
      return new OpenYear(
          Arrays.copyOf(starts, count),
          Arrays.copyOf(ends, count),
          Arrays.copyOf(days, n),
          Arrays.copyOf(dayEnds, n));
    }
  }
}
