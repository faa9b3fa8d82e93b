package io.paidan.core.sla;

import io.paidan.policy.CalendarSpec;
import io.paidan.policy.PolicyParser;
import java.util.List;

/** Calendars for tests, written as a policy writes them. */
final class CalendarSpecs {
  /** The calendar of the contract's example with the Spring Festival of 2026. */
  static final String OFFICE =
      """
      {"id":"office","zone":"Asia/Shanghai",
       "seasons":[{"from":"05-01","to":"09-30","hours":{"MON-FRI":["09:30-13:30","16:00-20:00"]}},
                  {"from":"10-01","to":"04-30","hours":{"MON-FRI":["10:00-14:00","15:30-19:30"]}}],
       "holidays":["2026-02-15","2026-02-16","2026-02-17","2026-02-18","2026-02-19","2026-02-20",
                   "2026-02-21","2026-02-22","2026-02-23"],
       "workdays":[{"date":"2026-02-14","hoursOf":"FRI"},{"date":"2026-02-28","hoursOf":"MON"}]}
      """;

  private CalendarSpecs() {}

  static WorkCalendar calendar(String json) {
    return Calendars.compile(spec(json));
  }

  /** Open around the clock, every day. */
  static WorkCalendar open(String zone) {
    return weekly(zone, "00:00-24:00");
  }

  /** The same hours every day of the year. */
  static WorkCalendar weekly(String zone, String hours) {
    return calendar(
        """
        {"id":"c","zone":"%s","seasons":[{"from":"01-01","to":"12-31","hours":{"MON-SUN":["%s"]}}]}
        """
            .formatted(zone, hours));
  }

  static CalendarSpec spec(String json) {
    PolicyParser.Result result =
        PolicyParser.parse(
            """
            {"id":"p","version":1,"effectiveFrom":"2020-01-01T00:00:00Z","targets":[],
             "calendars":[%s]}
            """
                .formatted(json));
    if (!result.problems().isEmpty()) {
      throw new AssertionError(List.copyOf(result.problems()).toString());
    }
    return result.versions().get(0).calendars().get(0);
  }
}
