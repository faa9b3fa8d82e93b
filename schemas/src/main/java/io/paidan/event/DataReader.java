package io.paidan.event;

import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code data}, once its fields have been found, by the rules of the event's type. */
final class DataReader {
  static final Names FIELDS =
      new Names(
          List.of(
              "district",
              "channel",
              "community",
              "category",
              "title",
              "location",
              "reporter",
              "ticketClass",
              "decision",
              "reason",
              "assignments",
              "department",
              "outcome",
              "handling",
              "until",
              "approvedBy",
              "by",
              "level",
              "satisfaction",
              "solved",
              "departmentScores",
              "departments"));
  private static final int DISTRICT = FIELDS.number("district");
  private static final int CHANNEL = FIELDS.number("channel");
  private static final int COMMUNITY = FIELDS.number("community");
  private static final int CATEGORY = FIELDS.number("category");
  private static final int TITLE = FIELDS.number("title");
  private static final int LOCATION = FIELDS.number("location");
  private static final int REPORTER = FIELDS.number("reporter");
  private static final int TICKET_CLASS = FIELDS.number("ticketClass");
  private static final int DECISION = FIELDS.number("decision");
  private static final int REASON = FIELDS.number("reason");
  private static final int ASSIGNMENTS = FIELDS.number("assignments");
  private static final int DEPARTMENT = FIELDS.number("department");
  private static final int OUTCOME = FIELDS.number("outcome");
  private static final int HANDLING = FIELDS.number("handling");
  private static final int UNTIL = FIELDS.number("until");
  private static final int APPROVED_BY = FIELDS.number("approvedBy");
  private static final int BY = FIELDS.number("by");
  private static final int LEVEL = FIELDS.number("level");
  private static final int SATISFACTION = FIELDS.number("satisfaction");
  private static final int SOLVED = FIELDS.number("solved");
  private static final int DEPARTMENT_SCORES = FIELDS.number("departmentScores");
  private static final int DEPARTMENTS = FIELDS.number("departments");

  /** The fields of all objects inside data. */
  private static final Names INNER_FIELDS =
      new Names(List.of("department", "role", "due", "score", "lat", "lon", "name", "phone"));

  private static final int INNER_DEPARTMENT = INNER_FIELDS.number("department");
  private static final int ROLE = INNER_FIELDS.number("role");
  private static final int DUE = INNER_FIELDS.number("due");
  private static final int SCORE = INNER_FIELDS.number("score");
  private static final int LAT = INNER_FIELDS.number("lat");
  private static final int LON = INNER_FIELDS.number("lon");
  private static final int NAME = INNER_FIELDS.number("name");
  private static final int PHONE = INNER_FIELDS.number("phone");

  private static final Channel[] CHANNELS = Channel.values();
  private static final Names CHANNEL_NAMES = Names.of(CHANNELS);
  private static final Category[] CATEGORIES = Category.values();
  private static final Names CATEGORY_NAMES = Names.of(CATEGORIES);
  private static final TicketClass[] CLASSES = TicketClass.values();
  private static final Names CLASS_NAMES = Names.of(CLASSES);
  private static final Decision[] DECISIONS = Decision.values();
  private static final Names DECISION_NAMES = Names.of(DECISIONS);
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Names OUTCOME_NAMES = Names.of(OUTCOMES);
  private static final Role[] ROLES = Role.values();
  private static final Names ROLE_NAMES = Names.of(ROLES);

  private static final EventData.Closed CLOSED = new EventData.Closed();

  private final JsonScanner scanner;
  private final Values values;
  private final Slots inner = new Slots(INNER_FIELDS);
  private final List<Assignee> assignees = new ArrayList<>();
  private final List<DepartmentScore> scores = new ArrayList<>();
  private final List<String> departments = new ArrayList<>();
  private byte[] bytes;
  private Slots slots;

  DataReader(JsonScanner scanner, Values values) {
    this.scanner = scanner;
    this.values = values;
  }

