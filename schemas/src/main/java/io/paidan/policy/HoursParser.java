package io.paidan.policy;

import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import io.paidan.policy.CalendarSpec.Hours;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the hours of a day: {@code ["09:30-13:30", "16:00-20:00"]}. */
final class HoursParser {
  private static final Pattern INTERVAL = Pattern.compile("(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");
  private static final int MINUTES_OF_DAY = 1_440;

  private HoursParser() {}

  /** The intervals without a problem. */
  static List<Hours> read(JsonValue value, Problems problems) {
    if (value.kind() != JsonValue.Kind.ARRAY) {
      problems.add(value, "must be an array of hours like \"09:30-13:30\"");
      return List.of();
    }
    List<Hours> all = new ArrayList<>();
    for (JsonValue item : value.items()) {
      Hours hours = interval(item, problems);
      if (hours == null) {
        continue;
      }
      if (!all.isEmpty() && hours.startMinute() < all.get(all.size() - 1).endMinute()) {
        problems.add(
            item, "hours of a day must be in order and not overlap: " + item.text() + " does not");
      }
      all.add(hours);
    }
    return List.copyOf(all);
  }

  private static Hours interval(JsonValue item, Problems problems) {
    String text = Fields.string(item, problems);
    if (text == null) {
      return null;
    }
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches()) {
      problems.add(
          item, "unreadable hours " + Fields.quote(text) + ": write them like \"09:30-13:30\"");
      return null;
    }
    int start = minute(matcher.group(1), matcher.group(2));
    int end = minute(matcher.group(3), matcher.group(4));
    if (start < 0 || end < 0) {
      problems.add(item, "no such time of day in " + text + ": a day goes from 00:00 to 24:00");
      return null;
    }
    if (start >= end) {
      problems.add(item, "hours must end after they begin: " + text + " does not");
      return null;
    }
    return new Hours(start, end);
  }

  /** Minutes since midnight, or -1 when there is no such time. */
  private static int minute(String hour, String minute) {
    int of = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    return Integer.parseInt(minute) > 59 || of > MINUTES_OF_DAY ? -1 : of;
  }
}
