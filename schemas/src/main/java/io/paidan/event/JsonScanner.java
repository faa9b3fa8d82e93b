package io.paidan.event;

import java.nio.charset.StandardCharsets;

/**
 * Reads JSON (RFC 8259) from bytes in one pass, noting where the values of known fields stand and
 * checking the rest: grammar, UTF-8 (also in what is skipped), and that escapes make whole
 * characters. It makes no object but an exception.
 *
 * <p>Why not a general parser: the envelope is the same in every record, and tokens, names and text
 * buffers cost most of a record's time. What this class takes for JSON is compared with such a
 * parser in {@code JsonScannerTest}.
 */
final class JsonScanner {
  static final byte ABSENT = 0;
  static final byte NULL = 1;
  static final byte FALSE = 2;
  static final byte TRUE = 3;
  static final byte NUMBER = 4;

  /** A string of ASCII characters without escapes. */
  static final byte ASCII = 5;

  /** A string with other characters, without escapes. */
  static final byte UTF8 = 6;

  /** A string with escapes. */
  static final byte ESCAPED = 7;

  static final byte OBJECT = 8;
  static final byte ARRAY = 9;

  /** How deep arrays and objects may stand in one another. */
  static final int MAX_DEPTH = 1000;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private final long[] objects = new long[(MAX_DEPTH >> 6) + 1];
  private byte[] bytes;
  private int pos;
  private int limit;
  private int valueStart;
  private int valueEnd;

  static boolean isString(byte kind) {
    return kind >= ASCII && kind <= ESCAPED;
  }

  /** What a kind is called in a message. */
  static String nameOf(byte kind) {
    return switch (kind) {
      case NULL -> "null";
      case FALSE, TRUE -> "a boolean";
      case NUMBER -> "a number";
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      default -> "a string";
    };
  }

  /**
   * Reads bytes that are one object and nothing else.
   *
   * @param slots filled with its known fields
   * @param inner the number of the field whose object is read into {@code innerSlots}, or -1
   */
  void document(byte[] value, Slots slots, int inner, Slots innerSlots) throws JsonSyntaxException {
    bytes = value;
    limit = value.length;
    pos = 0;
    if (limit >= 3
        && value[0] == (byte) 0xEF
        && value[1] == (byte) 0xBB
        && value[2] == (byte) 0xBF) {
      throw new JsonSyntaxException("starts with a byte order mark: send UTF-8 without one");
    }
    if (limit >= 2 && (value[0] == 0 || value[1] == 0 || (value[0] & value[1] & 0xFE) == 0xFE)) {
      throw new JsonSyntaxException("looks like UTF-16 or UTF-32: send UTF-8");
    }
    if (next() != '{') {
      throw new JsonSyntaxException("byte " + pos + ": one JSON object is expected");
    }
    object(slots, inner, innerSlots);
    skipWhitespace();
    if (pos < limit) {
      throw fail("something follows the object");
    }
  }

  /** Moves to an array that was found before; false when it is empty. */
  boolean enterArray(byte[] value, int start, int end) throws JsonSyntaxException {
    bytes = value;
    limit = end;
    pos = start + 1;
    return next() != ']';
  }

  /** Moves behind an array's element; false at the end. */
  boolean nextElement() throws JsonSyntaxException {
    if (next() == ']') {
      return false;
    }
    pos++;
    next();
    return true;
  }

  /** Reads the value here; {@link #start} and {@link #end} say where it stands. */
  byte value() throws JsonSyntaxException {
    return value(next());
  }

  /** Reads an object that was found before. */
  void object(byte[] value, int start, int end, Slots slots) throws JsonSyntaxException {
    bytes = value;
    limit = end;
    pos = start;
    object(slots, -1, null);
  }

  /** Whether an object stands here; if so it is read. */
  boolean objectHere(Slots slots) throws JsonSyntaxException {
    if (next() != '{') {
      return false;
    }
    object(slots, -1, null);
    return true;
  }

  int start() {
    return valueStart;
  }

  int end() {
    return valueEnd;
  }

  private void object(Slots slots, int inner, Slots innerSlots) throws JsonSyntaxException {
    slots.clear();
    pos++;
    byte c = next();
    if (c == '}') {
      pos++;
      return;
    }
    int before = slots.names.size();
    while (true) {
      int field = slots.next[before];
      int nameEnd = slots.names.endOfField(field, bytes, pos, limit);
      if (nameEnd >= 0) {
        pos = nameEnd;
        before = field;
      } else {
        field = name(slots.names, c);
        if (field >= 0) {
          slots.next[before] = field;
          before = field;
        }
        colon();
      }
      c = next();
      if (field < 0) {
        value(c);
      } else if (field == inner && c == '{') {
        int start = pos;
        object(innerSlots, -1, null);
        slots.set(field, OBJECT, start, pos);
      } else {
        byte kind = value(c);
        slots.set(field, kind, valueStart, valueEnd);
      }
      c = next();
      if (c == '}') {
        pos++;
        return;
      }
      if (c != ',') {
        throw fail("',' or '}' is expected after a field");
      }
      pos++;
      c = next();
    }
  }

