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
  /** Weekly hours that hold from one day of the year to another, both included. */
  public record Season(MonthDay from, MonthDay to, Map<DayOfWeek, List<Hours>> hours) {}

  /** Half-open minutes of the day, [start, end), end at most 1440. */
  public record Hours(int startMinute, int endMinute) {}

  /** The hours of another weekday ({@code hoursOf}) or, when that is null, own hours. */
  public record Workday(DayOfWeek hoursOf, List<Hours> hours) {}
}
