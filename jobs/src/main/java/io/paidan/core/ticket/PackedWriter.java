package io.paidan.core.ticket;

import io.paidan.Instants;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes numbers in as few bytes as they need, each string once, and instants as the distance from
 * one that is near. Read back by {@link PackedReader}.
 */
final class PackedWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The most bytes that a number takes. */
  private static final int VAR_BYTES = 10;

  private byte[] bytes;
  private int size;

  /**
   * The strings written so far; null for one that is not looked for. Not kept from ticket to ticket
   * as the buffer is: a reference stored into what is old costs the collector's write barrier.
   */
  private String[] strings = new String[24];

  private int stringCount;

  /**
   * A writer of one ticket.
   *
   * @param buffer what is written to as long as there is room
   */
  PackedWriter(byte[] buffer) {
    bytes = buffer;
  }

  void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void writeFixed(long value) {
    reserve(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  void writeDouble(double value) {
    writeFixed(Double.doubleToLongBits(value));
  }

  /** Small values take few bytes, negative ones ten. */
  void writeVar(long value) {
    reserve(VAR_BYTES);
    byte[] out = bytes;
    int at = size;
    if (value >>> 7 == 0) {
      out[at] = (byte) value;
      size = at + 1;
      return;
    }
    if (value >>> 56 == 0) {
      // Seven bits into each byte, all at once, and one word written: as in PackedReader.
      long bits = (value & 0x000000000fffffffL) | (value & 0x00fffffff0000000L) << 4;
      bits = (bits & 0x00003fff00003fffL) | (bits & 0x0fffc0000fffc000L) << 2;
      bits = (bits & 0x007f007f007f007fL) | (bits & 0x3f803f803f803f80L) << 1;
      int more = (63 - Long.numberOfLeadingZeros(value)) / 7;
      WORDS.set(out, at, bits | 0x8080808080808080L & ((1L << 8 * more) - 1));
      size = at + more + 1;
      return;
    }
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out[at++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    out[at++] = (byte) left;
    size = at;
  }

  /** An instant, or {@link Instants#NONE}, by its distance from another. */
  void writeInstant(long instant, long from) {
    if (instant == Instants.NONE) {
      writeByte(0);
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
      writeByte(0);
      return;
    }
    int known = known(value);
    if (known >= 0) {
      writeVar(known + 2L);
      return;
    }
    remember(value);
    writeVar(1);
    writeUtf8(value);
  }

  /** A text or null; written in full wherever it stands. */
  void writeText(Text value) {
    if (value == null) {
      writeByte(0);
      return;
    }
    remember(null); // the reader counts it among the strings
    writeVar(1);
    writeUtf8(value.utf8());
  }

  private void remember(String value) {
    if (stringCount == strings.length) {
      strings = Arrays.copyOf(strings, stringCount * 2);
    }
    strings[stringCount++] = value;
  }

  /** The length in bytes, and UTF-8: straight into the buffer for ASCII, which most ids are. */
  private void writeUtf8(String value) {
    int length = value.length();
    reserve(VAR_BYTES + length);
    int before = size;
    writeVar(length);
    byte[] out = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        size = before;
        writeUtf8(value.getBytes(StandardCharsets.UTF_8));
        return;
      }
      out[at + i] = (byte) c;
    }
    size = at + length;
  }

  private void writeUtf8(byte[] utf8) {
    writeVar(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /**
   * The place of a string written before, or -1. No hash table: a ticket has a dozen strings, and
   * one that was read back is the same object wherever it stands.
   */
  @SuppressWarnings("ReferenceEquality") // a quick way to the same answer
  private int known(String value) {
    // The last first: clocks name the same calendar and policy one after the other.
    for (int i = stringCount - 1; i >= 0; i--) {
      if (strings[i] == value) {
        return i;
      }
    }
    int length = value.length();
    for (int i = stringCount - 1; i >= 0; i--) {
      String known = strings[i];
      if (known != null && known.length() == length && known.equals(value)) {
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
