package io.paidan.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Short runs of bytes, eight at a time. */
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private Bytes() {}

  /** The eight bytes from here on, the first one the lowest. */
  static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Fewer than eight bytes as a number, the first one the lowest. */
  static long small(byte[] bytes, int start, int end) {
    if (end >= 8) {
      return start == end ? 0 : word(bytes, end - 8) >>> 64 - 8 * (end - start);
    }
    long word = 0;
    for (int i = end - 1; i >= start; i--) {
      word = word << 8 | bytes[i] & 0xFF;
    }
    return word;
  }

  /**
   * A hash whose upper bits are good. Runs of fewer than eight bytes that have the same hash are
   * the same, if they are equally long.
   */
  static long hash(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < 8) {
      return (small(bytes, start, end) << 3 | length) * MIX;
    }
    long hash = length;
    for (int p = start; p < end - 8; p += 8) {
      hash = (hash ^ word(bytes, p)) * MIX;
      hash ^= hash >>> 32;
    }
    return (hash ^ word(bytes, end - 8)) * MIX;
  }

  /** Whether the key is what stands between start and end: eight bytes or more, equally many. */
  static boolean equal(byte[] key, byte[] bytes, int start, int end) {
    int length = key.length;
    for (int i = 0; i < length - 8; i += 8) {
      if (word(key, i) != word(bytes, start + i)) {
        return false;
      }
    }
    return word(key, length - 8) == word(bytes, end - 8);
  }
}
