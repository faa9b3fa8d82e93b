package io.paidan.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A calendar as a policy gives it (contract, section 2).
 *
 * @param workdays dated exceptions, with the hours of that date; an empty list: closed
 * @param coversFrom first year that the calendar says it covers, or null
 * @param coversTo last year that the calendar says it covers, or null
 */
public record CalendarSpec(
    String id,
    ZoneId zone,
    List<Season> seasons,
    Set<LocalDate> holidays,
    Map<LocalDate, Workday> workdays,
    Integer coversFrom,
    Integer coversTo) {
  /** The id of the built-in 24×7 calendar, which no policy may define. */
  public static final String ALWAYS = "always";

  /** The first year that a calendar without {@code covers} can be asked about. */
  public static final int FIRST_YEAR = 1900;

  /** The last year that a calendar without {@code covers} can be asked about. */
  public static final int LAST_YEAR = 2200;

  /**
   * The hours of a local date: those of its dated exception, else none on a holiday, else those of
   * its season and weekday (contract, section 2). A date in no season has none.
   *
   * @return ordered, not overlapping, possibly empty
   */
  public List<Hours> hoursOn(LocalDate date) {
    Workday exception = workdays.get(date);
    if (exception != null) {
      return exception.hoursOf() == null
          ? exception.hours()
          : weeklyHours(date, exception.hoursOf());
    }
    return holidays.contains(date) ? List.of() : weeklyHours(date, date.getDayOfWeek());
  }

  private List<Hours> weeklyHours(LocalDate date, DayOfWeek day) {
    MonthDay monthDay = MonthDay.from(date);
    for (Season season : seasons) {
      if (season.includes(monthDay)) {
        return season.hours().getOrDefault(day, List.of());
      }
    }
    return List.of();
  }

  /** The first year that it can be asked about. */
  public int firstYear() {
    return coversFrom == null ? FIRST_YEAR : coversFrom;
  }

  /** The last year that it can be asked about. */
  public int lastYear() {
    return coversTo == null ? LAST_YEAR : coversTo;
  }

  /**
   * Weekly hours that hold from one day of the year to another, both included; from after to: over
   * the end of the year.
   */
  public record Season(MonthDay from, MonthDay to, Map<DayOfWeek, List<Hours>> hours) {
    /** Whether the day of the year lies in this season. */
    public boolean includes(MonthDay day) {
      boolean notBefore = !day.isBefore(from);
      boolean notAfter = !day.isAfter(to);
      return from.isAfter(to) ? notBefore || notAfter : notBefore && notAfter;
    }
  }

  /** Half-open minutes of the day, [start, end), end at most 1440. */
  public record Hours(int startMinute, int endMinute) {}

  /** The hours of another weekday ({@code hoursOf}) or, when that is null, own hours. */
  public record Workday(DayOfWeek hoursOf, List<Hours> hours) {}
}
