package io.paidan.core.ticket;

import io.paidan.Instants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link PackedWriter} wrote; bytes that it did not write fail with a clear word. */
final class PackedReader {
  private final byte[] bytes;
  private int position;
  private final List<String> strings = new ArrayList<>();

  PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int readByte() {
    need(1);
    return bytes[position++] & 0xff;
  }

  long readFixed() {
    need(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (bytes[position++] & 0xff);
    }
    return value;
  }

  double readDouble() {
    return Double.longBitsToDouble(readFixed());
  }

  long readVar() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
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

  String readString() {
    long kind = readVar();
    if (kind == 0) {
      return null;
    }
    if (kind == 1) {
      int length = readCount();
      String value = new String(bytes, position, length, StandardCharsets.UTF_8);
      position += length;
      strings.add(value);
      return value;
    }
    if (kind < 0 || kind - 2 >= strings.size()) {
      throw broken();
    }
    return strings.get((int) (kind - 2));
  }

  void end() {
    if (position != bytes.length) {
      throw broken();
    }
  }

  private void need(int count) {
    if (bytes.length - position < count) {
      throw broken();
    }
  }

  private IllegalArgumentException broken() {
    return new IllegalArgumentException(
        "not a packed ticket: broken at byte " + position + " of " + bytes.length);
  }
}
