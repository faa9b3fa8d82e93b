package io.paidan.policy;

import io.paidan.policy.CalendarSpec.Hours;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;

/** Whether a calendar is ever open: without an open minute no clock on it would ever be due. */
final class OpenMinute {
  /**
   * In so many years without a century among them, every day of the year falls on every weekday.
   */
  private static final int CYCLE = 28;

  private OpenMinute() {}

  static boolean in(CalendarSpec spec) {
    int lastYear = spec.lastYear();
    boolean exception =
        spec.workdays().keySet().stream()
            .anyMatch(
                date ->
                    date.getYear() >= spec.firstYear()
                        && date.getYear() <= lastYear
                        && opens(spec, date));
    if (exception) {
      return true;
    }
    // Only the last years: what is open in one cycle is open in the next, holidays aside.
    LocalDate end = LocalDate.of(lastYear, 12, 31);
    LocalDate start = LocalDate.of(Math.max(spec.firstYear(), lastYear - CYCLE), 1, 1);
    return start.datesUntil(end.plusDays(1)).anyMatch(date -> opens(spec, date));
  }

  private static boolean opens(CalendarSpec spec, LocalDate date) {
    for (Hours hours : spec.hoursOn(date)) {
      if (!skipped(spec, date, hours)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a clock change leaves out all of these hours. */
  private static boolean skipped(CalendarSpec spec, LocalDate date, Hours hours) {
    LocalDateTime midnight = date.atStartOfDay();
    ZoneOffsetTransition change =
        spec.zone().getRules().getTransition(midnight.plusMinutes(hours.startMinute()));
    return change != null
        && change.isGap()
        && !midnight.plusMinutes(hours.endMinute()).isAfter(change.getDateTimeAfter());
  }
}
