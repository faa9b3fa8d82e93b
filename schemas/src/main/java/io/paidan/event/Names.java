package io.paidan.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed set of short ASCII names, found by their bytes without making a String: one hash, one
 * comparison. The place of a name in the list is its number.
 */
final class Names {
  private static final int SLOTS = 128;

  /** A name up to this length can be told where it stands as a field, by three words. */
  private static final int LONGEST_FIELD = 24 - "\"\":".length();

  private final List<String> texts;
  private final byte[][] names;
  private final long[] keys;
  private final byte[] slots = new byte[SLOTS];
  private final long multiplier;

  /**
   * Of each name in quotes with its colon: length, first word, the first one's mask, middle, last.
   */
  private final long[] fields;

  Names(List<String> names) {
    this.texts = List.copyOf(names);
    this.names =
        names.stream().map(n -> n.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    this.keys = Arrays.stream(this.names).mapToLong(n -> key(n, 0, n.length)).toArray();
    long candidate = 0x9E3779B97F4A7C15L;
    for (int tries = 0; !fill(candidate); tries++) {
      if (tries == 100_000) {
        throw new IllegalArgumentException("no collision-free hash for " + names);
      }
      candidate = candidate * 6_364_136_223_846_793_005L + 2;
    }
    this.multiplier = candidate;
    this.fields = new long[names.size() * 5];
    for (int i = 0; i < this.names.length; i++) {
      describeField(i);
    }
  }

  static <E extends Enum<E>> Names of(E[] values) {
    return new Names(Arrays.stream(values).map(Enum::name).toList());
  }

  int size() {
    return names.length;
  }

  String get(int number) {
    return texts.get(number);
  }

  /** The number of a name that is in the set. */
  int number(String name) {
    return texts.indexOf(name);
  }

  /** All names, for a message. */
  String list() {
    return String.join(", ", texts);
  }

  /** The number of the name that these bytes are, or -1. */
  int find(byte[] bytes, int start, int end) {
    long key = key(bytes, start, end);
    int number = slots[slot(key, multiplier)] - 1;
    if (number < 0 || keys[number] != key) {
      return -1;
    }
    byte[] name = names[number];
    int length = end - start;
    return name.length == length && (length < 8 || Bytes.equal(name, bytes, start, end))
        ? number
        : -1;
  }

  /**
   * Where the value begins, or the white space before it, if a field of this name stands here; -1
   * when something else does, or too little follows to look.
   */
  int endOfField(int number, byte[] bytes, int at, int limit) {
    int i = number * 5;
    int length = (int) fields[i];
    if (limit - at < 24 || ((Bytes.word(bytes, at) ^ fields[i + 1]) & fields[i + 2]) != 0) {
      return -1;
    }
    int end = at + length;
    if (length > 8
        && (Bytes.word(bytes, end - 8) != fields[i + 4]
            || length > 16 && Bytes.word(bytes, at + 8) != fields[i + 3])) {
      return -1;
    }
    return end;
  }

  private void describeField(int number) {
    int i = number * 5;
    String field = '"' + texts.get(number) + "\":";
    byte[] padded = Arrays.copyOf(field.getBytes(StandardCharsets.US_ASCII), 64);
    int length = field.length();
    fields[i] = length;
    fields[i + 1] = Bytes.word(padded, 0);
    fields[i + 2] = length < 8 ? (1L << 8 * length) - 1 : -1;
    fields[i + 3] = Bytes.word(padded, 8);
    fields[i + 4] = length < 8 ? 0 : Bytes.word(padded, length - 8);
    if (names[number].length > LONGEST_FIELD) {
      // Not used as a field; a first word that nothing has.
      fields[i + 1] = 0;
      fields[i + 2] = -1;
    }
  }

  private boolean fill(long candidate) {
    Arrays.fill(slots, (byte) 0);
    for (int i = 0; i < names.length; i++) {
      int slot = slot(keys[i], candidate);
      if (slots[slot] != 0) {
        return false;
      }
      slots[slot] = (byte) (i + 1);
    }
    return true;
  }

  /** The first and the last eight bytes, and the length, tell the names of one set apart. */
  private static long key(byte[] bytes, int start, int end) {
    int length = end - start;
    return length < 8
        ? Bytes.small(bytes, start, end) << 3 | length
        : Bytes.word(bytes, start) + Long.rotateLeft(Bytes.word(bytes, end - 8), 29) + length;
  }

  private static int slot(long key, long multiplier) {
    return (int) (key * multiplier >>> 57);
  }
}
