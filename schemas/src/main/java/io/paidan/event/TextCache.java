package io.paidan.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Strings that come again and again (departments, districts, sources), found by their bytes. Each
 * place holds one, and a newcomer takes the place of the one before: bounded, whatever comes.
 */
final class TextCache {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PLACES = 1024;
  private static final int LONGEST = 100;

  private final byte[][] keys = new byte[PLACES][];
  private final String[] values = new String[PLACES];

  /** The string kept for these bytes, or null. */
  String get(byte[] bytes, int start, int end) {
    int place = place(bytes, start, end);
    byte[] key = keys[place];
    return key != null && Arrays.equals(key, 0, key.length, bytes, start, end)
        ? values[place]
        : null;
  }

  /** Keeps a string for these bytes; returns it. */
  String put(byte[] bytes, int start, int end, String value) {
    if (end - start <= LONGEST) {
      int place = place(bytes, start, end);
      keys[place] = Arrays.copyOfRange(bytes, start, end);
      values[place] = value;
    }
    return value;
  }

  private static int place(byte[] bytes, int start, int end) {
    long hash = end - start;
    int p = start;
    for (; p + 8 <= end; p += 8) {
      hash = (hash ^ (long) LONGS.get(bytes, p)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    for (; p < end; p++) {
      hash = (hash ^ bytes[p]) * 0x9E3779B97F4A7C15L;
    }
    return (int) (hash >>> 54);
  }
}
