package io.paidan.event;

import java.util.Arrays;

/**
 * Strings that come again and again (departments, districts, sources), found by their bytes. Each
 * place holds one, and a newcomer takes the place of the one before: bounded, whatever comes.
 */
final class TextCache {
  private static final int PLACES = 1024;
  private static final int SHIFT = 64 - 10;
  private static final int LONGEST = 100;

  private final long[] hashes = new long[PLACES];
  private final byte[][] keys = new byte[PLACES][];
  private final String[] values = new String[PLACES];

  /** The string kept for these bytes, or null. */
  String get(byte[] bytes, int start, int end) {
    long hash = Bytes.hash(bytes, start, end);
    int place = (int) (hash >>> SHIFT);
    byte[] key = keys[place];
    int length = end - start;
    return hashes[place] == hash
            && key != null
            && key.length == length
            && (length < 8 || Bytes.equal(key, bytes, start, end))
        ? values[place]
        : null;
  }

  /** Keeps a string for these bytes; returns it. */
  String put(byte[] bytes, int start, int end, String value) {
    if (end - start <= LONGEST) {
      long hash = Bytes.hash(bytes, start, end);
      int place = (int) (hash >>> SHIFT);
      hashes[place] = hash;
      keys[place] = Arrays.copyOfRange(bytes, start, end);
      values[place] = value;
    }
    return value;
  }
}
