package io.paidan.event;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing over U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /** The length of the well-formed sequence of two to four bytes that stands here, or 0. */
  static int sequence(byte[] b, int p, int end) {
    int lead = b[p] & 0xFF;
    if (lead < 0xC2 || lead > 0xF4 || p + 1 >= end) {
      return 0;
    }
    int second = b[p + 1] & 0xFF;
    if (lead < 0xE0) {
      return isTail(second) ? 2 : 0;
    }
    if (p + 2 >= end || !isTail(b[p + 2] & 0xFF)) {
      return 0;
    }
    if (lead < 0xF0) {
      int low = lead == 0xE0 ? 0xA0 : 0x80;
      int high = lead == 0xED ? 0x9F : 0xBF;
      return second >= low && second <= high ? 3 : 0;
    }
    if (p + 3 >= end || !isTail(b[p + 3] & 0xFF)) {
      return 0;
    }
    int low = lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high ? 4 : 0;
  }

  /** The character that the well-formed sequence of two to four bytes here is. */
  static int codePoint(byte[] b, int p) {
    int lead = b[p] & 0xFF;
    if (lead < 0xE0) {
      return (lead & 0x1F) << 6 | b[p + 1] & 0x3F;
    }
    if (lead < 0xF0) {
      return (lead & 0x0F) << 12 | (b[p + 1] & 0x3F) << 6 | b[p + 2] & 0x3F;
    }
    return (lead & 0x07) << 18 | (b[p + 1] & 0x3F) << 12 | (b[p + 2] & 0x3F) << 6 | b[p + 3] & 0x3F;
  }

  private static boolean isTail(int b) {
    return (b & 0xC0) == 0x80;
  }
}
