package io.paidan.core.sla;

import io.paidan.policy.CalendarSpec;
import io.paidan.policy.CalendarSpec.Hours;
import io.paidan.policy.CalendarSpec.Season;
import io.paidan.policy.CalendarSpec.Workday;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * The rules of counted time read word by word: every minute of a window of real time is asked what
 * the clock on the wall shows, and whether that is open. Slow, and too simple to be wrong.
 */
final class MinuteStepper {
  private static final long MINUTE = 60_000;

  private final CalendarSpec spec;
  private final long start;
  private final boolean[] open;
  private final LocalDate[] date;

  /** A window of minutes from an instant on, which is a whole minute. */
  MinuteStepper(CalendarSpec spec, long start, int minutes) {
    this.spec = spec;
    this.start = start;
    this.open = new boolean[minutes];
    this.date = new LocalDate[minutes];
    for (int i = 0; i < minutes; i++) {
      LocalDateTime local =
          ZonedDateTime.ofInstant(Instant.ofEpochMilli(start + i * MINUTE), spec.zone())
              .toLocalDateTime();
      date[i] = local.toLocalDate();
      int minuteOfDay = local.getHour() * 60 + local.getMinute();
      for (Hours hours : hours(date[i])) {
        open[i] |= hours.startMinute() <= minuteOfDay && minuteOfDay < hours.endMinute();
      }
    }
  }

  private List<Hours> hours(LocalDate day) {
    Workday workday = spec.workdays().get(day);
    if (workday != null && workday.hoursOf() == null) {
      return workday.hours();
    }
    if (workday == null && spec.holidays().contains(day)) {
      return List.of();
    }
    DayOfWeek weekday = workday == null ? day.getDayOfWeek() : workday.hoursOf();
    for (Season season : spec.seasons()) {
      int from = number(season.from().getMonthValue(), season.from().getDayOfMonth());
      int to = number(season.to().getMonthValue(), season.to().getDayOfMonth());
      int at = number(day.getMonthValue(), day.getDayOfMonth());
      boolean inside = from <= to ? from <= at && at <= to : from <= at || at <= to;
      if (inside) {
        return season.hours().getOrDefault(weekday, List.of());
      }
    }
    return List.of();
  }

  private static int number(int month, int day) {
    return month * 100 + day;
  }

  long counted(long from, long to) {
    long sum = 0;
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        long minute = start + i * MINUTE;
        sum += Math.max(0, Math.min(to, minute + MINUTE) - Math.max(from, minute));
      }
    }
    return sum;
  }

  /** The earliest t with counted(from, t) = ms, which must lie in the window. */
  long after(long from, long ms) {
    if (ms == 0) {
      return from;
    }
    long left = ms;
    for (int i = 0; i < open.length; i++) {
      long minute = Math.max(from, start + i * MINUTE);
      long end = start + (i + 1) * MINUTE;
      if (open[i] && minute < end) {
        if (left <= end - minute) {
          return minute + left;
        }
        left -= end - minute;
      }
    }
    throw new AssertionError("not in the window");
  }

  /** The end of the n-th working day, or null when that is not safely inside the window. */
  Long afterWorkingDays(long from, int n) {
    LocalDate day = date[(int) ((from - start) / MINUTE)];
    LocalDate last = date[date.length - 1];
    int left = n;
    for (day = day.plusDays(1); day.isBefore(last.minusDays(1)); day = day.plusDays(1)) {
      int end = -1;
      for (int i = 0; i < date.length; i++) {
        if (open[i] && date[i].equals(day)) {
          end = i;
        }
      }
      if (end >= 0 && --left == 0) {
        return start + (end + 1) * MINUTE;
      }
    }
    return null;
  }
}
