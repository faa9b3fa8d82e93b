package io.paidan.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link PackedWriter} wrote; anything else is an {@link IllegalArgumentException}. */
public final class PackedReader {
  private final byte[] bytes;
  private int pos;

  public PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int octet() {
    need(1);
    return bytes[pos++] & 0xFF;
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a packed number at byte " + pos + " does not end");
  }

  public long signed() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  public double number() {
    need(8);
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 8 | bytes[pos++] & 0xFF;
    }
    return Double.longBitsToDouble(bits);
  }

  /** A count of elements or bytes, of which each takes a byte or more. */
  public int count() {
    long count = varint();
    if (count < 0 || count > bytes.length - pos) {
      throw new IllegalArgumentException(
          "the packed bytes are cut short: "
              + count
              + " more bytes at byte "
              + pos
              + " of "
              + bytes.length);
    }
    return (int) count;
  }

  public String string() {
    int length = count();
    String text = new String(bytes, pos, length, StandardCharsets.UTF_8);
    pos += length;
    return text;
  }

  /** A text that comes again and again. */
  public String common() {
    int length = count();
    String text = CommonTexts.of(bytes, pos, pos + length);
    pos += length;
    return text;
  }

  public <E> E constant(E[] values) {
    int number = octet();
    if (number >= values.length) {
      throw new IllegalArgumentException("the packed bytes hold the unknown code " + number);
    }
    return values[number];
  }

  /** All bytes that were not read yet. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, pos, bytes.length);
    pos = bytes.length;
    return rest;
  }

  public void end() {
    if (pos != bytes.length) {
      throw new IllegalArgumentException(
          "the packed bytes have " + (bytes.length - pos) + " bytes too many");
    }
  }

  private void need(int count) {
    if (bytes.length - pos < count) {
      throw new IllegalArgumentException("the packed bytes are cut short at byte " + pos);
    }
  }
}
