package io.paidan.policy;

import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Days of the week as policies name them: {@code MON}, {@code MON-FRI}, {@code SAT-MON}. */
final class Weekdays {
  private static final Map<String, DayOfWeek> BY_NAME =
      Map.of(
          "MON", DayOfWeek.MONDAY,
          "TUE", DayOfWeek.TUESDAY,
          "WED", DayOfWeek.WEDNESDAY,
          "THU", DayOfWeek.THURSDAY,
          "FRI", DayOfWeek.FRIDAY,
          "SAT", DayOfWeek.SATURDAY,
          "SUN", DayOfWeek.SUNDAY);

  private static final String FORM = "MON, TUE, WED, THU, FRI, SAT or SUN";

  private Weekdays() {}

  /** A single day, or null and a problem. */
  static DayOfWeek one(JsonValue value, Problems problems) {
    String text = Fields.string(value, problems);
    if (text == null) {
      return null;
    }
    DayOfWeek day = BY_NAME.get(text);
    if (day == null) {
      problems.add(value, "unknown weekday " + Fields.quote(text) + ": one of " + FORM);
    }
    return day;
  }

  /**
   * The days that a name of hours means, from the first to the last; empty and a problem if none.
   */
  static List<DayOfWeek> range(JsonValue.Member member, Problems problems) {
    String[] ends = member.name().split("-", -1);
    DayOfWeek first = BY_NAME.get(ends[0]);
    DayOfWeek last = BY_NAME.get(ends[ends.length - 1]);
    if (first == null || last == null || ends.length > 2) {
      problems.add(
          member,
          "unknown weekdays " + Fields.quote(member.name()) + ": " + FORM + ", or like MON-FRI");
      return List.of();
    }
    List<DayOfWeek> days = new ArrayList<>();
    days.add(first);
    for (DayOfWeek day = first; day != last; ) {
      day = day.plus(1);
      days.add(day);
    }
    return days;
  }
}
