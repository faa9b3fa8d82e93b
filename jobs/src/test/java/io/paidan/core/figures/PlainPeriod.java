package io.paidan.core.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A day, month, quarter or year of local dates.
 *
 * @param name {@code 2026-11-20}, {@code 2026-11}, {@code 2026-Q4} or {@code 2026}
 * @param end the last day, inclusive
 */
public record PlainPeriod(Type type, String name, LocalDate start, LocalDate end) {
  /** How long it is. */
  public enum Type {
    DAY,
    MONTH,
    QUARTER,
    YEAR
  }

  /** All four that a date lies in. */
  public static List<PlainPeriod> of(LocalDate date) {
    return List.of(day(date), month(date), quarter(date), year(date));
  }

  /** That day alone. */
  public static PlainPeriod day(LocalDate date) {
    return new PlainPeriod(Type.DAY, date.toString(), date, date);
  }

  private static PlainPeriod month(LocalDate date) {
    return new PlainPeriod(
        Type.MONTH,
        date.toString().substring(0, 7),
        date.withDayOfMonth(1),
        date.withDayOfMonth(date.lengthOfMonth()));
  }

  private static PlainPeriod quarter(LocalDate date) {
    int quarter = (date.getMonthValue() + 2) / 3;
    LocalDate start = LocalDate.of(date.getYear(), 3 * quarter - 2, 1);
    return new PlainPeriod(
        Type.QUARTER,
        "%04d-Q%d".formatted(date.getYear(), quarter),
        start,
        start.plusMonths(3).minusDays(1));
  }

  private static PlainPeriod year(LocalDate date) {
    return new PlainPeriod(
        Type.YEAR,
        "%04d".formatted(date.getYear()),
        LocalDate.of(date.getYear(), 1, 1),
        LocalDate.of(date.getYear(), 12, 31));
  }

  /** Whether the date, which may be null for no date at all, is one of its days. */
  public boolean has(LocalDate date) {
    return date != null && !date.isBefore(start) && !date.isAfter(end);
  }

  /** The local midnight that it begins with. */
  public Instant startsAt(ZoneId zone) {
    return start.atStartOfDay(zone).toInstant();
  }

  /** The last millisecond that belongs to it. */
  public Instant lastInstant(ZoneId zone) {
    return end.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MILLIS);
  }

  /** Puts what documents say of a period. */
  void describe(Map<String, Object> document) {
    document.put("period", name);
    document.put("period_type", type.name());
    document.put("period_start", start.toString());
    document.put("period_end", end.toString());
  }
}
