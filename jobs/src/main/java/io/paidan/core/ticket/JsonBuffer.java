package io.paidan.core.ticket;

import io.paidan.Instants;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
  /** Bytes of the buffer, eight at a time: for a dozen bytes a fourth of what a copy costs. */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** A few bytes that are written often, made ready as words. */
  private static final class Chunk {
    /**
     * What is written as words; what lies behind the chunk's end is overwritten by what follows.
     */
    static final int WORDS = 32;

    final byte[] bytes;
    final int length;
    final long first;
    final long second;
    final long third;
    final long fourth;

    Chunk(String text) {
      bytes = text.getBytes(StandardCharsets.US_ASCII);
      length = bytes.length;
      byte[] padded = Arrays.copyOf(bytes, Math.max(WORDS, length));
      first = (long) LONGS.get(padded, 0);
      second = (long) LONGS.get(padded, 8);
      third = (long) LONGS.get(padded, 16);
      fourth = (long) LONGS.get(padded, 24);
    }
  }

  /** The name of a field, made ready, also with the values that are written most. */
  public static final class Name {
    private final Chunk name;
    private final Chunk nothing;
    private final Chunk yes;
    private final Chunk no;

    /** A name of letters, digits, {@code _} and {@code @}. */
    public Name(String name) {
      String quoted = '"' + name + "\":";
      this.name = new Chunk(quoted);
      this.nothing = new Chunk(quoted + "null,");
      this.yes = new Chunk(quoted + "true,");
      this.no = new Chunk(quoted + "false,");
    }
  }

  /** A field whose values are the constants of an enum: each made ready, name and value. */
  public static final class Constants<E extends Enum<E>> {
    private final Chunk nothing;
    private final Chunk[] chunks;

    /** A field of that name, which is as in {@link Name}. */
    public Constants(String name, Class<E> type) {
      nothing = new Chunk('"' + name + "\":null,");
      E[] values = type.getEnumConstants();
      chunks = new Chunk[values.length];
      for (int i = 0; i < values.length; i++) {
        chunks[i] = new Chunk('"' + name + "\":\"" + values[i].name() + "\",");
      }
    }

    @SuppressWarnings("EnumOrdinal") // a place in an array of this JVM, stored nowhere
    private Chunk chunk(E value) {
      return value == null ? nothing : chunks[value.ordinal()];
    }
  }

  private static final Chunk NULL = new Chunk("null,");

  /** What stands for control characters, by their code. */
  private static final byte[][] ESCAPES = escapes("\n\r\t", "nrt", "\\u%04x");

  private static final byte[][] JACKSON_ESCAPES = escapes("\b\f\n\r\t", "bfnrt", "\\u%04X");
  private static final byte[] JACKSON_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private static final long DAY_MS = 86_400_000L;

  /** How many dates are remembered: a power of two. */
  private static final int DATES = 256;

  private static final int INSTANT_BYTES = "\"yyyy-MM-ddTHH:mm:ss.SSSZ\",".length();

  /** The digits of 0 to 99, the tens in the lower byte. */
  private static final int[] TWO_DIGITS = new int[100];

  static {
    for (int i = 0; i < TWO_DIGITS.length; i++) {
      TWO_DIGITS[i] = ('0' + i / 10) | ('0' + i % 10) << 8;
    }
  }

  private final byte[][] escapes;
  private final boolean escapesSurrogates;
  private byte[] bytes = new byte[1024];
  private int size;

  // The dates that were written last, as words, each at the place that its epoch day ends with: a
  // ticket's instants and dues lie within some weeks.
  private final long[] days = new long[DATES];
  private final long[] yearsAndMonths = new long[DATES];
  private final int[] daysOfMonth = new int[DATES];

  /** A buffer of its own. */
  public JsonBuffer() {
    this(ESCAPES, false);
  }

  private JsonBuffer(byte[][] escapes, boolean escapesSurrogates) {
    this.escapes = escapes;
    this.escapesSurrogates = escapesSurrogates;
    Arrays.fill(days, Long.MIN_VALUE);
  }

  /**
   * A buffer whose strings are, byte for byte, those of Jackson's generators, which write control
   * characters, and those outside the Basic Multilingual Plane, in another of the ways that JSON
   * allows.
   */
  static JsonBuffer likeJackson() {
    return new JsonBuffer(JACKSON_ESCAPES, true);
  }

  private static byte[][] escapes(String named, String names, String other) {
    byte[][] escapes = new byte[0x20][];
    for (int c = 0; c < escapes.length; c++) {
      int place = named.indexOf(c);
      String escape = place >= 0 ? "\\" + names.charAt(place) : String.format(other, c);
      escapes[c] = escape.getBytes(StandardCharsets.US_ASCII);
    }
    return escapes;
  }

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

  /** The fields written since {@link #begin}, to be written again by {@link #fields(byte[])}. */
  byte[] fields() {
    return Arrays.copyOfRange(bytes, 1, size);
  }

  /** Fields that were written before. */
  JsonBuffer fields(byte[] fields) {
    reserve(fields.length);
    System.arraycopy(fields, 0, bytes, size, fields.length);
    size += fields.length;
    return this;
  }

  /** The fields that another buffer has written since its {@link #begin}. */
  JsonBuffer fieldsOf(JsonBuffer other) {
    int length = other.size - 1;
    reserve(length);
    System.arraycopy(other.bytes, 1, bytes, size, length);
    size += length;
    return this;
  }

  /** Opens an object within an array or as a field's value. */
  public JsonBuffer open() {
    reserve(1);
    bytes[size++] = '{';
    return this;
  }

  /** Closes an object. */
  public JsonBuffer close() {
    return closed('}');
  }

  /** Opens an array as a field's value. */
  public JsonBuffer array(Name name) {
    put(name.name);
    reserve(1);
    bytes[size++] = '[';
    return this;
  }

  /** Opens an object as a field's value. */
  public JsonBuffer object(Name name) {
    put(name.name);
    return open();
  }

  /** Closes an array. */
  public JsonBuffer endArray() {
    return closed(']');
  }

  /** A string or null. */
  public JsonBuffer string(Name name, String value) {
    if (value == null) {
      return nothing(name);
    }
    put(name.name);
    quoted(value);
    return this;
  }

  /** A string or null within an array. */
  public JsonBuffer string(String value) {
    if (value == null) {
      put(NULL);
    } else {
      quoted(value);
    }
    return this;
  }

  /** A text or null. */
  JsonBuffer text(Name name, Text value) {
    if (value == null) {
      return nothing(name);
    }
    byte[] utf8 = value.utf8();
    if (needsEscape(utf8)) {
      return string(name, value.toString());
    }
    put(name.name);
    reserve(utf8.length + 3);
    bytes[size++] = '"';
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    bytes[size++] = '"';
    bytes[size++] = ',';
    return this;
  }

  private static boolean needsEscape(byte[] utf8) {
    int i = 0;
    for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
      // A byte below 0x20, a quote or a backslash, of eight at a time. A byte next to one of these
      // may be taken for one as well, which only costs the longer way.
      long word = (long) LONGS.get(utf8, i);
      long quotes = word ^ 0x2222222222222222L;
      long backslashes = word ^ 0x5c5c5c5c5c5c5c5cL;
      long found =
          (word - 0x2020202020202020L)
              | (quotes - 0x0101010101010101L)
              | (backslashes - 0x0101010101010101L);
      if ((found & ~word & 0x8080808080808080L) != 0) {
        return true;
      }
    }
    for (; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b >= 0 && b < 0x20 || b == '"' || b == '\\') {
        return true;
      }
    }
    return false;
  }

  /** The name of a constant, or null. */
  public <E extends Enum<E>> JsonBuffer constant(Constants<E> field, E value) {
    put(field.chunk(value));
    return this;
  }

  /** A whole number. */
  public JsonBuffer number(Name name, long value) {
    put(name.name);
    if (value >= 0 && value < 10) {
      reserve(2);
      bytes[size++] = (byte) ('0' + value);
      bytes[size++] = ',';
      return this;
    }
    digits(value);
    comma();
    return this;
  }

  /** Milliseconds, null for {@link Instants#NONE}. */
  public JsonBuffer millis(Name name, long value) {
    return value == Instants.NONE ? nothing(name) : number(name, value);
  }

  /** A finite number, or null. */
  public JsonBuffer decimal(Name name, Double value) {
    return value == null ? nothing(name) : decimal(name, value.doubleValue());
  }

  /** A finite number. */
  public JsonBuffer decimal(Name name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return number(name, (long) value);
    }
    put(name.name);
    if (!millionths(value)) {
      ascii(Double.toString(value));
    }
    comma();
    return this;
  }

  /** True, false or null. */
  public JsonBuffer bool(Name name, Boolean value) {
    put(value == null ? name.nothing : value ? name.yes : name.no);
    return this;
  }

  /** A null. */
  public JsonBuffer nothing(Name name) {
    put(name.nothing);
    return this;
  }

  /** An instant; null for {@link Instants#NONE}. */
  public JsonBuffer instant(Name name, long value) {
    if (value == Instants.NONE) {
      return nothing(name);
    }
    long day = Math.floorDiv(value, DAY_MS);
    int place = (int) day & (DATES - 1);
    if (days[place] != day) {
      date(day, place);
    }
    int rest = (int) (value - day * DAY_MS);
    int seconds = rest / 1000;
    int millis = rest - seconds * 1000;
    int minutes = seconds / 60;
    int hours = minutes / 60;
    long clock =
        (TWO_DIGITS[hours] | ':' << 16)
            | ((long) TWO_DIGITS[minutes - hours * 60] | ':' << 16) << 24
            | (long) TWO_DIGITS[seconds - minutes * 60] << 48;
    int hundreds = millis / 100;
    long tail =
        ('.' | ('0' + hundreds) << 8)
            | (long) TWO_DIGITS[millis - hundreds * 100] << 16
            | (long) ('Z' | '"' << 8 | ',' << 16) << 32;
    put(name.name);
    reserve(INSTANT_BYTES + 1);
    byte[] out = bytes;
    int at = size;
    LONGS.set(out, at, yearsAndMonths[place]);
    INTS.set(out, at + 8, daysOfMonth[place]);
    LONGS.set(out, at + 12, clock);
    LONGS.set(out, at + 20, tail);
    size = at + INSTANT_BYTES;
    return this;
  }

  private void date(long day, int place) {
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
    yearsAndMonths[place] =
        '"'
            | (long) TWO_DIGITS[(int) year / 100] << 8
            | (long) TWO_DIGITS[(int) year % 100] << 24
            | (long) '-' << 40
            | (long) TWO_DIGITS[month] << 48;
    daysOfMonth[place] = '-' | TWO_DIGITS[dayOfMonth] << 8 | 'T' << 24;
    days[place] = day;
  }

  private void quoted(String value) {
    int length = value.length();
    reserve(length * 6 + 3);
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
        byte[] escaped = escapes[c];
        System.arraycopy(escaped, 0, out, at, escaped.length);
        at += escaped.length;
      } else if (c < 0x800) {
        out[at++] = (byte) (0xc0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        out[at++] = (byte) (0xe0 | (c >> 12));
        out[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (escapesSurrogates) {
        out[at++] = '\\';
        out[at++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          out[at++] = JACKSON_HEX[c >> shift & 15];
        }
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
    out[at++] = ',';
    size = at;
  }

  private void digits(long value) {
    if (value < 0) {
      ascii(Long.toString(value));
      return;
    }
    if (value < 10) {
      reserve(1);
      bytes[size++] = (byte) ('0' + value);
      return;
    }
    int length = 2;
    for (long limit = 100; length < 19 && value >= limit; limit *= 10) {
      length++;
    }
    reserve(length);
    size += length;
    int at = size;
    long left = value;
    while (left >= 10) {
      long rest = left / 100;
      int pair = TWO_DIGITS[(int) (left - rest * 100)];
      bytes[--at] = (byte) (pair >> 8);
      bytes[--at] = (byte) pair;
      left = rest;
    }
    if (at > size - length) {
      bytes[--at] = (byte) ('0' + left);
    }
  }

  /**
   * Writes a number of at most six decimals (a coordinate) as {@link Double#toString} does, which
   * takes ten times as long. Of at most 15 digits no two decimals are the same double: if this one
   * gives the number back, it is the shortest that does.
   *
   * @return false: it has more decimals, or is not between 0.001 and ten millions; nothing written
   */
  private boolean millionths(double value) {
    double abs = Math.abs(value);
    if (!(abs >= 1e-3 && abs < 1e7)) {
      return false;
    }
    long millionths = (long) Math.rint(abs * 1e6);
    if (millionths / 1e6 != abs) {
      return false;
    }
    int left = (int) (millionths % 1_000_000);
    if (value < 0) {
      ascii("-");
    }
    digits(millionths / 1_000_000);
    reserve(7);
    bytes[size++] = '.';
    for (int unit = 100_000; left > 0; unit /= 10) {
      int digit = left / unit;
      bytes[size++] = (byte) ('0' + digit);
      left -= digit * unit;
    }
    return true;
  }

  @SuppressWarnings("deprecation") // The one way to take ASCII out of a string without a copy.
  private void ascii(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), bytes, size);
    size += text.length();
  }

  private void put(Chunk chunk) {
    int length = chunk.length;
    if (length > Chunk.WORDS) {
      fields(chunk.bytes);
      return;
    }
    reserve(Chunk.WORDS);
    byte[] out = bytes;
    int at = size;
    LONGS.set(out, at, chunk.first);
    LONGS.set(out, at + 8, chunk.second);
    LONGS.set(out, at + 16, chunk.third);
    LONGS.set(out, at + 24, chunk.fourth);
    size = at + length;
  }

  private void comma() {
    reserve(1);
    bytes[size++] = ',';
  }

  /** Every value is followed by a comma; the last one in its object or array loses it. */
  private JsonBuffer closed(char end) {
    if (bytes[size - 1] == ',') {
      size--;
    }
    reserve(2);
    bytes[size++] = (byte) end;
    bytes[size++] = ',';
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
