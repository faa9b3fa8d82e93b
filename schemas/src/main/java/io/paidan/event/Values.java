package io.paidan.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the values that a {@link Slots} points to, each by the contract's rule for its field, and
 * rejects the record where the rule is broken. One object is read at a time: see {@link #of}.
 */
final class Values {
  /** The first instant that a field of an event can mean, 2000-01-01T00:00:00Z. */
  static final long FIRST_INSTANT = 946_684_800_000L;

  /** Where the instants that a field can mean end, 2100-01-01T00:00:00Z. */
  static final long END_OF_INSTANTS = 4_102_444_800_000L;

  /** Bytes of UTF-8 in the id of a ticket, a department or a district. */
  static final int LONGEST_ID = 100;

  private static final int LONGEST_NUMBER = 1000;
  private static final int LONGEST_QUOTE = 40;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final TextCache ids = new TextCache();
  private final TextCache attributes = new TextCache();
  private final TextCache texts = new TextCache();

  private byte[] bytes;
  private Slots slots;
  private String prefix;
  private int index;

  /**
   * Turns to another object.
   *
   * @param prefix its path, for messages, up to the dot
   * @param index its place in a list, or -1
   */
  void of(byte[] bytes, Slots slots, String prefix, int index) {
    this.bytes = bytes;
    this.slots = slots;
    this.prefix = prefix;
    this.index = index;
  }

  byte kind(int field) {
    return slots.kind[field];
  }

  int start(int field) {
    return slots.start[field];
  }

  int end(int field) {
    return slots.end[field];
  }

  /** Whether the field is there and not JSON null. */
  boolean has(int field) {
    return slots.kind[field] > JsonScanner.NULL;
  }

  /** A CloudEvents attribute whose text comes again and again, without control characters. */
  String attribute(int field, boolean repeating) throws RejectedException {
    byte kind = slots.kind[field];
    if (!JsonScanner.isString(kind)) {
      throw reject(
          Reason.NOT_CLOUDEVENTS, field, "is " + JsonScanner.nameOf(kind) + ", not a string");
    }
    int start = slots.start[field];
    int end = slots.end[field];
    if (repeating) {
      String known = attributes.get(bytes, start, end);
      if (known != null) {
        return known;
      }
    }
    String text = string(kind, start, end);
    if (kind != JsonScanner.ASCII || hasControl(start, end)) {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isISOControl(text.charAt(i))) {
          throw reject(Reason.NOT_CLOUDEVENTS, field, "holds a control character");
        }
      }
    }
    return repeating && kind != JsonScanner.ESCAPED
        ? attributes.put(bytes, start, end, text)
        : text;
  }

  /** Free text that must say something; masked. */
  String requiredText(int field) throws RejectedException {
    String text = text(field);
    if (text == null) {
      throw missing(field);
    }
    if (text.isEmpty()) {
      throw reject(Reason.MISSING_FIELD, field, "is required and empty");
    }
    return text;
  }

  /** Free text or null; masked. */
  String text(int field) throws RejectedException {
    return has(field) ? Masking.text(rawText(field)) : null;
  }

  /** Free text or null that comes again and again; masked. */
  String repeatingText(int field) throws RejectedException {
    if (!has(field)) {
      return null;
    }
    int start = slots.start[field];
    int end = slots.end[field];
    boolean plain = slots.kind[field] == JsonScanner.ASCII || slots.kind[field] == JsonScanner.UTF8;
    String known = plain ? texts.get(bytes, start, end) : null;
    if (known != null) {
      return known;
    }
    String text = Masking.text(rawText(field));
    return plain ? texts.put(bytes, start, end, text) : text;
  }

  /** Text or null, as it came: personal data that the caller masks. */
  String rawText(int field) throws RejectedException {
    if (!has(field)) {
      return null;
    }
    return string(wanted(field, JsonScanner.isString(slots.kind[field]), "a string"), field);
  }

  /** The id of a department or district, which come again and again. */
  String requiredId(int field) throws RejectedException {
    if (!has(field)) {
      throw missing(field);
    }
    return optionalId(field);
  }

  String optionalId(int field) throws RejectedException {
    if (!has(field)) {
      return null;
    }
    byte kind = wanted(field, JsonScanner.isString(slots.kind[field]), "a string");
    return id(kind, slots.start[field], slots.end[field], field, true);
  }

  /**
   * Checks an id.
   *
   * @param field whose it is, for the message; -1 for an element of a list, which {@code of} names
   */
  String id(byte kind, int start, int end, int field, boolean repeating) throws RejectedException {
    if (repeating && kind != JsonScanner.ESCAPED) {
      String known = ids.get(bytes, start, end);
      if (known != null) {
        return known;
      }
    }
    String id = string(kind, start, end);
    String problem = Ids.problem(id);
    if (problem != null) {
      throw reject(Reason.BAD_ID, field, problem);
    }
    return repeating && kind != JsonScanner.ESCAPED ? ids.put(bytes, start, end, id) : id;
  }

  <E> E required(int field, Names names, E[] values) throws RejectedException {
    if (!has(field)) {
      throw missing(field);
    }
    return optional(field, names, values);
  }

  <E> E optional(int field, Names names, E[] values) throws RejectedException {
    if (!has(field)) {
      return null;
    }
    byte kind = wanted(field, JsonScanner.isString(slots.kind[field]), "a string");
    int number;
    if (kind == JsonScanner.ESCAPED) {
      byte[] plain = string(kind, field).getBytes(StandardCharsets.UTF_8);
      number = names.find(plain, 0, plain.length);
    } else {
      number = names.find(bytes, slots.start[field], slots.end[field]);
    }
    if (number < 0) {
      throw reject(Reason.BAD_VALUE, field, "is " + quote(field) + ", none of " + names.list());
    }
    return values[number];
  }

  boolean requiredBoolean(int field) throws RejectedException {
    if (!has(field)) {
      throw missing(field);
    }
    byte kind = slots.kind[field];
    wanted(field, kind == JsonScanner.TRUE || kind == JsonScanner.FALSE, "true or false");
    return kind == JsonScanner.TRUE;
  }

  /** A whole number; 3.0 is one, as JSON Schema has it. */
  int wholeNumber(int field, int low, int high) throws RejectedException {
    wanted(field, slots.kind[field] == JsonScanner.NUMBER, "a number");
    int start = slots.start[field];
    int end = slots.end[field];
    if (end - start == 1) {
      int value = bytes[start] - '0';
      if (value >= low && value <= high) {
        return value;
      }
    } else {
      BigDecimal value = decimal(field);
      if (value != null
          && value.compareTo(BigDecimal.valueOf(low)) >= 0
          && value.compareTo(BigDecimal.valueOf(high)) <= 0
          && value.stripTrailingZeros().scale() <= 0) {
        return value.intValueExact();
      }
    }
    throw reject(
        Reason.BAD_VALUE, field, "is " + quote(field) + ", no whole number " + low + " to " + high);
  }

  double requiredNumber(int field, int low, int high) throws RejectedException {
    if (!has(field)) {
      throw missing(field);
    }
    wanted(field, slots.kind[field] == JsonScanner.NUMBER, "a number");
    double value = plainNumber(slots.start[field], slots.end[field]);
    if (Double.isNaN(value)) {
      BigDecimal exact = decimal(field);
      boolean inRange =
          exact != null
              && exact.compareTo(BigDecimal.valueOf(low)) >= 0
              && exact.compareTo(BigDecimal.valueOf(high)) <= 0;
      value = inRange ? exact.doubleValue() : Double.NaN;
    }
    if (value >= low && value <= high) {
      // Minus zero is zero: equal values, equal events.
      return value + 0.0;
    }
    throw reject(
        Reason.BAD_VALUE, field, "is " + quote(field) + ", not between " + low + " and " + high);
  }

  /** An instant, in ms, that may lie in any year. */
  long requiredInstant(int field) throws RejectedException {
    byte kind = slots.kind[field];
    if (kind <= JsonScanner.NULL) {
      throw missing(field);
    }
    long instant = Rfc3339.INVALID;
    if (kind == JsonScanner.ASCII) {
      instant = Rfc3339.parse(bytes, slots.start[field], slots.end[field]);
    } else if (kind == JsonScanner.ESCAPED) {
      instant = Rfc3339.parse(string(kind, field));
    }
    if (instant == Rfc3339.INVALID) {
      String what = JsonScanner.isString(kind) ? quote(field) : JsonScanner.nameOf(kind);
      throw reject(
          Reason.BAD_TIME,
          field,
          "is "
              + what
              + ", not an RFC 3339 instant with an offset, such as 2026-11-20T03:04:05.123Z");
    }
    return instant;
  }

  /** The instant, if it lies in the years that an event can be about. */
  long inBounds(int field, long instant) throws RejectedException {
    if (instant < FIRST_INSTANT || instant >= END_OF_INSTANTS) {
      throw reject(
          Reason.BAD_TIME, field, "is " + quote(field) + ", outside the years 2000 to 2099");
    }
    return instant;
  }

  /** Rejects a value of another JSON type; its kind. */
  byte wanted(int field, boolean right, String type) throws RejectedException {
    byte kind = slots.kind[field];
    if (!right) {
      throw reject(Reason.BAD_VALUE, field, "is " + JsonScanner.nameOf(kind) + ", not " + type);
    }
    return kind;
  }

  RejectedException missing(int field) {
    return reject(Reason.MISSING_FIELD, field, "is required and missing");
  }

  RejectedException reject(Reason reason, int field, String rule) {
    StringBuilder detail = new StringBuilder(prefix);
    if (index >= 0) {
      detail.append('[').append(index).append(']');
    }
    if (field >= 0) {
      if (!detail.isEmpty()) {
        detail.append('.');
      }
      detail.append(slots.names.get(field));
    }
    return new RejectedException(reason, detail.append(' ').append(rule).toString());
  }

  /** A value that looks like a code, in quotes; of anything else only what it is. */
  String quote(int field) {
    byte kind = slots.kind[field];
    if (kind != JsonScanner.ASCII && kind != JsonScanner.NUMBER) {
      return "another text";
    }
    int start = slots.start[field];
    int end = slots.end[field];
    String text =
        new String(
            bytes, start, Math.min(end - start, LONGEST_QUOTE + 40), StandardCharsets.ISO_8859_1);
    String masked = Masking.text(text);
    if (masked.length() > LONGEST_QUOTE) {
      masked = masked.substring(0, LONGEST_QUOTE) + "…";
    }
    return kind == JsonScanner.NUMBER ? masked : '"' + masked + '"';
  }

  private String string(byte kind, int field) {
    return string(kind, slots.start[field], slots.end[field]);
  }

  private String string(byte kind, int start, int end) {
    return switch (kind) {
      case JsonScanner.ASCII -> new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      case JsonScanner.UTF8 -> new String(bytes, start, end - start, StandardCharsets.UTF_8);
      default -> JsonScanner.unescape(bytes, start, end);
    };
  }

  private boolean hasControl(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < ' ' || bytes[i] == 0x7F) {
        return true;
      }
    }
    return false;
  }

  /** The exact value, or null when nothing could be done with such a number. */
  private BigDecimal decimal(int field) {
    int length = slots.end[field] - slots.start[field];
    if (length > LONGEST_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(string(JsonScanner.ASCII, field));
    } catch (NumberFormatException e) {
      // Its exponent is beyond what can be counted: in no range that a field has.
      return null;
    }
  }

  /** A number of up to 15 digits without exponent; NaN for any other. */
  private double plainNumber(int start, int end) {
    if (end - start > 17) {
      return Double.NaN;
    }
    int p = start;
    boolean negative = bytes[p] == '-';
    if (negative) {
      p++;
    }
    long mantissa = 0;
    int digits = 0;
    int decimals = -1;
    for (; p < end; p++) {
      byte c = bytes[p];
      if (c == '.') {
        decimals = 0;
      } else if (c >= '0' && c <= '9') {
        mantissa = mantissa * 10 + (c - '0');
        digits++;
        if (decimals >= 0) {
          decimals++;
        }
      } else {
        return Double.NaN;
      }
    }
    if (digits > 15) {
      return Double.NaN;
    }
    double value = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals] : mantissa;
    return negative ? -value : value;
  }
}
