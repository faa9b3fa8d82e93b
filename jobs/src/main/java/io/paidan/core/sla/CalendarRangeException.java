package io.paidan.core.sla;

/** An instant that a calendar does not cover: a visible problem, never a wall-clock guess. */
public final class CalendarRangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CalendarRangeException(String message) {
    super(message);
  }
}
