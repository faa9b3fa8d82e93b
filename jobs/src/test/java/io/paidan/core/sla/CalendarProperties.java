package io.paidan.core.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.policy.CalendarSpec;
import io.paidan.policy.CalendarSpec.Hours;
import io.paidan.policy.CalendarSpec.Season;
import io.paidan.policy.CalendarSpec.Workday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Random calendars, around clock changes and ends of years, against {@link MinuteStepper}. */
class CalendarProperties {
  private static final String SEED = "20260307";
  private static final int WINDOW_DAYS = 6;
  private static final long MINUTE = 60_000;

  /** A zone and an instant in it around which something happens. */
  private record Moment(String zone, String instant) {}

  private static final List<Moment> MOMENTS =
      List.of(
          new Moment("Asia/Shanghai", "2026-02-14T02:00:00Z"),
          new Moment("Asia/Shanghai", "2025-12-31T16:00:00Z"),
          new Moment("Asia/Urumqi", "2024-02-29T00:00:00Z"),
          new Moment("Asia/Shanghai", "2026-04-30T16:00:00Z"),
          new Moment("Europe/Berlin", "2026-03-29T01:00:00Z"),
          new Moment("Europe/Berlin", "2026-10-25T01:00:00Z"),
          new Moment("America/New_York", "2026-03-08T07:00:00Z"),
          new Moment("America/New_York", "2026-11-01T06:00:00Z"),
          new Moment("America/Sao_Paulo", "2018-11-04T03:00:00Z"),
          new Moment("America/Sao_Paulo", "2018-02-18T02:00:00Z"),
          new Moment("Asia/Beirut", "2022-03-26T22:00:00Z"),
          new Moment("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
          new Moment("America/St_Johns", "2010-11-07T02:31:00Z"),
          new Moment("Pacific/Apia", "2011-12-30T10:00:00Z"),
          new Moment("Pacific/Kiritimati", "1994-12-31T10:00:00Z"),
          new Moment("Asia/Kathmandu", "1985-12-31T18:30:00Z"));

  @Property(tries = 2000, seed = SEED)
  void countsAsSteppingThroughTheMinutesDoes(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
    Random random = new Random(seed);
    Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
    long middle = OffsetDateTime.parse(moment.instant()).toInstant().toEpochMilli();
    long start = middle - WINDOW_DAYS * 720 * MINUTE;
    CalendarSpec spec =
        calendar(
            random, ZoneId.of(moment.zone()), LocalDate.parse(moment.instant().substring(0, 10)));
    WorkCalendar calendar = Calendars.compile(spec);
    MinuteStepper stepper = new MinuteStepper(spec, start, WINDOW_DAYS * 1440);

    for (int i = 0; i < 4; i++) {
      long from = instant(random, start);
      long to = instant(random, start);
      long counted = stepper.counted(from, to);
      assertThat(calendar.counted(from, to))
          .as("%s from %s to %s", spec, from, to)
          .isEqualTo(counted);

      long some = counted == 0 ? 0 : 1 + Math.floorMod(random.nextLong(), counted);
      for (long ms : new long[] {some, counted}) {
        long after = calendar.after(from, ms);
        assertThat(after)
            .as("%s: %s ms after %s", spec, ms, from)
            .isEqualTo(stepper.after(from, ms));
        assertThat(calendar.counted(from, after)).isEqualTo(ms);
        assertThat(ms == 0 || calendar.counted(from, after - 1) < ms).isTrue();
      }

      int n = 1 + random.nextInt(3);
      Long due = stepper.afterWorkingDays(from, n);
      if (due != null) {
        assertThat(calendar.afterWorkingDays(from, n))
            .as("%s: %s working days after %s", spec, n, from)
            .isEqualTo(due);
      }
    }
  }

  @Property(tries = 300, seed = SEED)
  void countedTimeAddsUpOverYears(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
    Random random = new Random(seed);
    Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
    LocalDate date = LocalDate.parse(moment.instant().substring(0, 10));
    WorkCalendar calendar = Calendars.compile(calendar(random, ZoneId.of(moment.zone()), date));
    long year = 365L * 1440 * MINUTE;
    long middle = OffsetDateTime.parse(moment.instant()).toInstant().toEpochMilli();
    long a = middle - (long) (random.nextDouble() * 4 * year);
    long b = a + (long) (random.nextDouble() * 4 * year);
    long c = b + (long) (random.nextDouble() * 4 * year);
    long first = calendar.counted(a, b);
    long second = calendar.counted(b, c);
    assertThat(calendar.counted(a, c)).isEqualTo(first + second);
    long due = calendar.after(a, first + second);
    assertThat(due).isLessThanOrEqualTo(c);
    assertThat(calendar.counted(a, due)).isEqualTo(first + second);
    assertThat(calendar.after(b, second)).isEqualTo(second == 0 ? b : due);
  }

  /** An instant of the window; half of them whole minutes, where intervals begin and end. */
  private static long instant(Random random, long start) {
    long minute = start + random.nextInt(WINDOW_DAYS * 1440) * MINUTE;
    return random.nextBoolean() ? minute : minute + random.nextInt((int) MINUTE);
  }

  private static CalendarSpec calendar(Random random, ZoneId zone, LocalDate date) {
    List<Season> seasons = new ArrayList<>();
    MonthDay turn = MonthDay.from(date.plusDays(random.nextInt(3) - 1L));
    if (random.nextBoolean()) {
      seasons.add(new Season(MonthDay.of(1, 1), MonthDay.of(12, 31), week(random)));
    } else {
      // Two seasons that turn on the date, one of them over the end of the year.
      MonthDay before = MonthDay.from(turn.atYear(2024).minusDays(1));
      LocalDate otherTurn = turn.atYear(2024).plusDays(150);
      seasons.add(new Season(turn, MonthDay.from(otherTurn), week(random)));
      seasons.add(new Season(MonthDay.from(otherTurn.plusDays(1)), before, week(random)));
    }
    Set<LocalDate> holidays = new HashSet<>();
    Map<LocalDate, Workday> workdays = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      holidays.add(date.plusDays(random.nextInt(7) - 3L));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      Workday workday =
          random.nextBoolean()
              ? new Workday(DayOfWeek.of(1 + random.nextInt(7)), List.of())
              : new Workday(null, day(random));
      workdays.put(date.plusDays(random.nextInt(7) - 3L), workday);
    }
    return new CalendarSpec("c", zone, seasons, holidays, workdays, null, null);
  }

  private static Map<DayOfWeek, List<Hours>> week(Random random) {
    Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
    List<Hours> usual = day(random);
    for (DayOfWeek day : DayOfWeek.values()) {
      int choice = random.nextInt(6);
      if (choice > 0) {
        week.put(day, choice == 1 ? day(random) : usual);
      }
    }
    return week;
  }

  /** None to three intervals, some around the hours at which clocks change. */
  private static List<Hours> day(Random random) {
    List<Hours> hours = new ArrayList<>();
    int minute = random.nextBoolean() ? 0 : random.nextInt(180);
    for (int i = random.nextInt(4); i > 0 && minute < 1440; i--) {
      int end = Math.min(1440, minute + 1 + random.nextInt(600));
      if (random.nextInt(5) == 0) {
        end = 1440;
      }
      hours.add(new Hours(minute, end));
      minute = end + random.nextInt(300);
    }
    return hours;
  }
}
