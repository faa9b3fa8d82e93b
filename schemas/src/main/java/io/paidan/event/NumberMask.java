package io.paidan.event;

/** Finds mobile and identity-card numbers in text and puts asterisks over them. */
final class NumberMask {
  /** So many separators may stand between two digits of one number. */
  private static final int WIDEST_GAP = 3;

  private static final int X = 10;

  private final char[] text;
  private boolean changed;

  /** One run of digits: their values, where they stand, and which begin a group. */
  private final byte[] digits;

  private final int[] places;
  private final boolean[] groupStart;
  private int count;

  private NumberMask(String text) {
    this.text = text.toCharArray();
    this.digits = new byte[this.text.length];
    this.places = new int[this.text.length];
    this.groupStart = new boolean[this.text.length + 1];
  }

  /** The text with its numbers masked; the same object when there are none. */
  static String mask(String text) {
    NumberMask mask = new NumberMask(text);
    mask.run();
    return mask.changed ? new String(mask.text) : text;
  }

  /** The value of a decimal digit of any script, or -1. */
  static int digit(char c) {
    if (c < 0x660) {
      return c >= '0' && c <= '9' ? c - '0' : -1;
    }
    return Character.digit(c, 10);
  }

  /** What people put between the groups of a number. */
  static boolean isSeparator(char c) {
    return switch (c) {
      case ' ', '\t', '-', '.', '_', '(', ')' -> true;
      case '\u00A0', '\u00AD', '\u00B7', '\u2212', '\u3000', '\uFEFF' -> true;
      case '－', '．', '（', '）', '＿' -> true;
      default -> c >= '\u2000' && c <= '\u2015' || c >= '\u2060' && c <= '\u2064';
    };
  }

  private void run() {
    int length = text.length;
    int at = 0;
    while (at < length) {
      if (digit(text[at]) < 0) {
        at++;
        continue;
      }
      int end = collect(at);
      if (count >= 11) {
        for (int i = 0; i + 11 <= count; i++) {
          maskAt(i);
        }
      }
      at = end;
    }
  }

  /** Collects the run of digits that begins here; the place behind it. */
  private int collect(int from) {
    count = 0;
    int gap = 0;
    int end = from;
    for (int i = from; i < text.length && gap <= WIDEST_GAP; i++) {
      char c = text[i];
      int value = digit(c);
      if (value < 0 && gap == 0 && count > 0 && isX(c)) {
        value = X;
      }
      if (value >= 0) {
        digits[count] = (byte) value;
        places[count] = i;
        groupStart[count] = count == 0 || gap > 0;
        count++;
        gap = 0;
        end = i + 1;
        if (value == X) {
          break;
        }
      } else if (isSeparator(c)) {
        gap++;
      } else {
        break;
      }
    }
    groupStart[count] = true;
    return end;
  }

  private void maskAt(int i) {
    if (count - i >= 18 && isWhole(i, 18) && isIdentityCard(i)) {
      hide(i + 2, i + 16);
    }
    if (isMobile(i) && (isWhole(i, 11) || isPrefix(i) && groupStart[i + 11])) {
      hide(i + 3, i + 7);
    }
    // Old numbers have no check: only where exactly so many digits stand, not within longer ones.
    if (count - i >= 15
        && groupStart[i]
        && groupStart[i + 15]
        && digits[i + 14] != X
        && isGroupedBy6(i)
        && isRegion(i)
        && isMonthDay(i + 8)) {
      hide(i + 2, i + 13);
    }
  }

  /**
   * Whether 15 digits stand together or as region, birth date and number: other groups are dates.
   */
  private boolean isGroupedBy6(int i) {
    for (int k = 1; k < 15; k++) {
      if (groupStart[i + k] && k % 6 != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a number here either lies within one group or is made of whole groups. */
  private boolean isWhole(int i, int length) {
    if (groupStart[i] && groupStart[i + length]) {
      return true;
    }
    for (int k = i + 1; k < i + length; k++) {
      if (groupStart[k]) {
        return false;
      }
    }
    return true;
  }

  /** Whether only the country's prefix or a trunk zero stands before it in its group. */
  private boolean isPrefix(int i) {
    int start = i;
    while (!groupStart[start]) {
      start--;
    }
    StringBuilder prefix = new StringBuilder(4);
    for (int k = start; k < i && k < start + 5; k++) {
      prefix.append((char) ('0' + digits[k]));
    }
    return switch (prefix.toString()) {
      case "", "0", "86", "086", "0086" -> true;
      default -> false;
    };
  }

  private boolean isMobile(int i) {
    return digits[i] == 1 && digits[i + 1] >= 3 && digits[i + 10] != X;
  }

  private boolean isIdentityCard(int i) {
    int century = digits[i + 6] * 10 + digits[i + 7];
    return isRegion(i) && century >= 18 && century <= 20 && isMonthDay(i + 10);
  }

  private boolean isRegion(int i) {
    return digits[i] != 0;
  }

  private boolean isMonthDay(int i) {
    int month = digits[i] * 10 + digits[i + 1];
    int day = digits[i + 2] * 10 + digits[i + 3];
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  private void hide(int from, int to) {
    for (int i = from; i < to; i++) {
      text[places[i]] = '*';
    }
    changed = true;
  }

  private static boolean isX(char c) {
    return c == 'X' || c == 'x' || c == 'Ｘ' || c == 'ｘ';
  }
}
