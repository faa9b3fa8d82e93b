package io.paidan.board.overview;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A month, quarter or year that figures are kept for (contract, section 3, "department-scores").
 *
 * @param text {@code 2026-11}, {@code 2026-Q4} or {@code 2026}
 * @param from its first local date
 * @param to its last one
 */
public record ViewPeriod(String text, Type type, LocalDate from, LocalDate to) {
  /** How long it is. */
  public enum Type {
    MONTH(1),
    QUARTER(3),
    YEAR(12);

    private final int months;

    Type(int months) {
      this.months = months;
    }
  }

  /** The latest first; of those that begin on one date the shorter first. */
  static final Comparator<ViewPeriod> LATEST_FIRST =
      Comparator.comparing(ViewPeriod::from).reversed().thenComparing(ViewPeriod::type);

  /** Of years that Elasticsearch can be asked for as they are written. */
  private static final Pattern TEXT =
      Pattern.compile("((?:19|2[0-9])[0-9]{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?");

  /** The period of that name, or null when it is none. */
  public static ViewPeriod parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    int year = Integer.parseInt(parts.group(1));
    if (parts.group(2) != null) {
      return of(Type.MONTH, text, YearMonth.of(year, Integer.parseInt(parts.group(2))));
    }
    if (parts.group(3) != null) {
      int first = (Integer.parseInt(parts.group(3)) - 1) * Type.QUARTER.months + 1;
      return of(Type.QUARTER, text, YearMonth.of(year, first));
    }
    return of(Type.YEAR, text, YearMonth.of(year, 1));
  }

  /** The one of this type that a date lies in. */
  static ViewPeriod containing(LocalDate date, Type type) {
    YearMonth month = YearMonth.from(date);
    return switch (type) {
      case MONTH -> of(type, month.toString(), month);
      case QUARTER -> {
        int quarter = (month.getMonthValue() - 1) / type.months;
        YearMonth first = YearMonth.of(month.getYear(), quarter * type.months + 1);
        yield of(type, month.getYear() + "-Q" + (quarter + 1), first);
      }
      case YEAR -> of(type, Integer.toString(month.getYear()), YearMonth.of(month.getYear(), 1));
    };
  }

  private static ViewPeriod of(Type type, String text, YearMonth first) {
    return new ViewPeriod(
        text, type, first.atDay(1), first.plusMonths(type.months).atDay(1).minusDays(1));
  }
}
