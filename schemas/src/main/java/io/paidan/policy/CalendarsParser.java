package io.paidan.policy;

import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import io.paidan.policy.CalendarSpec.Hours;
import io.paidan.policy.CalendarSpec.Season;
import io.paidan.policy.CalendarSpec.Workday;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the calendars of one policy version. */
final class CalendarsParser {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  private final Problems problems;
  private final Set<String> ids = new TreeSet<>(Set.of(CalendarSpec.ALWAYS));
  private final List<CalendarSpec> sound = new ArrayList<>();

  CalendarsParser(Problems problems) {
    this.problems = problems;
  }

  /** The ids that targets can name: those with a problem too, which is told where it is. */
  Set<String> ids() {
    return ids;
  }

  /** The calendars without a problem. */
  List<CalendarSpec> sound() {
    return sound;
  }

  void read(List<JsonValue> calendars) {
    for (JsonValue calendar : calendars) {
      Fields fields = Fields.of(calendar, problems);
      if (fields != null) {
        calendar(fields);
      }
    }
  }

  private void calendar(Fields fields) {
    int before = problems.count();
    String id = fields.requiredId("id");
    if (CalendarSpec.ALWAYS.equals(id)) {
      problems.add(fields.get("id"), "calendar always is built in: choose another id");
    } else if (id != null && !ids.add(id)) {
      problems.add(fields.get("id"), "calendar " + id + " is given twice");
    }
    ZoneId zone = fields.requiredZone("zone");
    List<Season> seasons = new SeasonsParser(problems).read(fields.items("seasons"));
    Set<LocalDate> holidays = holidays(fields.items("holidays"));
    Map<LocalDate, Workday> workdays = workdays(fields.items("workdays"));
    Integer[] covers = covers(fields.get("covers"));
    fields.noOthers();
    if (problems.count() > before) {
      return;
    }
    CalendarSpec spec =
        new CalendarSpec(id, zone, seasons, holidays, workdays, covers[0], covers[1]);
    if (OpenMinute.in(spec)) {
      sound.add(spec);
    } else {
      problems.add(
          fields.object(), "calendar " + id + " has no open minute in the years it covers");
    }
  }

  private Set<LocalDate> holidays(List<JsonValue> items) {
    Set<LocalDate> holidays = new LinkedHashSet<>();
    for (JsonValue item : items) {
      LocalDate date = date(item);
      if (date != null) {
        holidays.add(date);
      }
    }
    return Collections.unmodifiableSet(holidays);
  }

  private Map<LocalDate, Workday> workdays(List<JsonValue> items) {
    Map<LocalDate, Workday> workdays = new LinkedHashMap<>();
    for (JsonValue item : items) {
      Fields fields = Fields.of(item, problems);
      if (fields == null) {
        continue;
      }
      JsonValue at = fields.required("date");
      LocalDate date = at == null ? null : date(at);
      DayOfWeek hoursOf = null;
      JsonValue hoursOfValue = fields.get("hoursOf");
      if (hoursOfValue != null) {
        hoursOf = Weekdays.one(hoursOfValue, problems);
      }
      List<Hours> hours =
          fields.get("hours") == null ? List.of() : HoursParser.read(fields.get("hours"), problems);
      if (hoursOfValue != null && fields.get("hours") != null) {
        problems.add(item, "has \"hoursOf\" and \"hours\": one of them, or none for closed");
      }
      fields.noOthers();
      if (date != null && workdays.put(date, new Workday(hoursOf, hours)) != null) {
        problems.add(at, "workday " + date + " is given twice");
      }
    }
    return Collections.unmodifiableMap(workdays);
  }

  private LocalDate date(JsonValue value) {
    String text = Fields.string(value, problems);
    if (text == null) {
      return null;
    }
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // The form is right, but there is no such date: the same message.
    }
    problems.add(value, "no date: " + Fields.quote(text) + ": write it like \"2026-10-01\"");
    return null;
  }

  /** First and last year, both null when the calendar does not say. */
  private Integer[] covers(JsonValue value) {
    Integer[] years = new Integer[2];
    if (value == null) {
      return years;
    }
    if (value.kind() != JsonValue.Kind.ARRAY || value.items().size() != 2) {
      problems.add(value, "must be two years, first and last, like [\"2024\", \"2027\"]");
      return years;
    }
    for (int i = 0; i < 2; i++) {
      years[i] = year(value.items().get(i));
    }
    if (years[0] != null && years[1] != null && years[0] > years[1]) {
      problems.add(value, "the first year covered comes after the last one");
    }
    return years;
  }

  private Integer year(JsonValue value) {
    String text = Fields.string(value, problems);
    if (text == null) {
      return null;
    }
    int year = YEAR.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (year < CalendarSpec.FIRST_YEAR || year > CalendarSpec.LAST_YEAR) {
      problems.add(
          value,
          "a year covered is from "
              + CalendarSpec.FIRST_YEAR
              + " to "
              + CalendarSpec.LAST_YEAR
              + ", not "
              + Fields.quote(text));
      return null;
    }
    return year;
  }
}
