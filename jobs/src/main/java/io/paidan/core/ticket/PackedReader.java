package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.CommonTexts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link PackedWriter} wrote. Bytes that it did not write fail with a clear word, or,
 * where they end too soon, with an {@link IndexOutOfBoundsException}, which the caller turns into
 * {@link #broken()}: asking before each byte whether it is there cost a tenth of the reading.
 */
final class PackedReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int position;

  // The strings read so far: where each stands, and what it is if it has been asked for.
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private String[] strings = new String[16];
  private int count;

  PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int readByte() {
    return bytes[position++] & 0xff;
  }

  long readFixed() {
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  double readDouble() {
    return Double.longBitsToDouble(readFixed());
  }

  long readVar() {
    int first = bytes[position];
    if (first >= 0) {
      position++;
      return first;
    }
    return readLongVar();
  }

  /**
   * A number that takes several bytes. Up to eight are taken out of one word, without a loop: how
   * many there are is different from number to number, and a processor that guesses wrong loses
   * more than all of this takes.
   */
  private long readLongVar() {
    if (bytes.length - position >= Long.BYTES) {
      long word = (long) WORDS.get(bytes, position);
      long ends = ~word & 0x8080808080808080L;
      if (ends != 0) {
        position += (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
        // The bits up to the first byte without a top bit, then seven of each eight, then 14 of
        // each 16, then 28 of each 32, moved together.
        long bits = word & (ends ^ (ends - 1)) & 0x7f7f7f7f7f7f7f7fL;
        bits = (bits & 0x007f007f007f007fL) | (bits & 0x7f007f007f007f00L) >>> 1;
        bits = (bits & 0x00003fff00003fffL) | (bits & 0x3fff00003fff0000L) >>> 2;
        return (bits & 0x000000000fffffffL) | (bits & 0x0fffffff00000000L) >>> 4;
      }
    }
    return readByteByByte();
  }

  private long readByteByByte() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken();
  }

  /** A count of things that take at least a byte each: no more than there are bytes left. */
  int readCount() {
    long value = readVar();
    if (value < 0 || value > bytes.length - position) {
      throw broken();
    }
    return (int) value;
  }

  int readInt() {
    long value = readVar();
    if (value != (int) value) {
      throw broken();
    }
    return (int) value;
  }

  long readInstant(long from) {
    long value = readVar();
    if (value == 0) {
      return Instants.NONE;
    }
    long zigzag = value - 1;
    return from + ((zigzag >>> 1) ^ -(zigzag & 1));
  }

  <E extends Enum<E>> E readEnum(E[] values) {
    int value = readByte();
    if (value > values.length) {
      throw broken();
    }
    return value == 0 ? null : values[value - 1];
  }

  /** A string of its own kind, or null. */
  String readString() {
    int place = readPlace();
    if (place < 0) {
      return null;
    }
    if (strings[place] == null) {
      strings[place] =
          new String(bytes, starts[place], ends[place] - starts[place], StandardCharsets.UTF_8);
    }
    return strings[place];
  }

  /** A string that other tickets have too, or null. */
  String readCommon() {
    int place = readPlace();
    if (place < 0) {
      return null;
    }
    if (strings[place] == null) {
      strings[place] = CommonTexts.of(bytes, starts[place], ends[place]);
    }
    return strings[place];
  }

  /** A string as its bytes, or null. */
  Text readText() {
    int place = readPlace();
    return place < 0 ? null : Text.of(bytes, starts[place], ends[place]);
  }

  /** The place of the string that comes next, -1 for null. */
  private int readPlace() {
    long kind = readVar();
    if (kind != 1) {
      if (kind < 0 || kind - 2 >= count) {
        throw broken();
      }
      return kind == 0 ? -1 : (int) (kind - 2);
    }
    int length = readCount();
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      strings = Arrays.copyOf(strings, count * 2);
    }
    starts[count] = position;
    position += length;
    ends[count] = position;
    return count++;
  }

  void end() {
    if (position != bytes.length) {
      throw broken();
    }
  }

  IllegalArgumentException broken() {
    return new IllegalArgumentException(
        "not a packed ticket: broken at byte " + position + " of " + bytes.length);
  }
}
