package io.paidan.core.ticket;

import io.paidan.Instants;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes numbers in as few bytes as they need, each string once, and instants as the distance from
 * one that is near. Read back by {@link PackedReader}.
 */
final class PackedWriter {
  private byte[] bytes = new byte[512];
  private int size;
  private String[] strings = new String[16];
  private int stringCount;

  void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void writeFixed(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void writeDouble(double value) {
    writeFixed(Double.doubleToLongBits(value));
  }

  /** Small values take few bytes, negative ones ten. */
  void writeVar(long value) {
    reserve(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** An instant, or {@link Instants#NONE}, by its distance from another. */
  void writeInstant(long instant, long from) {
    if (instant == Instants.NONE) {
      writeVar(0);
    } else {
      long distance = instant - from;
      writeVar(((distance << 1) ^ (distance >> 63)) + 1);
    }
  }

  /** A constant of an enum, or null. */
  @SuppressWarnings("EnumOrdinal") // The format; constants are only added at the end.
  void writeEnum(Enum<?> value) {
    writeByte(value == null ? 0 : value.ordinal() + 1);
  }

  /** A string or null; one that was written before costs a byte. */
  void writeString(String value) {
    if (value == null) {
      writeVar(0);
      return;
    }
    int known = known(value);
    if (known >= 0) {
      writeVar(known + 2L);
      return;
    }
    if (stringCount == strings.length) {
      strings = Arrays.copyOf(strings, stringCount * 2);
    }
    strings[stringCount++] = value;
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    writeVar(1);
    writeVar(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /**
   * The place of a string written before, or -1. No hash table: a ticket has a dozen strings, and
   * one that was read back is the same object wherever it stands.
   */
  @SuppressWarnings("ReferenceEquality")
  private int known(String value) {
    for (int i = 0; i < stringCount; i++) {
      if (strings[i] == value) {
        return i;
      }
    }
    for (int i = 0; i < stringCount; i++) {
      if (strings[i].equals(value)) {
        return i;
      }
    }
    return -1;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