  EventData read(EventType type, byte[] bytes, Slots slots)
      throws RejectedException, JsonSyntaxException {
    this.bytes = bytes;
    this.slots = slots;
    Values v = outer();
    return switch (type) {
      case REPORTED -> reported();
      case ASSESSED -> assessed();
      case RECLASSIFIED -> reclassified();
      case DISPATCHED -> new EventData.Dispatched(v.requiredId(DISTRICT), assignments());
      case ACCEPTED -> new EventData.Accepted(v.requiredId(DEPARTMENT));
      case ARRIVED -> new EventData.Arrived(v.requiredId(DEPARTMENT));
      case SUSPENDED -> new EventData.Suspended(v.optionalId(DEPARTMENT), v.requiredText(REASON));
      case RESUMED -> new EventData.Resumed(v.optionalId(DEPARTMENT), v.text(REASON));
      case EXTENDED ->
          new EventData.Extended(
              v.requiredId(DEPARTMENT),
              v.inBounds(UNTIL, v.requiredInstant(UNTIL)),
              v.requiredText(APPROVED_BY),
              v.text(REASON));
      case URGED ->
          new EventData.Urged(
              v.requiredText(BY),
              v.has(LEVEL) ? v.wholeNumber(LEVEL, 1, 3) : 1,
              v.optionalId(DEPARTMENT));
      case REFUSED -> new EventData.Refused(v.requiredId(DEPARTMENT), v.requiredText(REASON));
      case RECALLED -> new EventData.Recalled(v.requiredId(DEPARTMENT), v.text(REASON));
      case RESOLVED ->
          new EventData.Resolved(
              v.requiredId(DEPARTMENT),
              v.required(OUTCOME, OUTCOME_NAMES, OUTCOMES),
              v.text(HANDLING));
      case FEEDBACK -> feedback();
      case REOPENED -> new EventData.Reopened(v.requiredText(REASON), departments());
      case CLOSED -> CLOSED;
      case CANCELLED -> new EventData.Cancelled(v.requiredText(REASON));
    };
  }

  private Values outer() {
    values.of(bytes, slots, "data", -1);
    return values;
  }

  private EventData reported() throws RejectedException, JsonSyntaxException {
    String district = values.requiredId(DISTRICT);
    Channel channel = values.required(CHANNEL, CHANNEL_NAMES, CHANNELS);
    String community = values.repeatingText(COMMUNITY);
    Category category = values.optional(CATEGORY, CATEGORY_NAMES, CATEGORIES);
    String title = values.text(TITLE);
    EventData.Location location = null;
    if (enter(LOCATION, "data.location")) {
      double lat = values.requiredNumber(LAT, -90, 90);
      double lon = values.requiredNumber(LON, -180, 180);
      location = new EventData.Location(lat, lon);
    }
    outer();
    EventData.Reporter reporter = null;
    if (enter(REPORTER, "data.reporter")) {
      String name = Masking.name(values.rawText(NAME));
      reporter = new EventData.Reporter(name, Masking.phone(values.rawText(PHONE)));
    }
    return new EventData.Reported(
        district, channel, community, category, title, location, reporter);
  }

  private EventData assessed() throws RejectedException {
    Decision decision = values.optional(DECISION, DECISION_NAMES, DECISIONS);
    return new EventData.Assessed(
        values.required(TICKET_CLASS, CLASS_NAMES, CLASSES),
        values.required(CATEGORY, CATEGORY_NAMES, CATEGORIES),
        decision == null ? Decision.DISPATCH : decision);
  }

  private EventData reclassified() throws RejectedException {
    TicketClass ticketClass = values.optional(TICKET_CLASS, CLASS_NAMES, CLASSES);
    Category category = values.optional(CATEGORY, CATEGORY_NAMES, CATEGORIES);
    if (ticketClass == null && category == null) {
      throw new RejectedException(
          Reason.MISSING_FIELD, "data.ticketClass or data.category is required; both are missing");
    }
    return new EventData.Reclassified(ticketClass, category, values.text(REASON));
  }