  /** Reads a field's name; its number, or -1. */
  private int name(Names names, byte c) throws JsonSyntaxException {
    if (c != '"') {
      throw fail("a field name in double quotes is expected");
    }
    byte kind = string();
    int field;
    if (kind == ESCAPED) {
      byte[] plain = unescape(bytes, valueStart, valueEnd).getBytes(StandardCharsets.UTF_8);
      field = names.find(plain, 0, plain.length);
    } else {
      field = names.find(bytes, valueStart, valueEnd);
    }
    return field;
  }

  private void colon() throws JsonSyntaxException {
    if (next() != ':') {
      throw fail("':' is expected after a field name");
    }
    pos++;
  }

  private byte value(byte c) throws JsonSyntaxException {
    switch (c) {
      case '"':
        return string();
      case '{':
      case '[':
        int start = pos;
        container(c);
        valueStart = start;
        valueEnd = pos;
        return c == '{' ? OBJECT : ARRAY;
      case 't':
        return literal("true", TRUE);
      case 'f':
        return literal("false", FALSE);
      case 'n':
        return literal("null", NULL);
      default:
        if (c == '-' || isDigit(c)) {
          number(c);
          return NUMBER;
        }
        throw fail("a value is expected");
    }
  }

  private byte literal(String word, byte kind) throws JsonSyntaxException {
    valueStart = pos;
    for (int i = 0; i < word.length(); i++, pos++) {
      if (pos == limit) {
        throw ended();
      }
      if (bytes[pos] != word.charAt(i)) {
        throw fail("a value is expected");
      }
    }
    valueEnd = pos;
    return kind;
  }

  private void number(byte first) throws JsonSyntaxException {
    int start = pos;
    int p = first == '-' ? start + 1 : start;
    if (p < limit && bytes[p] == '0') {
      p++;
    } else {
      p = digits(p);
    }
    if (p < limit && bytes[p] == '.') {
      p = digits(p + 1);
    }
    if (p < limit && (bytes[p] | 0x20) == 'e') {
      p++;
      if (p < limit && (bytes[p] == '+' || bytes[p] == '-')) {
        p++;
      }
      p = digits(p);
    }
    pos = p;
    valueStart = start;
    valueEnd = p;
  }

  /** One digit or more. */
  private int digits(int from) throws JsonSyntaxException {
    int p = from;
    while (p < limit && isDigit(bytes[p])) {
      p++;
    }
    if (p == from) {
      pos = p;
      throw p < limit ? fail("a digit is expected") : ended();
    }
    return p;
  }

  /** Skips an array or an object, however deep, without recursion. */
  private void container(byte open) throws JsonSyntaxException {
    int depth = 0;
    byte c = open;
    boolean inObject = push(depth, open);
    pos++;
    boolean opened = true;
    while (true) {
      c = next();
      if (c == (inObject ? '}' : ']')) {
        if (!opened) {
          throw fail("no value follows the comma");
        }
        pos++;
      } else {
        if (inObject) {
          if (c != '"') {
            throw fail("a field name in double quotes is expected");
          }
          string();
          colon();
          c = next();
        }
        if (c == '{' || c == '[') {
          if (++depth >= MAX_DEPTH) {
            throw fail("nested deeper than " + MAX_DEPTH + " levels");
          }
          inObject = push(depth, c);
          pos++;
          opened = true;
          continue;
        }
        value(c);
        c = next();
        if (c == ',') {
          pos++;
          opened = false;
          continue;
        }
        if (c != (inObject ? '}' : ']')) {
          throw fail("a comma or the end of the list or object is expected");
        }
        pos++;
      }
      // One array or object has ended, and perhaps those around it.
      while (true) {
        if (depth == 0) {
          return;
        }
        depth--;
        inObject = (objects[depth >> 6] & 1L << depth) != 0;
        c = next();
        if (c == ',') {
          pos++;
          opened = false;
          break;
        }
        if (c != (inObject ? '}' : ']')) {
          throw fail("a comma or the end of the list or object is expected");
        }
        pos++;
      }
    }
  }

