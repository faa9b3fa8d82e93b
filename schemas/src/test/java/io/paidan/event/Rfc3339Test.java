package io.paidan.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final long FIRST = -62_167_219_200_000L;
  private static final long LAST = 253_402_300_799_999L;

  @Test
  void readsWhatTheJdkReads() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50_000; i++) {
      // A day away from the edges, so that no offset leads out of the years 0000 to 9999.
      long millis = random.nextLong(FIRST + 86_400_000, LAST - 86_400_000);
      int nanos = random.nextInt(1_000_000);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
      OffsetDateTime time = Instant.ofEpochMilli(millis).plusNanos(nanos).atOffset(offset);
      assertThat(Rfc3339.parse(time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)))
          .as(time.toString())
          .isEqualTo(millis);
    }
  }

  @Test
  void writesWhatTheJdkWritesAndReadsItBack() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 50_000; i++) {
      long millis = random.nextLong(FIRST, LAST + 1);
      String text = Rfc3339.format(millis);
      assertThat(text).isEqualTo(MILLIS.format(Instant.ofEpochMilli(millis)));
      assertThat(Rfc3339.parse(text)).isEqualTo(millis);
    }
  }

  @Test
  void knowsEveryDayOfFourHundredYears() {
    LocalDate end = LocalDate.of(2300, 1, 1);
    for (LocalDate day = LocalDate.of(1899, 12, 31); day.isBefore(end); day = day.plusDays(1)) {
      long millis = day.toEpochDay() * 86_400_000L;
      assertThat(Rfc3339.parse(day + "T00:00:00Z")).isEqualTo(millis);
      assertThat(Rfc3339.format(millis)).isEqualTo(day + "T00:00:00.000Z");
    }
    for (int year = 1900; year < 2300; year++) {
      for (int month = 1; month <= 12; month++) {
        int days = LocalDate.of(year, month, 1).lengthOfMonth();
        String next = "%04d-%02d-%02dT00:00:00Z".formatted(year, month, days + 1);
        assertThat(Rfc3339.parse(next)).as(next).isEqualTo(Rfc3339.INVALID);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T03:04:05.123Z, 2026-11-20T03:04:05.123Z",
    "2026-11-20T03:04:05.1239999Z, 2026-11-20T03:04:05.123Z",
    "2026-11-20T03:04:05.1Z, 2026-11-20T03:04:05.100Z",
    "2026-11-20t03:04:05z, 2026-11-20T03:04:05.000Z",
    "2026-11-20 11:04:05+08:00, 2026-11-20T03:04:05.000Z",
    "2026-11-20T03:04:05-00:00, 2026-11-20T03:04:05.000Z",
    "2026-01-01T00:00:00+23:59, 2025-12-31T00:01:00.000Z",
    "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
    "1900-02-28T23:59:59.0001Z, 1900-02-28T23:59:59.000Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59.999Z",
    "2017-01-01T07:59:60.25+08:00, 2016-12-31T23:59:59.999Z",
    "2012-06-30T23:59:60Z, 2012-06-30T23:59:59.999Z",
  })
  void readsWhatTheRfcAllows(String text, String instant) {
    assertThat(Rfc3339.parse(text)).isNotEqualTo(Rfc3339.INVALID);
    assertThat(Rfc3339.format(Rfc3339.parse(text))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-20",
        "2026-11-20T03:04:05",
        "2026-11-20T03:04:05.123",
        "2026-11-20T03:04:05.",
        "2026-11-20T03:04:05.Z",
        "2026-11-20T03:04:05,1Z",
        "2026-11-20T03:04Z",
        "2026-11-20T03:04:05ZZ",
        "2026-11-20T03:04:05Z ",
        " 2026-11-20T03:04:05Z",
        "2026-11-20T03:04:05+8",
        "2026-11-20T03:04:05+08",
        "2026-11-20T03:04:05+0800",
        "2026-11-20T03:04:05+08:0",
        "2026-11-20T03:04:05+08:000",
        "2026-11-20T03:04:05+24:00",
        "2026-11-20T03:04:05+08:60",
        "2026-11-20T03:04:05+-8:00",
        "2026-11-20T24:00:00Z",
        "2026-11-20T03:60:05Z",
        "2026-11-20T03:04:61Z",
        "2026-11-20T03:04:60Z",
        "2026-12-31T23:58:60Z",
        "2026-11-30T23:59:60Z",
        "2026-12-31T23:59:60+08:00",
        "2026-00-20T03:04:05Z",
        "2026-13-20T03:04:05Z",
        "2026-11-00T03:04:05Z",
        "2026-11-31T03:04:05Z",
        "2026-02-29T03:04:05Z",
        "2100-02-29T03:04:05Z",
        "-026-11-20T03:04:05Z",
        "+2026-11-20T03:04:05Z",
        "2026/11/20T03:04:05Z",
        "2026-11-20T03.04.05Z",
        "2026-W47-5T03:04:05Z",
        "20261120T030405.000Z",
        "２026-11-20T03:04:05Z",
        "2026-11-20T03:04:05[UTC]",
      })
  void anythingElseIsNoInstant(String text) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Rfc3339.INVALID);
  }

  @Test
  void writesNoYearOfFiveDigits() {
    assertThatThrownBy(() -> Rfc3339.format(LAST + 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rfc3339.format(FIRST - 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
