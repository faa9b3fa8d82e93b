package io.paidan.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the values that packed events are made of; see {@link EventPacker}. */
final class PackedWriter {
  private byte[] bytes;
  private int length;

  PackedWriter(int expected) {
    bytes = new byte[expected];
  }

  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  void octet(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  /** Seven bits a byte, the lowest first; the top bit says that more follow. */
  void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Small numbers of either sign in few bytes. */
  void signed(long value) {
    varint(value << 1 ^ value >> 63);
  }

  void number(double value) {
    ensure(8);
    long bits = Double.doubleToLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (bits >>> shift);
    }
  }

  /** The length in bytes, and UTF-8. */
  void string(String text) {
    int chars = text.length();
    ensure(chars + 10);
    int start = length;
    varint(chars);
    byte[] b = bytes;
    int p = length;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length = start;
        encoded(text);
        return;
      }
      b[p++] = (byte) c;
    }
    length = p;
  }

  private void encoded(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, length + (length >> 1)));
    }
  }
}
