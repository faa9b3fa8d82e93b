package io.paidan.event;

import java.nio.charset.StandardCharsets;

/**
 * Hides personal data (contract, section 3, "Personal data"): the names and phones of reporters,
 * and mobile and identity-card numbers inside free text. Masking what is masked changes nothing.
 */
public final class Masking {
  private static final String HIDDEN = "**";
  private static final int MOBILE_DIGITS = 11;
  private static final int SHORT_PHONE = 4;

  private Masking() {}

  /**
   * Free text with the mobile and identity-card numbers in it masked: a mobile number keeps its
   * first three and last four digits, an identity-card number its first two and last two. Text
   * without eleven digits is returned as it is.
   *
   * <p>A mobile number is 1, then 3 to 9, then nine digits; an identity-card number is 18 digits
   * (the last may be X) or 15, with a possible birth date. Digits may be those of any script, and
   * groups of them may be apart by spaces, dashes, dots or brackets. In doubt it is masked: a
   * longer run of digits (an order's number) that holds such a number somewhere loses those digits.
   *
   * @param text may be null
   */
  public static String text(String text) {
    if (text == null || text.length() < MOBILE_DIGITS) {
      return text;
    }
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      if (NumberMask.digit(text.charAt(i)) >= 0 && ++digits == MOBILE_DIGITS) {
        return NumberMask.mask(text);
      }
    }
    return text;
  }

  /**
   * A person's name: the first character stays, the rest becomes two asterisks, however long it is.
   *
   * @param name may be null
   */
  public static String name(String name) {
    if (name == null) {
      return null;
    }
    String stripped = name.strip();
    return stripped.isEmpty()
        ? ""
        : stripped.substring(0, stripped.offsetByCodePoints(0, 1)) + HIDDEN;
  }

  /**
   * A phone number: of a mobile number the first three and last four digits stay ({@code
   * 138****8000}), of anything else the last two digits, if it has over four characters.
   *
   * @param phone may be null
   */
  public static String phone(String phone) {
    if (phone == null || isMaskedMobile(phone)) {
      return phone;
    }
    String mobile = mobile(phone);
    if (mobile != null) {
      return mobile.substring(0, 3) + "****" + mobile.substring(7);
    }
    int[] points = phone.codePoints().toArray();
    StringBuilder masked = new StringBuilder(points.length);
    for (int i = 0; i < points.length; i++) {
      boolean shown =
          points.length > SHORT_PHONE && i >= points.length - 2 && Character.isDigit(points[i]);
      masked.appendCodePoint(shown ? points[i] : '*');
    }
    return masked.toString();
  }

  /**
   * The beginning of a record's value for people to look at: bytes that are not UTF-8 and control
   * characters are replaced, mobile and identity-card numbers are masked, and so are the values of
   * names and phones, in broken JSON too, as far as they can be told.
   *
   * @param value may be null
   * @param max how many characters at most
   */
  public static String excerpt(byte[] value, int max) {
    if (value == null || max <= 0) {
      return "";
    }
    // Masking shortens: what is read beyond the excerpt must not end in half a number.
    int window = (int) Math.min(value.length, 4L * max + 256);
    String text = new String(value, 0, window, StandardCharsets.UTF_8);
    return RawMask.excerpt(text, window < value.length, max);
  }

  private static boolean isMaskedMobile(String phone) {
    if (phone.length() != MOBILE_DIGITS) {
      return false;
    }
    for (int i = 0; i < MOBILE_DIGITS; i++) {
      char c = phone.charAt(i);
      if (i >= 3 && i < 7 ? c != '*' : c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /** The eleven ASCII digits of a mobile number, or null for anything else. */
  private static String mobile(String phone) {
    StringBuilder digits = new StringBuilder(MOBILE_DIGITS + 4);
    for (int i = 0; i < phone.length(); i++) {
      char c = phone.charAt(i);
      int digit = NumberMask.digit(c);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
      } else if (!NumberMask.isSeparator(c) && c != '+' && c != '＋') {
        return null;
      }
    }
    int prefix = digits.length() - MOBILE_DIGITS;
    if (prefix < 0 || digits.charAt(prefix) != '1' || digits.charAt(prefix + 1) < '3') {
      return null;
    }
    return switch (digits.substring(0, prefix)) {
      case "", "0", "86", "086", "0086" -> digits.substring(prefix);
      default -> null;
    };
  }
}
