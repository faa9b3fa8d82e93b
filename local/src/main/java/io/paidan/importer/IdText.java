package io.paidan.importer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes ids of the names that others use (contract, section 1: 1 to 100 bytes of UTF-8, no {@code
 * /}, no control characters). In a name {@code /} and control characters become their bytes in
 * hexadecimal, as in a URL ({@code A/B} is {@code A%2FB}), and so does a {@code %} before two
 * hexadecimal digits; all else stays as it is. What is too long then is cut and ends in {@code ~}
 * and eight digits of the whole name's SHA-256. So people recognize the name, and can read it back
 * unless it was cut; the same name always gives the same id, and no two names do (of those cut: not
 * but by a chance of one in four billion).
 */
public final class IdText {
  private static final int LONGEST_BYTES = 100;
  private static final HexFormat HEX = HexFormat.of();

  private IdText() {}

  /**
   * The id for a name.
   *
   * @param name not empty
   */
  public static String of(String name) {
    StringBuilder id = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || Character.isISOControl(c) || looksEscaped(name, i)) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          id.append('%').append(HEX.withUpperCase().toHexDigits(b));
        }
      } else {
        id.append(c);
      }
    }
    return bytes(id.toString()) <= LONGEST_BYTES ? id.toString() : shortened(id.toString(), name);
  }

  /** A percent sign that would read as part of an escape. */
  private static boolean looksEscaped(String name, int at) {
    return name.charAt(at) == '%'
        && at + 2 < name.length()
        && HexFormat.isHexDigit(name.charAt(at + 1))
        && HexFormat.isHexDigit(name.charAt(at + 2));
  }

  private static String shortened(String id, String name) {
    String end = "~" + HEX.formatHex(sha256(name), 0, 4);
    int room = LONGEST_BYTES - end.length();
    int cut = 0;
    int taken = 0;
    while (taken < room) {
      int c = id.codePointAt(cut);
      taken += bytes(Character.toString(c));
      if (taken <= room) {
        cut += Character.charCount(c);
      }
    }
    return id.substring(0, cut) + end;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
