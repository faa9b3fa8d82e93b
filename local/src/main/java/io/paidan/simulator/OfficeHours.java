package io.paidan.simulator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/**
 * When offices work in the simulated prefecture: Monday to Friday, 10:00 to 14:00 and 15:30 to
 * 19:30, without holidays. How the simulated people behave, not what they are judged by.
 */
final class OfficeHours {
  private static final int[][] MINUTES = {{600, 840}, {930, 1170}};
  private static final long DAY_MS = TimeUnit.HOURS.toMillis(8);

  private final ZoneId zone;

  OfficeHours(ZoneId zone) {
    this.zone = zone;
  }

  /** The instant after so much working time; within working hours. */
  long after(long from, long workingMs) {
    long left = workingMs;
    LocalDate date = Instant.ofEpochMilli(from).atZone(zone).toLocalDate();
    for (; ; date = date.plusDays(1)) {
      if (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
        continue;
      }
      long midnight = date.atStartOfDay(zone).toInstant().toEpochMilli();
      for (int[] open : MINUTES) {
        long start = Math.max(from, midnight + TimeUnit.MINUTES.toMillis(open[0]));
        long end = midnight + TimeUnit.MINUTES.toMillis(open[1]);
        if (start < end) {
          if (left < end - start) {
            return start + left;
          }
          left -= end - start;
        }
      }
    }
  }

  /** The same in working days of eight hours. */
  long afterDays(long from, double days) {
    return after(from, (long) (days * DAY_MS));
  }

  /** How busy people are at an instant: 1 on the average of a day. */
  double activity(long at) {
    int hour = Instant.ofEpochMilli(at).atZone(zone).getHour();
    if (hour < 7) {
      return 0.2;
    }
    return hour < 10 || hour >= 20 ? 0.75 : 1.68;
  }
}
