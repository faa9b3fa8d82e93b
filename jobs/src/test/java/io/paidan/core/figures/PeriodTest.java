package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private static String dates(Period period) {
    return LocalDate.ofEpochDay(period.firstDay()) + ".." + LocalDate.ofEpochDay(period.lastDay());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, 2026-01, 2026-01-01..2026-01-31, 2026-Q1, 2026-01-01..2026-03-31, 2026",
    "2026-03-31, 2026-03, 2026-03-01..2026-03-31, 2026-Q1, 2026-01-01..2026-03-31, 2026",
    "2026-04-01, 2026-04, 2026-04-01..2026-04-30, 2026-Q2, 2026-04-01..2026-06-30, 2026",
    "2026-09-30, 2026-09, 2026-09-01..2026-09-30, 2026-Q3, 2026-07-01..2026-09-30, 2026",
    "2026-12-31, 2026-12, 2026-12-01..2026-12-31, 2026-Q4, 2026-10-01..2026-12-31, 2026",
    "2024-02-29, 2024-02, 2024-02-01..2024-02-29, 2024-Q1, 2024-01-01..2024-03-31, 2024",
    "2025-02-28, 2025-02, 2025-02-01..2025-02-28, 2025-Q1, 2025-01-01..2025-03-31, 2025",
    "2000-02-29, 2000-02, 2000-02-01..2000-02-29, 2000-Q1, 2000-01-01..2000-03-31, 2000",
    "1969-12-31, 1969-12, 1969-12-01..1969-12-31, 1969-Q4, 1969-10-01..1969-12-31, 1969"
  })
  void monthQuarterAndYearOfADate(
      String date, String month, String ofMonth, String quarter, String ofQuarter, String year) {
    int number = Period.monthOf(day(date));
    List<Period> periods = Period.of(number);
    assertThat(periods).extracting(Period::text).containsExactly(month, quarter, year);
    assertThat(periods)
        .extracting(Period::type)
        .containsExactly(Period.Type.MONTH, Period.Type.QUARTER, Period.Type.YEAR);
    assertThat(periods)
        .extracting(PeriodTest::dates)
        .containsExactly(ofMonth, ofQuarter, year + "-01-01.." + year + "-12-31");
    assertThat(Period.yearOf(number)).isEqualTo(Integer.parseInt(year));
    assertThat(periods).allMatch(p -> Arrays.stream(p.months()).anyMatch(m -> m == number));
    assertThat(periods).extracting(p -> p.months().length).containsExactly(1, 3, 12);
  }

  /** Months, quarters and years leave no date out and hold none twice. */
  @Test
  void periodsFollowEachOther() {
    for (int month = Period.monthOf(day("1968-01-01"));
        month < Period.monthOf(day("2101-01-01"));
        month++) {
      List<Period> now = Period.of(month);
      List<Period> next = Period.of(month + 1);
      for (int i = 0; i < now.size(); i++) {
        if (!now.get(i).equals(next.get(i))) {
          assertThat(next.get(i).firstDay()).isEqualTo(now.get(i).lastDay() + 1);
        }
      }
      assertThat(Period.monthOf(now.get(0).firstDay())).isEqualTo(month);
      assertThat(Period.monthOf(now.get(0).lastDay())).isEqualTo(month);
    }
  }

  @Test
  void aDay() {
    Period leap = Period.day(day("2024-02-29"));
    assertThat(leap.text()).isEqualTo("2024-02-29");
    assertThat(leap.type()).isEqualTo(Period.Type.DAY);
    assertThat(dates(leap)).isEqualTo("2024-02-29..2024-02-29");
  }
}
