package io.paidan.policy;

import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;

/** Reads one target of a policy. */
final class TargetParser {
  private TargetParser() {}

  /**
   * The target, or null when there is a problem with it.
   *
   * @param calendars ids of the calendars that it can name
   */
  static Target read(JsonValue value, Set<String> calendars, Problems problems) {
    int before = problems.count();
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return null;
    }
    ClockType clock = fields.requiredOneOf("clock", ClockType.class, "clock");
    TicketClass ticketClass = fields.oneOf("ticketClass", TicketClass.class, "ticket class");
    Category category = fields.oneOf("category", Category.class, "category");
    String district = fields.id("district");
    String department = fields.id("department");
    Limit limit = limit(fields, problems);
    String calendar = fields.string("calendar");
    if (calendar != null && !calendars.contains(calendar)) {
      problems.add(
          fields.get("calendar"),
          "unknown calendar "
              + Fields.quote(calendar)
              + ": this version has "
              + String.join(", ", calendars));
    }
    List<Double> warnAt =
        shares(fields.items("warnAt"), s -> s > 0 && s < 1, "over 0 and below 1", problems);
    List<Double> escalateAt = shares(fields.items("escalateAt"), s -> s > 1, "over 1", problems);
    fields.noOthers();
    if (problems.count() > before) {
      return null;
    }
    return new Target(
        clock,
        ticketClass,
        category,
        district,
        department,
        limit,
        calendar == null ? CalendarSpec.ALWAYS : calendar,
        warnAt,
        escalateAt);
  }

  private static Limit limit(Fields fields, Problems problems) {
    String text = fields.requiredString("limit");
    if (text == null) {
      return null;
    }
    try {
      return Limit.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(fields.get("limit"), e.getMessage());
      return null;
    }
  }

  private static List<Double> shares(
      List<JsonValue> items, DoublePredicate allowed, String range, Problems problems) {
    List<Double> shares = new ArrayList<>();
    double last = 0;
    for (JsonValue item : items) {
      Double share = Fields.number(item, problems);
      if (share == null) {
        continue;
      }
      if (!allowed.test(share) || share.isInfinite()) {
        problems.add(item, "a share of the limit here is " + range + ", not " + item.text());
      } else if (share <= last) {
        problems.add(item, "shares of the limit must ascend: " + item.text() + " does not");
      }
      last = Math.max(last, share);
      shares.add(share);
    }
    return shares;
  }
}
