package io.paidan.core.figures;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stretch of local dates that figures are given for.
 *
 * @param text {@code 2026-11-03}, {@code 2026-11}, {@code 2026-Q4} or {@code 2026}
 * @param firstDay in days since 1970-01-01, as {@code lastDay}, which belongs to it
 */
public record Period(Type type, String text, int firstDay, int lastDay) {
  /** How long it is. */
  public enum Type {
    DAY,
    MONTH,
    QUARTER,
    YEAR
  }

  private static final int MONTHS = 12;
  private static final int QUARTER_MONTHS = 3;

  /** One local date. */
  public static Period day(int day) {
    return new Period(Type.DAY, LocalDate.ofEpochDay(day).toString(), day, day);
  }

  /** The number of the month that a date lies in: twelve a year. */
  public static int monthOf(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() * MONTHS + date.getMonthValue() - 1;
  }

  /** The year that a month lies in. */
  public static int yearOf(int month) {
    return Math.floorDiv(month, MONTHS);
  }

  /** The month, the quarter and the year that a month lies in. */
  public static List<Period> of(int month) {
    int year = yearOf(month);
    int quarter = Math.floorMod(month, MONTHS) / QUARTER_MONTHS;
    YearMonth first = YearMonth.of(year, 1);
    return List.of(
        of(Type.MONTH, yearMonth(month).toString(), yearMonth(month), 1),
        of(
            Type.QUARTER,
            first.getYear() + "-Q" + (quarter + 1),
            first.plusMonths((long) quarter * QUARTER_MONTHS),
            QUARTER_MONTHS),
        of(Type.YEAR, Integer.toString(year), first, MONTHS));
  }

  private static YearMonth yearMonth(int month) {
    return YearMonth.of(yearOf(month), Math.floorMod(month, MONTHS) + 1);
  }

  private static Period of(Type type, String text, YearMonth first, int months) {
    return new Period(
        type,
        text,
        (int) first.atDay(1).toEpochDay(),
        (int) first.plusMonths(months).atDay(1).toEpochDay() - 1);
  }

  /** The numbers of its months; not of a {@link Type#DAY}. */
  public int[] months() {
    return IntStream.rangeClosed(monthOf(firstDay), monthOf(lastDay)).toArray();
  }
}
