package io.paidan.flink.figures;

/**
 * What the figures of a date are told: a change, or what an earlier run published.
 *
 * @param day the local date, in days since 1970-01-01
 * @param change null where it is a report
 * @param report null where it is a change
 */
public record DayInput(Integer day, FigureChange change, ReportRead report) {
  public static DayInput of(FigureChange change) {
    return new DayInput(change.day(), change, null);
  }

  static DayInput of(int day, ReportRead report) {
    return new DayInput(day, null, report);
  }
}