  private boolean push(int depth, byte open) {
    if (open == '{') {
      objects[depth >> 6] |= 1L << depth;
      return true;
    }
    objects[depth >> 6] &= ~(1L << depth);
    return false;
  }

  /** Reads the string whose quote stands here. */
  private byte string() throws JsonSyntaxException {
    byte[] b = bytes;
    int end = limit;
    int p = pos + 1;
    byte kind = ASCII;
    valueStart = p;
    while (true) {
      // Eight bytes at a time, to the first that is a quote, a backslash, a control or not ASCII.
      while (p + 8 <= end) {
        long word = Bytes.word(b, p);
        long stops =
            ((word - SPACES) | ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | word)
                & HIGH;
        if (stops != 0) {
          p += Long.numberOfTrailingZeros(stops) >>> 3;
          break;
        }
        p += 8;
      }
      if (p >= end) {
        pos = end;
        throw ended();
      }
      byte c = b[p];
      if (c == '"') {
        valueEnd = p;
        pos = p + 1;
        return kind;
      }
      if (c == '\\') {
        p = escape(p);
        kind = ESCAPED;
      } else if (c < 0) {
        p = multiByte(b, p, end);
        if (kind == ASCII) {
          kind = UTF8;
        }
      } else if (c < ' ') {
        pos = p;
        throw fail("a control character stands in a string: escape it");
      } else {
        p++;
      }
    }
  }

  /** Moves over characters of two to four bytes. */
  private int multiByte(byte[] b, int from, int end) throws JsonSyntaxException {
    int p = from;
    while (p < end && b[p] < 0) {
      int length = Utf8.sequence(b, p, end);
      if (length == 0) {
        pos = p;
        throw fail("not UTF-8");
      }
      p += length;
    }
    return p;
  }

  /** Checks the escape here; a pair of surrogates is one character, half of it is none. */
  private int escape(int from) throws JsonSyntaxException {
    int p = from + 1;
    pos = p;
    if (p >= limit) {
      throw ended();
    }
    switch (bytes[p]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
        return p + 1;
      case 'u':
        int unit = hex(p + 1);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
          return p + 5;
        }
        pos = p;
        if (unit <= Character.MAX_HIGH_SURROGATE
            && p + 6 < limit
            && bytes[p + 5] == '\\'
            && bytes[p + 6] == 'u') {
          int low = hex(p + 7);
          if (low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE) {
            return p + 11;
          }
        }
        throw fail("half a surrogate pair is no character");
      default:
        throw fail("no such escape");
    }
  }

  private int hex(int from) throws JsonSyntaxException {
    int unit = 0;
    for (int p = from; p < from + 4; p++) {
      if (p >= limit) {
        throw ended();
      }
      int digit = bytes[p] < 0 ? -1 : Character.digit(bytes[p], 16);
      if (digit < 0) {
        throw fail("four hexadecimal digits are expected after \\u");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /** The text of a string with escapes that has been checked. */
  static String unescape(byte[] bytes, int start, int end) {
    char[] text = new char[end - start];
    int length = 0;
    int p = start;
    while (p < end) {
      int c = bytes[p];
      if (c < 0) {
        int point = Utf8.codePoint(bytes, p);
        length += Character.toChars(point, text, length);
        p += point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      } else if (c != '\\') {
        text[length++] = (char) c;
        p++;
      } else if (bytes[p + 1] == 'u') {
        int unit = 0;
        for (int i = p + 2; i < p + 6; i++) {
          unit = unit << 4 | Character.digit(bytes[i], 16);
        }
        text[length++] = (char) unit;
        p += 6;
      } else {
        text[length++] = escaped(bytes[p + 1]);
        p += 2;
      }
    }
    return new String(text, 0, length);
  }

  private static char escaped(byte c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> (char) c;
    };
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private void skipWhitespace() {
    int p = pos;
    while (p < limit) {
      byte c = bytes[p];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        break;
      }
      p++;
    }
    pos = p;
  }

  /** The first byte that is no white space, without moving over it. */
  private byte next() throws JsonSyntaxException {
    int p = pos;
    if (p < limit) {
      byte c = bytes[p];
      if (c > ' ') {
        return c;
      }
      skipWhitespace();
      if (pos < limit) {
        return bytes[pos];
      }
    }
    throw ended();
  }

  private JsonSyntaxException ended() {
    return new JsonSyntaxException("ends in the middle, after " + limit + " bytes");
  }

  private JsonSyntaxException fail(String rule) {
    return new JsonSyntaxException("byte " + pos + ": " + rule);
  }
}
