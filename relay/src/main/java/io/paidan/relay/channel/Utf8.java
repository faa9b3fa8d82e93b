package io.paidan.relay.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts that may not be longer than so many bytes. */
final class Utf8 {
  private static final String CUT = "…";

  private Utf8() {}

  /** The text, or as many whole characters of it as fit, and three dots. */
  static String limit(String text, int bytes) {
    if (text.getBytes(UTF_8).length <= bytes) {
      return text;
    }
    int room = bytes - CUT.getBytes(UTF_8).length;
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (used + size > room) {
        break;
      }
      used += size;
      end += Character.charCount(point);
    }
    return text.substring(0, end) + CUT;
  }
}
