package io.paidan.core.sla;

import io.paidan.policy.CalendarSpec;
import io.paidan.policy.PolicyVersion;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Makes calendars that count out of calendars as policies write them. */
public final class Calendars {
  private static final WorkCalendar ALWAYS = new AlwaysCalendar(ZoneId.of("Asia/Shanghai"));

  private Calendars() {}

  /**
   * The built-in 24×7 calendar, id {@code always}. Its working days are all local dates of
   * Asia/Shanghai, each ending at 24:00.
   */
  public static WorkCalendar always() {
    return ALWAYS;
  }

  /**
   * A calendar that counts by the given one.
   *
   * @param spec as {@link io.paidan.policy.PolicyParser} gives it: ordered hours, at least one open
   *     minute
   */
  public static WorkCalendar compile(CalendarSpec spec) {
    return new YearlyCalendar(spec);
  }

  /** All calendars that targets of the version can name, {@code always} among them, by id. */
  public static Map<String, WorkCalendar> of(PolicyVersion version) {
    Map<String, WorkCalendar> calendars = new HashMap<>();
    calendars.put(CalendarSpec.ALWAYS, always());
    for (CalendarSpec spec : version.calendars()) {
      calendars.put(spec.id(), compile(spec));
    }
    return Map.copyOf(calendars);
  }
}
