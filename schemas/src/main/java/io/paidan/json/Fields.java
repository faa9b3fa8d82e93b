package io.paidan.json;

import io.paidan.event.Ids;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The members of one object, taken by name. What is missing, of the wrong type or outside its list
 * becomes a problem and is given as null; an absent optional member is null without one. Not
 * thread-safe.
 */
public final class Fields {
  private final JsonValue object;
  private final Problems problems;
  private final Set<String> asked = new HashSet<>();

  private Fields(JsonValue object, Problems problems) {
    this.object = object;
    this.problems = problems;
  }

  /** The members of the value, or null and a problem when it is no object. */
  public static Fields of(JsonValue value, Problems problems) {
    return is(value, JsonValue.Kind.OBJECT, problems) ? new Fields(value, problems) : null;
  }

  private static boolean is(JsonValue value, JsonValue.Kind kind, Problems problems) {
    if (value.kind() == kind) {
      return true;
    }
    problems.add(value, "must be " + kind.words() + ", not " + value.kind().words());
    return false;
  }

  /** The text of the value, or null and a problem when it is no string. */
  public static String string(JsonValue value, Problems problems) {
    return is(value, JsonValue.Kind.STRING, problems) ? value.text() : null;
  }

  /** The number, or null and a problem when it is none. */
  public static Double number(JsonValue value, Problems problems) {
    return is(value, JsonValue.Kind.NUMBER, problems) ? Double.valueOf(value.text()) : null;
  }

  /** The object that these are the members of. */
  public JsonValue object() {
    return object;
  }

  /** The member, or null. */
  public JsonValue get(String name) {
    asked.add(name);
    return object.get(name);
  }

  /** The member, or null and a problem. */
  public JsonValue required(String name) {
    JsonValue value = get(name);
    if (value == null) {
      problems.add(object, "\"" + name + "\" is missing");
    }
    return value;
  }

  public String string(String name) {
    JsonValue value = get(name);
    return value == null ? null : string(value, problems);
  }

  public String requiredString(String name) {
    return required(name) == null ? null : string(name);
  }

  /** A text that is not empty. */
  public String requiredName(String name) {
    String text = requiredString(name);
    if (text != null && text.isEmpty()) {
      problems.add(get(name), "is empty");
      return null;
    }
    return text;
  }

  /** The members of an object, or null where there is no such member. */
  public Fields object(String name) {
    JsonValue value = get(name);
    return value == null ? null : of(value, problems);
  }

  /**
   * An id of a ticket, a department, a district… (contract, section 1): 1 to 100 bytes of UTF-8, no
   * {@code /}, no control characters.
   */
  public String id(String name) {
    String id = string(name);
    if (id == null) {
      return null;
    }
    String wrong = Ids.problem(id);
    if (wrong != null) {
      problems.add(get(name), "the id " + wrong);
      return null;
    }
    return id;
  }

  public String requiredId(String name) {
    return required(name) == null ? null : id(name);
  }

  /** One of the constants, by its name. */
  public <E extends Enum<E>> E oneOf(String name, Class<E> type, String what) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    String all =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    problems.add(get(name), "unknown " + what + " " + quote(text) + ": one of " + all);
    return null;
  }

  public <E extends Enum<E>> E requiredOneOf(String name, Class<E> type, String what) {
    return required(name) == null ? null : oneOf(name, type, what);
  }

  /** A whole number of at least that much. */
  public Integer requiredInteger(String name, int least) {
    JsonValue value = required(name);
    Double number = value == null ? null : number(value, problems);
    if (number == null) {
      return null;
    }
    if (number != Math.rint(number) || number < least || number > Integer.MAX_VALUE) {
      problems.add(
          value, "must be a whole number from " + least + " on, not " + shorten(value.text()));
      return null;
    }
    return number.intValue();
  }

  /** A number from least to most, both included. */
  public Double requiredNumber(String name, double least, double most) {
    JsonValue value = required(name);
    Double number = value == null ? null : number(value, problems);
    if (number != null && (number < least || number > most)) {
      problems.add(
          value,
          String.format(
              Locale.ROOT, "must be from %s to %s, not %s", least, most, shorten(value.text())));
      return null;
    }
    return number;
  }

  /** The items, or an empty list where there is no such member or it is no array. */
  public List<JsonValue> items(String name) {
    JsonValue value = get(name);
    return value != null && is(value, JsonValue.Kind.ARRAY, problems) ? value.items() : List.of();
  }

  public List<JsonValue> requiredItems(String name) {
    return required(name) == null ? List.of() : items(name);
  }

  /** A time zone by its id in the time zone database, or an offset. */
  public ZoneId zone(String name) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      problems.add(
          get(name), "unknown time zone " + quote(text) + ": write it like \"Asia/Shanghai\"");
      return null;
    }
  }

  public ZoneId requiredZone(String name) {
    return required(name) == null ? null : zone(name);
  }

  /** Call after all others: names that were not asked for are problems, and repeated ones too. */
  public void noOthers() {
    for (JsonValue.Member member : object.members()) {
      if (!asked.contains(member.name())) {
        problems.add(
            member,
            "unknown field "
                + quote(member.name())
                + ": known here are "
                + asked.stream().sorted().collect(Collectors.joining(", ")));
      }
    }
    noRepeats();
  }

  /** Names that are given twice are problems: nobody can know which one is meant. */
  public void noRepeats() {
    Set<String> seen = new HashSet<>();
    for (JsonValue.Member member : object.members()) {
      if (!seen.add(member.name())) {
        problems.add(member, "field " + quote(member.name()) + " is given twice");
      }
    }
  }

  /** The text in quotation marks, shortened when it is long. */
  public static String quote(String text) {
    return "\"" + shorten(text) + "\"";
  }

  private static String shorten(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.codePointCount(0, line.length()) <= 60
        ? line
        : line.substring(0, line.offsetByCodePoints(0, 57)) + "...";
  }
}
