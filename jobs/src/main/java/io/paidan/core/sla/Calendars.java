package io.paidan.core.sla;

import io.paidan.policy.CalendarSpec;

/** Compiles calendars; skeleton, see the owner's brief. */
public final class Calendars {
  private Calendars() {}

  /** The built-in 24×7 calendar, id {@code always}. */
  public static WorkCalendar always() {
    throw new UnsupportedOperationException();
  }

  public static WorkCalendar compile(CalendarSpec spec) {
    throw new UnsupportedOperationException();
  }
}
