package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDaysTest {
  private static final long HOUR = 3_600_000;

  private static long instant(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  private static String date(LocalDays days, long instant) {
    return LocalDate.ofEpochDay(days.day(instant)).toString();
  }

  @ParameterizedTest
  @CsvSource({
    // The night in which China's summer time ended for the last time, and the one in which it
    // began.
    "Asia/Shanghai, 1991-09-15, 1991-09-14T15:00:00Z, 25",
    "Asia/Shanghai, 1991-04-14, 1991-04-13T16:00:00Z, 23",
    "Asia/Shanghai, 2026-03-02, 2026-03-01T16:00:00Z, 24",
    "Asia/Urumqi, 2026-03-02, 2026-03-01T18:00:00Z, 24",
    "Europe/Berlin, 2026-03-29, 2026-03-28T23:00:00Z, 23",
    "Europe/Berlin, 2026-10-25, 2026-10-24T22:00:00Z, 25",
    // No midnight: the day begins at 1:00.
    "Asia/Beirut, 2022-03-27, 2022-03-26T22:00:00Z, 23",
    "America/Sao_Paulo, 2018-02-17, 2018-02-17T02:00:00Z, 25",
    "Pacific/Apia, 2011-12-29, 2011-12-29T10:00:00Z, 24"
  })
  void aDateBeginsAndEnds(String zone, String date, String start, int hours) {
    LocalDays days = new LocalDays(ZoneId.of(zone));
    int day = (int) LocalDate.parse(date).toEpochDay();
    assertThat(Instant.ofEpochMilli(days.start(day))).isEqualTo(Instant.parse(start));
    assertThat(days.end(day) - days.start(day)).isEqualTo(hours * HOUR);
    assertThat(days.day(days.start(day) - 1)).isLessThan(day);
    assertThat(days.day(days.start(day))).isEqualTo(day);
    assertThat(days.day(days.end(day) - 1)).isEqualTo(day);
    assertThat(days.day(days.end(day))).isGreaterThan(day);
  }

  /** Whatever was asked for before. */
  @ParameterizedTest
  @ValueSource(strings = {"Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/Sao_Paulo"})
  void anyInstantsInAnyOrder(String zone) {
    LocalDays days = new LocalDays(ZoneId.of(zone));
    Random random = new Random(11);
    long from = instant("1985-01-01T00:00:00Z");
    long year = 365 * 24 * HOUR;
    for (int i = 0; i < 20_000; i++) {
      // Half of them within two years, so that what is remembered is used, half of them anywhere.
      long within = random.nextBoolean() ? 2 * year : 45 * year;
      long at = from + 6 * year + random.nextLong(within) - (within > 2 * year ? 12 * year : 0);
      assertThat(date(days, at))
          .as("%s in %s", Instant.ofEpochMilli(at), zone)
          .isEqualTo(LocalDate.ofInstant(Instant.ofEpochMilli(at), ZoneId.of(zone)).toString());
    }
  }

  @Test
  void beforeTheEpoch() {
    LocalDays days = new LocalDays(ZoneId.of("Asia/Shanghai"));
    assertThat(date(days, 0)).isEqualTo("1970-01-01");
    assertThat(date(days, -8 * HOUR)).isEqualTo("1970-01-01");
    assertThat(date(days, -8 * HOUR - 1)).isEqualTo("1969-12-31");
  }
}
