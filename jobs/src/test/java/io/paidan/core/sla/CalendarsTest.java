package io.paidan.core.sla;

import static io.paidan.core.sla.CalendarSpecs.OFFICE;
import static io.paidan.core.sla.CalendarSpecs.calendar;
import static io.paidan.core.sla.CalendarSpecs.open;
import static io.paidan.core.sla.CalendarSpecs.weekly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** Dates that anyone can check by hand, with a calendar on the wall. */
class CalendarsTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final WorkCalendar office = calendar(OFFICE);

  @Test
  void fourHoursFromTheStartOfFourHoursAreDueAtTheirEnd() {
    // Friday 6 March 2026, 10:00-14:00 and 15:30-19:30.
    assertThat(office.after(at("2026-03-06T10:00:00+08:00"), 4 * HOUR))
        .isEqualTo(at("2026-03-06T14:00:00+08:00"));
    assertThat(office.after(at("2026-03-06T15:30:00+08:00"), 4 * HOUR))
        .isEqualTo(at("2026-03-06T19:30:00+08:00"));
    // One millisecond more is due when the next interval has been open that long.
    assertThat(office.after(at("2026-03-06T15:30:00+08:00"), 4 * HOUR + 1))
        .isEqualTo(at("2026-03-09T10:00:00.001+08:00"));
  }

  @Test
  void timeThatIsClosedDoesNotCount() {
    long friday = at("2026-03-06T19:00:00+08:00");
    assertThat(office.counted(friday, at("2026-03-09T10:30:00+08:00"))).isEqualTo(HOUR);
    assertThat(office.counted(at("2026-03-06T14:00:00+08:00"), at("2026-03-06T15:30:00+08:00")))
        .isZero();
    assertThat(office.after(at("2026-03-07T03:00:00+08:00"), 1))
        .isEqualTo(at("2026-03-09T10:00:00.001+08:00"));
  }

  @Test
  void nothingCountedIsDueAtOnceAndBackwardsCountsNothing() {
    long saturday = at("2026-03-07T03:00:00+08:00");
    assertThat(office.after(saturday, 0)).isEqualTo(saturday);
    assertThat(office.counted(saturday, saturday)).isZero();
    assertThat(office.counted(saturday, saturday - 10 * HOUR)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> office.after(saturday, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> office.afterWorkingDays(saturday, 0));
  }

  @Test
  void hoursFollowTheSeason() {
    // Thursday 30 April is winter time, Friday 1 May summer time (no holidays in this calendar).
    assertThat(office.counted(at("2026-04-30T09:00:00+08:00"), at("2026-04-30T10:30:00+08:00")))
        .isEqualTo(30 * MINUTE);
    assertThat(office.counted(at("2026-05-01T09:00:00+08:00"), at("2026-05-01T10:30:00+08:00")))
        .isEqualTo(60 * MINUTE);
    // Winter time wraps the end of the year.
    assertThat(office.counted(at("2025-12-31T19:00:00+08:00"), at("2026-01-01T10:30:00+08:00")))
        .isEqualTo(60 * MINUTE);
  }

  @Test
  void theDayOfTheStartIsNoWorkingDay() {
    // Monday 2 March; five working days after it end on Monday 9 March.
    long due = at("2026-03-09T19:30:00+08:00");
    assertThat(office.afterWorkingDays(at("2026-03-02T00:00:00+08:00"), 5)).isEqualTo(due);
    assertThat(office.afterWorkingDays(at("2026-03-02T23:59:59.999+08:00"), 5)).isEqualTo(due);
    // From a Saturday and a Sunday the Monday is the first.
    assertThat(office.afterWorkingDays(at("2026-03-07T12:00:00+08:00"), 1)).isEqualTo(due);
    assertThat(office.afterWorkingDays(at("2026-03-08T12:00:00+08:00"), 1)).isEqualTo(due);
  }

  @Test
  void workingDaysStepOverSpringFestivalAndTakeMakeUpDays() {
    // 2026: off from Sunday 15 to Monday 23 February, at work on Saturdays 14 and 28.
    long friday13 = at("2026-02-13T11:00:00+08:00");
    assertThat(office.afterWorkingDays(friday13, 1)).isEqualTo(at("2026-02-14T19:30:00+08:00"));
    assertThat(office.afterWorkingDays(friday13, 2)).isEqualTo(at("2026-02-24T19:30:00+08:00"));
    assertThat(office.afterWorkingDays(friday13, 6)).isEqualTo(at("2026-02-28T19:30:00+08:00"));
    assertThat(office.afterWorkingDays(friday13, 7)).isEqualTo(at("2026-03-02T19:30:00+08:00"));
    // Counted time does the same: Saturday 14 has eight hours, the holidays none.
    assertThat(office.after(at("2026-02-14T10:00:00+08:00"), 8 * HOUR + 1))
        .isEqualTo(at("2026-02-24T10:00:00.001+08:00"));
  }

  @Test
  void thirtyFiveWorkingDaysCrossTheYear() {
    // From Monday 23 November 2026: 5 weeks to 25 December make 24 days, 11 more to 11 January.
    assertThat(office.afterWorkingDays(at("2026-11-23T10:00:00+08:00"), 35))
        .isEqualTo(at("2027-01-11T19:30:00+08:00"));
  }

  @Test
  void datedHoursGoBeforeHolidaysAndTheseBeforeWeeklyHours() {
    WorkCalendar calendar =
        calendar(
            """
            {"id":"c","zone":"Asia/Shanghai",
             "seasons":[{"from":"01-01","to":"12-31","hours":{"MON-FRI":["09:00-17:00"]}}],
             "holidays":["2026-03-02","2026-03-03"],
             "workdays":[{"date":"2026-03-03","hours":["10:00-11:00"]},{"date":"2026-03-04"},
                         {"date":"2026-03-05","hours":[]},{"date":"2026-03-07","hoursOf":"SAT"}]}
            """);
    long monday = at("2026-03-02T00:00:00+08:00");
    // Holiday, one hour, closed, closed, eight hours, closed (the hours of a Saturday), closed.
    assertThat(calendar.counted(monday, at("2026-03-09T00:00:00+08:00"))).isEqualTo(9 * HOUR);
    assertThat(calendar.afterWorkingDays(monday, 1)).isEqualTo(at("2026-03-03T11:00:00+08:00"));
    assertThat(calendar.afterWorkingDays(monday, 2)).isEqualTo(at("2026-03-06T17:00:00+08:00"));
    assertThat(calendar.afterWorkingDays(monday, 3)).isEqualTo(at("2026-03-09T17:00:00+08:00"));
  }

  @Test
  void anHourThatComesTwiceCountsTwiceAndASkippedOneNever() {
    WorkCalendar berlin = open("Europe/Berlin");
    assertThat(berlin.counted(at("2026-10-25T00:00:00+02:00"), at("2026-10-26T00:00:00+01:00")))
        .isEqualTo(25 * HOUR);
    assertThat(berlin.counted(at("2026-03-29T00:00:00+01:00"), at("2026-03-30T00:00:00+02:00")))
        .isEqualTo(23 * HOUR);
    WorkCalendar newYork = open("America/New_York");
    assertThat(newYork.counted(at("2026-11-01T00:00:00-04:00"), at("2026-11-02T00:00:00-05:00")))
        .isEqualTo(25 * HOUR);
    assertThat(newYork.counted(at("2026-03-08T00:00:00-05:00"), at("2026-03-09T00:00:00-04:00")))
        .isEqualTo(23 * HOUR);
    // Open 01:30-02:30: the clock goes from 03:00 back to 02:00, so 02:00-02:30 comes twice.
    WorkCalendar night = weekly("Europe/Berlin", "01:30-02:30");
    long evening = at("2026-10-24T20:00:00+02:00");
    assertThat(night.counted(evening, at("2026-10-25T20:00:00+01:00"))).isEqualTo(90 * MINUTE);
    assertThat(night.after(evening, 60 * MINUTE)).isEqualTo(at("2026-10-25T02:30:00+02:00"));
    assertThat(night.after(evening, 61 * MINUTE)).isEqualTo(at("2026-10-25T02:01:00+01:00"));
    assertThat(night.afterWorkingDays(evening, 1)).isEqualTo(at("2026-10-25T02:30:00+01:00"));
    // In spring it goes from 02:00 to 03:00: half an hour is left.
    assertThat(night.counted(at("2026-03-28T20:00:00+01:00"), at("2026-03-29T20:00:00+02:00")))
        .isEqualTo(30 * MINUTE);
    assertThat(night.afterWorkingDays(at("2026-03-28T20:00:00+01:00"), 1))
        .isEqualTo(at("2026-03-29T03:00:00+02:00"));
  }

  @Test
  void aMidnightThatIsSkippedOrComesTwiceMovesNoDay() {
    // São Paulo: 4 November 2018 begins at 01:00; on 18 February 2018, 23:00-24:00 comes twice.
    WorkCalendar saoPaulo = open("America/Sao_Paulo");
    assertThat(saoPaulo.counted(at("2018-11-03T12:00:00-03:00"), at("2018-11-04T12:00:00-02:00")))
        .isEqualTo(23 * HOUR);
    assertThat(saoPaulo.afterWorkingDays(at("2018-11-03T12:00:00-03:00"), 1))
        .isEqualTo(at("2018-11-05T00:00:00-02:00"));
    assertThat(saoPaulo.afterWorkingDays(at("2018-02-16T12:00:00-02:00"), 1))
        .isEqualTo(at("2018-02-18T00:00:00-03:00"));
    WorkCalendar firstHour = weekly("America/Sao_Paulo", "00:00-01:00");
    // The skipped hour is all that 4 November would have had: it is no working day.
    assertThat(firstHour.afterWorkingDays(at("2018-11-03T12:00:00-03:00"), 1))
        .isEqualTo(at("2018-11-05T01:00:00-02:00"));
    WorkCalendar beirut = open("Asia/Beirut");
    assertThat(beirut.afterWorkingDays(at("2022-03-26T12:00:00+02:00"), 1))
        .isEqualTo(at("2022-03-28T00:00:00+03:00"));
    // Newfoundland set its clocks back at 00:01 until 2011: the date changes back for an hour.
    WorkCalendar johns = weekly("America/St_Johns", "23:00-24:00");
    assertThat(johns.afterWorkingDays(at("2010-11-05T12:00:00-02:30"), 1))
        .isEqualTo(at("2010-11-07T00:00:00-03:30"));
    // Samoa had no 30 December 2011.
    assertThat(open("Pacific/Apia").afterWorkingDays(at("2011-12-29T12:00:00-10:00"), 1))
        .isEqualTo(at("2012-01-01T00:00:00+14:00"));
  }

  @Test
  void whatACalendarDoesNotCoverIsAVisibleProblem() {
    WorkCalendar calendar =
        calendar(
            """
            {"id":"office","zone":"Asia/Shanghai","covers":["2024","2027"],
             "seasons":[{"from":"01-01","to":"12-31","hours":{"MON-FRI":["09:00-17:00"]}}]}
            """);
    long start = at("2024-01-01T00:00:00+08:00");
    long end = at("2028-01-01T00:00:00+08:00");
    assertThat(calendar.counted(start, end)).isEqualTo(1045 * 8 * HOUR);
    assertThat(calendar.after(start, 1045 * 8 * HOUR)).isEqualTo(at("2027-12-31T17:00:00+08:00"));
    assertThat(calendar.afterWorkingDays(at("2027-12-30T00:00:00+08:00"), 1))
        .isEqualTo(at("2027-12-31T17:00:00+08:00"));
    assertThatThrownBy(() -> calendar.counted(start, end + 1))
        .isInstanceOf(CalendarRangeException.class)
        .hasMessage(
            "2027-12-31T16:00:00.001Z lies outside what calendar office covers, 2024 to 2027:"
                + " give it the missing years and widen \"covers\"");
    assertThatThrownBy(() -> calendar.counted(start - 1, end))
        .isInstanceOf(CalendarRangeException.class)
        .hasMessageStartingWith("2023-12-31T15:59:59.999Z lies outside");
    assertThatThrownBy(() -> calendar.after(start, 1045 * 8 * HOUR + 1))
        .isInstanceOf(CalendarRangeException.class)
        .hasMessageContaining("end beyond what calendar office covers, 2024 to 2027");
    assertThatThrownBy(() -> calendar.after(start, Long.MAX_VALUE))
        .isInstanceOf(CalendarRangeException.class);
    assertThatThrownBy(() -> calendar.afterWorkingDays(at("2027-12-31T00:00:00+08:00"), 1))
        .isInstanceOf(CalendarRangeException.class)
        .hasMessageContaining("1 working days after 2027-12-30T16:00:00Z");
    assertThatThrownBy(() -> calendar.afterWorkingDays(end, 1))
        .isInstanceOf(CalendarRangeException.class);
  }

  @Test
  void withoutCoversTheEndIsFarAway() {
    assertThat(office.afterWorkingDays(at("2150-01-01T00:00:00+08:00"), 5_000)).isPositive();
    assertThatThrownBy(() -> office.after(at("2200-12-31T23:00:00+08:00"), HOUR))
        .isInstanceOf(CalendarRangeException.class)
        .hasMessageEndingWith("calendar office covers, 1900 to 2200");
    assertThatThrownBy(() -> office.counted(0, Long.MAX_VALUE))
        .isInstanceOf(CalendarRangeException.class);
  }

  @Test
  void alwaysIsPlainTime() {
    WorkCalendar always = Calendars.always();
    long start = at("2026-02-16T10:00:00.123+08:00");
    assertThat(always.id()).isEqualTo("always");
    assertThat(always.after(start, 30 * MINUTE)).isEqualTo(start + 30 * MINUTE);
    assertThat(always.counted(start, start + 5)).isEqualTo(5);
    assertThat(always.counted(start, start - 5)).isZero();
    // A working day is a day in Asia/Shanghai, whatever its date.
    assertThat(always.afterWorkingDays(start, 3)).isEqualTo(at("2026-02-20T00:00:00+08:00"));
    assertThatThrownBy(() -> always.after(start, Long.MAX_VALUE))
        .isInstanceOf(CalendarRangeException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> always.after(start, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> always.afterWorkingDays(start, 0));
  }

  private static long at(String time) {
    Instant instant = OffsetDateTime.parse(time).toInstant();
    return instant.toEpochMilli();
  }
}
