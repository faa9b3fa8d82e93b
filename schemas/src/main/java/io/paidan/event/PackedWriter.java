package io.paidan.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the values that packed events are made of; see {@link EventPacker}. */
public final class PackedWriter {
  private byte[] bytes;
  private int length;

  /**
   * A writer of one event.
   *
   * @param buffer what is written to as long as there is room
   */
  public PackedWriter(byte[] buffer) {
    bytes = buffer;
  }

  /** A copy of what was written. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  public void octet(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  /** Seven bits a byte, the lowest first; the top bit says that more follow. */
  public void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Small numbers of either sign in few bytes. */
  public void signed(long value) {
    varint(value << 1 ^ value >> 63);
  }

  public void number(double value) {
    ensure(8);
    long bits = Double.doubleToLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (bits >>> shift);
    }
  }

  /** The length in bytes, and UTF-8. */
  public void string(String text) {
    // For ASCII a copy of the text's own bytes: less than looking at each character here.
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ensure(utf8.length + 10);
    varint(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  /** Bytes as they are. */
  public void raw(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, length + (length >> 1)));
    }
  }
}
