package io.paidan.policy;

import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import io.paidan.policy.CalendarSpec.Hours;
import io.paidan.policy.CalendarSpec.Season;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the seasons of one calendar. No day of the year lies in two of them. */
final class SeasonsParser {
  private static final Pattern DAY_OF_YEAR = Pattern.compile("\\d\\d-\\d\\d");
  private static final LocalDate LEAP_YEAR = LocalDate.of(2000, 1, 1);

  private final Problems problems;
  private final List<Season> seasons = new ArrayList<>();

  SeasonsParser(Problems problems) {
    this.problems = problems;
  }

  /** The seasons without a problem. */
  List<Season> read(List<JsonValue> items) {
    for (JsonValue item : items) {
      Fields fields = Fields.of(item, problems);
      if (fields != null) {
        season(fields);
      }
    }
    return List.copyOf(seasons);
  }

  private void season(Fields fields) {
    MonthDay from = dayOfYear(fields, "from");
    MonthDay to = dayOfYear(fields, "to");
    JsonValue hours = fields.required("hours");
    Map<DayOfWeek, List<Hours>> byDay = hours == null ? Map.of() : hours(hours);
    fields.noOthers();
    if (from == null || to == null) {
      return;
    }
    Season season = new Season(from, to, byDay);
    for (int day = 0; day < LEAP_YEAR.lengthOfYear(); day++) {
      MonthDay monthDay = MonthDay.from(LEAP_YEAR.plusDays(day));
      if (season.includes(monthDay) && seasons.stream().anyMatch(s -> s.includes(monthDay))) {
        problems.add(
            fields.object(),
            "seasons overlap: "
                + monthDay.toString().substring(2)
                + " lies in this one and in one before");
        break;
      }
    }
    seasons.add(season);
  }

  private MonthDay dayOfYear(Fields fields, String name) {
    String text = fields.requiredString(name);
    if (text == null) {
      return null;
    }
    try {
      if (DAY_OF_YEAR.matcher(text).matches()) {
        return MonthDay.parse("--" + text);
      }
    } catch (DateTimeException e) {
      // The form is right, but there is no such day: the same message.
    }
    problems.add(
        fields.get(name),
        "no day of the year: " + Fields.quote(text) + ": write it like \"05-01\"");
    return null;
  }

  private Map<DayOfWeek, List<Hours>> hours(JsonValue value) {
    Map<DayOfWeek, List<Hours>> byDay = new EnumMap<>(DayOfWeek.class);
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return byDay;
    }
    fields.noRepeats();
    for (JsonValue.Member member : value.members()) {
      List<Hours> hours = HoursParser.read(member.value(), problems);
      for (DayOfWeek day : Weekdays.range(member, problems)) {
        if (byDay.put(day, hours) != null) {
          problems.add(member, "hours of " + day + " are given twice in this season");
        }
      }
    }
    return Collections.unmodifiableMap(byDay);
  }
}