  private List<Assignee> assignments() throws RejectedException, JsonSyntaxException {
    if (!enterList(ASSIGNMENTS, true)) {
      throw values.reject(Reason.BAD_VALUE, ASSIGNMENTS, "is empty: name one department or more");
    }
    List<Assignee> list = assignees;
    list.clear();
    do {
      element("data.assignments", list.size());
      String department = values.requiredId(INNER_DEPARTMENT);
      Role role = values.required(ROLE, ROLE_NAMES, ROLES);
      Long due = values.has(DUE) ? values.inBounds(DUE, values.requiredInstant(DUE)) : null;
      list.add(new Assignee(department, role, due));
    } while (scanner.nextElement());
    return frozen(list);
  }

  private EventData feedback() throws RejectedException, JsonSyntaxException {
    if (!values.has(SATISFACTION)) {
      throw values.missing(SATISFACTION);
    }
    int satisfaction = values.wholeNumber(SATISFACTION, 1, 5);
    boolean solved = values.requiredBoolean(SOLVED);
    if (!enterList(DEPARTMENT_SCORES, false)) {
      return new EventData.Feedback(satisfaction, solved, List.of());
    }
    List<DepartmentScore> list = scores;
    list.clear();
    do {
      element("data.departmentScores", list.size());
      String department = values.requiredId(INNER_DEPARTMENT);
      list.add(new DepartmentScore(department, values.requiredNumber(SCORE, 0, 100)));
    } while (scanner.nextElement());
    return new EventData.Feedback(satisfaction, solved, frozen(list));
  }

  private List<String> departments() throws RejectedException, JsonSyntaxException {
    if (!values.has(DEPARTMENTS)) {
      return null;
    }
    if (!enterList(DEPARTMENTS, false)) {
      return List.of();
    }
    List<String> list = departments;
    list.clear();
    do {
      byte kind = scanner.value();
      values.of(bytes, slots, "data.departments", list.size());
      if (!JsonScanner.isString(kind)) {
        throw values.reject(
            Reason.BAD_VALUE, -1, "is " + JsonScanner.nameOf(kind) + ", not a string");
      }
      list.add(values.id(kind, scanner.start(), scanner.end(), -1, true));
    } while (scanner.nextElement());
    return frozen(list);
  }

  /** Moves to a list's first element; false when it is empty or, not required, absent. */
  private boolean enterList(int field, boolean required)
      throws RejectedException, JsonSyntaxException {
    if (!values.has(field)) {
      if (required) {
        throw values.missing(field);
      }
      return false;
    }
    values.wanted(field, slots.kind[field] == JsonScanner.ARRAY, "a list");
    return scanner.enterArray(bytes, slots.start[field], slots.end[field]);
  }

  /** Reads the object that is the list's element here, and turns to it. */
  private void element(String list, int index) throws RejectedException, JsonSyntaxException {
    values.of(bytes, inner, list, index);
    if (!scanner.objectHere(inner)) {
      String kind = JsonScanner.nameOf(scanner.value());
      throw values.reject(Reason.BAD_VALUE, -1, "is " + kind + ", not an object");
    }
  }

  /** Reads the object that the field is and turns to it; false when the field is absent. */
  private boolean enter(int field, String path) throws RejectedException, JsonSyntaxException {
    if (!values.has(field)) {
      return false;
    }
    values.wanted(field, slots.kind[field] == JsonScanner.OBJECT, "an object");
    scanner.object(bytes, slots.start[field], slots.end[field], inner);
    values.of(bytes, inner, path, -1);
    return true;
  }

  /** A copy that never changes, for the usual few elements without anything in between. */
  private static <T> List<T> frozen(List<T> list) {
    return switch (list.size()) {
      case 1 -> List.of(list.get(0));
      case 2 -> List.of(list.get(0), list.get(1));
      default -> List.copyOf(list);
    };
  }
}
