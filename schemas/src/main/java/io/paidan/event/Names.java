package io.paidan.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed set of short ASCII names, found by their bytes without making a String: one hash, one
 * comparison. The place of a name in the list is its number.
 */
final class Names {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SLOTS = 128;

  private final List<String> texts;
  private final byte[][] names;
  private final byte[] slots = new byte[SLOTS];
  private final long multiplier;

  Names(List<String> names) {
    this.texts = List.copyOf(names);
    this.names =
        names.stream().map(n -> n.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    long candidate = 0x9E3779B97F4A7C15L;
    for (int tries = 0; !fill(candidate); tries++) {
      if (tries == 100_000) {
        throw new IllegalArgumentException("no collision-free hash for " + names);
      }
      candidate = candidate * 6_364_136_223_846_793_005L + 2;
    }
    this.multiplier = candidate;
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
    if (start == end) {
      return -1;
    }
    int number = slots[slot(bytes, start, end, multiplier)] - 1;
    if (number >= 0) {
      byte[] name = names[number];
      if (Arrays.equals(name, 0, name.length, bytes, start, end)) {
        return number;
      }
    }
    return -1;
  }

  private boolean fill(long candidate) {
    Arrays.fill(slots, (byte) 0);
    for (int i = 0; i < names.length; i++) {
      int slot = slot(names[i], 0, names[i].length, candidate);
      if (slots[slot] != 0) {
        return false;
      }
      slots[slot] = (byte) (i + 1);
    }
    return true;
  }

  /** The first and the last eight bytes, and the length, tell the names of one set apart. */
  private static int slot(byte[] bytes, int start, int end, long multiplier) {
    int length = end - start;
    long key;
    if (length >= 8) {
      long last = (long) LONGS.get(bytes, end - 8);
      key = (long) LONGS.get(bytes, start) + Long.rotateLeft(last, 29);
    } else {
      key = 0;
      for (int i = start; i < end; i++) {
        key = key << 8 | bytes[i];
      }
    }
    return (int) ((key + length) * multiplier >>> 57);
  }
}
