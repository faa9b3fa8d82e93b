package io.paidan.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that come again and again in packed events and tickets (departments, districts, sources,
 * limits): read as the String that was read before from the same bytes, so that they are made once
 * and compared by identity. Bounded whatever comes: each place holds one text, and a newcomer takes
 * it over. Thread-safe.
 */
public final class CommonTexts {
  private static final int PLACES = 4096;
  private static final int SHIFT = 64 - 12;
  private static final int LONGEST = 100;

  /** Its fields are final, so that a thread that finds it without a lock finds it whole. */
  private static final class Entry {
    final byte[] utf8;
    final String text;

    Entry(byte[] utf8, String text) {
      this.utf8 = utf8;
      this.text = text;
    }
  }

  private static final Entry[] ENTRIES = new Entry[PLACES];

  private CommonTexts() {}

  /** The text that these bytes are in UTF-8. */
  public static String of(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(bytes, start, length, StandardCharsets.UTF_8);
    }
    int place = (int) (Bytes.hash(bytes, start, end) >>> SHIFT);
    Entry entry = ENTRIES[place];
    if (entry != null && isSame(entry.utf8, bytes, start, end)) {
      return entry.text;
    }
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    ENTRIES[place] = new Entry(Arrays.copyOfRange(bytes, start, end), text);
    return text;
  }

  private static boolean isSame(byte[] known, byte[] bytes, int start, int end) {
    int length = end - start;
    if (known.length != length) {
      return false;
    }
    return length < 8
        ? Bytes.small(known, 0, length) == Bytes.small(bytes, start, end)
        : Bytes.equal(known, bytes, start, end);
  }
}
