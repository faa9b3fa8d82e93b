package io.paidan.core.ticket;

import io.paidan.Instants;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one JSON object as UTF-8 bytes, with nothing in between. Reused from document to document;
 * not thread-safe.
 *
 * <p>Instants are {@code yyyy-MM-ddTHH:mm:ss.SSSZ}, UTC (contract, section 1); {@link
 * Instants#NONE} and null references are JSON null.
 */
public final class JsonBuffer {
  /** The name of a field, made ready. */
  public static final class Name {
    private final byte[] bytes;

    /** A name of letters, digits, {@code _} and {@code @}. */
    public Name(String name) {
      bytes = ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }
  }

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final long DAY_MS = 86_400_000L;
  private static final int INSTANT_BYTES = "\"yyyy-MM-ddTHH:mm:ss.SSSZ\",".length();

  private byte[] bytes = new byte[1024];
  private int size;

  // The local date of the last instant written: neighbours share it.
  private long lastDay = Long.MIN_VALUE;
  private final byte[] lastDate = new byte[10];

  /** Forgets what was written and opens an object. */
  public JsonBuffer begin() {
    size = 0;
    return open();
  }

  /** Closes the object and returns a copy of its bytes. */
  public byte[] end() {
    close();
    return Arrays.copyOf(bytes, size - 1);
  }

  /** Opens an object within an array or as a field's value. */
  public JsonBuffer open() {
    put('{');
    return this;
  }

  /** Closes an object. */
  public JsonBuffer close() {
    dropComma();
    put('}');
    put(',');
    return this;
  }

  /** Opens an array as a field's value. */
  public JsonBuffer array(Name name) {
    name(name);
    put('[');
    return this;
  }

  /** Opens an object as a field's value. */
  public JsonBuffer object(Name name) {
    name(name);
    return open();
  }

  /** Closes an array. */
  public JsonBuffer endArray() {
    dropComma();
    put(']');
    put(',');
    return this;
  }

  /** A string or null. */
  public JsonBuffer string(Name name, String value) {
    name(name);
    return string(value);
  }

  /** A string or null within an array. */
  public JsonBuffer string(String value) {
    if (value == null) {
      put(NULL);
    } else {
      quoted(value);
    }
    put(',');
    return this;
  }

  /** The name of a constant, or null. */
  public JsonBuffer constant(Name name, Enum<?> value) {
    return string(name, value == null ? null : value.name());
  }

  /** A whole number. */
  public JsonBuffer number(Name name, long value) {
    name(name);
    digits(value);
    put(',');
    return this;
  }

  /** Milliseconds, null for {@link Instants#NONE}. */
  public JsonBuffer millis(Name name, long value) {
    return value == Instants.NONE ? nothing(name) : number(name, value);
  }

  /** A finite number, or null. */
  public JsonBuffer decimal(Name name, Double value) {
    if (value == null) {
      return nothing(name);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return number(name, value.longValue());
    }
    name(name);
    ascii(Double.toString(value));
    put(',');
    return this;
  }

  /** True, false or null. */
  public JsonBuffer bool(Name name, Boolean value) {
    if (value == null) {
      return nothing(name);
    }
    name(name);
    put(value ? TRUE : FALSE);
    put(',');
    return this;
  }

  /** A null. */
  public JsonBuffer nothing(Name name) {
    name(name);
    put(NULL);
    put(',');
    return this;
  }

  /** An instant; null for {@link Instants#NONE}. */
  public JsonBuffer instant(Name name, long value) {
    if (value == Instants.NONE) {
      return nothing(name);
    }
    name(name);
    long day = Math.floorDiv(value, DAY_MS);
    if (day != lastDay) {
      date(day);
    }
    int rest = (int) (value - day * DAY_MS);
    reserve(INSTANT_BYTES);
    byte[] out = bytes;
    int at = size;
    out[at++] = '"';
    System.arraycopy(lastDate, 0, out, at, lastDate.length);
    at += lastDate.length;
    out[at++] = 'T';
    at = two(out, at, rest / 3_600_000);
    out[at++] = ':';
    at = two(out, at, rest / 60_000 % 60);
    out[at++] = ':';
    at = two(out, at, rest / 1000 % 60);
    out[at++] = '.';
    out[at++] = (byte) ('0' + rest / 100 % 10);
    at = two(out, at, rest % 100);
    out[at++] = 'Z';
    out[at++] = '"';
    out[at++] = ',';
    size = at;
    return this;
  }

  /** Bytes that are JSON already, as a field's value. */
  public JsonBuffer raw(Name name, byte[] json) {
    name(name);
    put(json);
    put(',');
    return this;
  }

  private void date(long day) {
    // Days since 0000-03-01 in eras of 400 years, so that the leap day comes last in its year.
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = (int) (shifted - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException("an instant of the year " + year);
    }
    lastDate[0] = (byte) ('0' + year / 1000);
    lastDate[1] = (byte) ('0' + year / 100 % 10);
    lastDate[2] = (byte) ('0' + year / 10 % 10);
    lastDate[3] = (byte) ('0' + year % 10);
    lastDate[4] = '-';
    lastDate[5] = (byte) ('0' + month / 10);
    lastDate[6] = (byte) ('0' + month % 10);
    lastDate[7] = '-';
    lastDate[8] = (byte) ('0' + dayOfMonth / 10);
    lastDate[9] = (byte) ('0' + dayOfMonth % 10);
    lastDay = day;
  }

  private void quoted(String value) {
    int length = value.length();
    reserve(length * 6 + 2);
    byte[] out = bytes;
    int at = size;
    out[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x20 && c < 0x80) {
        if (c == '"' || c == '\\') {
          out[at++] = '\\';
        }
        out[at++] = (byte) c;
      } else if (c < 0x20) {
        out[at++] = '\\';
        switch (c) {
          case '\n' -> out[at++] = 'n';
          case '\r' -> out[at++] = 'r';
          case '\t' -> out[at++] = 't';
          default -> {
            out[at++] = 'u';
            out[at++] = '0';
            out[at++] = '0';
            out[at++] = HEX[c >> 4];
            out[at++] = HEX[c & 15];
          }
        }
      } else if (c < 0x800) {
        out[at++] = (byte) (0xc0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        out[at++] = (byte) (0xe0 | (c >> 12));
        out[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        int point = Character.toCodePoint(c, value.charAt(++i));
        out[at++] = (byte) (0xf0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (point & 0x3f));
      } else {
        // Half a character cannot be said in UTF-8: U+FFFD in its place.
        out[at++] = (byte) 0xef;
        out[at++] = (byte) 0xbf;
        out[at++] = (byte) 0xbd;
      }
    }
    out[at++] = '"';
    size = at;
  }

  private void digits(long value) {
    if (value >= 0 && value < 10) {
      put((int) ('0' + value));
    } else {
      ascii(Long.toString(value));
    }
  }

  @SuppressWarnings("deprecation") // The one way to take ASCII out of a string without a copy.
  private void ascii(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), bytes, size);
    size += text.length();
  }

  private static int two(byte[] out, int at, int value) {
    out[at] = (byte) ('0' + value / 10);
    out[at + 1] = (byte) ('0' + value % 10);
    return at + 2;
  }

  private void name(Name name) {
    put(name.bytes);
  }

  private void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  private void put(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Every value is followed by a comma; the last one in its object or array loses it. */
  private void dropComma() {
    if (bytes[size - 1] == ',') {
      size--;
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
