package io.paidan.core.sla;

/**
 * Working time (contract, section 2, "Counted time"). Instants are milliseconds since the epoch,
 * UTC; working hours are half-open, [start, end). Immutable and thread-safe.
 */
public interface WorkCalendar {
  /** The id that documents name, {@code always} for the built-in one. */
  String id();

  /**
   * Counted milliseconds in [from, to); 0 when to ≤ from.
   *
   * @throws CalendarRangeException when an instant lies beyond what the calendar covers
   */
  long counted(long from, long to);

  /**
   * The earliest t ≥ from with counted(from, t) = countedMs; from itself when countedMs is 0.
   *
   * @throws CalendarRangeException when that lies beyond what the calendar covers
   */
  long after(long from, long countedMs);

  /**
   * The end of the last working interval of the n-th working day after the local date of {@code
   * from}, which does not count; n ≥ 1.
   *
   * @throws CalendarRangeException when that lies beyond what the calendar covers
   */
  long afterWorkingDays(long from, int n);
}
