package io.paidan.event;

import io.paidan.Instants;
import java.nio.charset.StandardCharsets;

/**
 * Instants as RFC 3339 writes them, in milliseconds since the epoch, UTC.
 *
 * <p>Read: {@code yyyy-MM-dd}, {@code T}, {@code t} or a space, {@code HH:mm:ss}, a fraction of any
 * length, and {@code Z}, {@code z} or an offset up to 23:59. What is finer than a millisecond is
 * cut off (towards the past, also before 1970). A leap second ({@code 23:59:60} UTC on the last day
 * of June or December) is the last millisecond of its day. Without an offset it is no instant.
 */
public final class Rfc3339 {
  /** What {@link #parse} gives for something that is no instant. */
  public static final long INVALID = Instants.NONE;

  private static final long DAY_MS = 86_400_000L;

  private Rfc3339() {}

  /** Milliseconds since the epoch, or {@link #INVALID}. */
  public static long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /** Milliseconds since the epoch, or {@link #INVALID}. */
  static long parse(byte[] b, int start, int end) {
    if (end - start < 20
        || b[start + 4] != '-'
        || b[start + 7] != '-'
        || !isDateEnd(b[start + 10])
        || b[start + 13] != ':'
        || b[start + 16] != ':') {
      return INVALID;
    }
    int century = two(b, start);
    int yearOfCentury = two(b, start + 2);
    int month = two(b, start + 5);
    int day = two(b, start + 8);
    int hour = two(b, start + 11);
    int minute = two(b, start + 14);
    int second = two(b, start + 17);
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
      return INVALID;
    }
    int year = century * 100 + yearOfCentury;
    if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) {
      return INVALID;
    }
    if (day > 28 && day > daysOf(year, month)) {
      return INVALID;
    }
    int p = start + 19;
    int millis = 0;
    if (b[p] == '.') {
      int from = ++p;
      int unit = 100;
      while (p < end && isDigit(b[p])) {
        millis += (b[p] - '0') * unit;
        unit /= 10;
        p++;
      }
      if (p == from || p == end) {
        return INVALID;
      }
    }
    int offset = 0;
    byte sign = b[p];
    if (sign == 'Z' || sign == 'z') {
      p++;
    } else if ((sign == '+' || sign == '-') && end - p == 6 && b[p + 3] == ':') {
      int hours = two(b, p + 1);
      int minutes = two(b, p + 4);
      if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
        return INVALID;
      }
      offset = (hours * 60 + minutes) * (sign == '-' ? -60_000 : 60_000);
      p += 6;
    }
    if (p != end || sign == '.' || !isZone(sign)) {
      return INVALID;
    }
    boolean leap = second == 60;
    long ofDay =
        ((hour * 60L + minute) * 60L + (leap ? 59 : second)) * 1000L + (leap ? 999 : millis);
    long instant = daysBefore(year, month, day) * DAY_MS + ofDay - offset;
    return leap && !endsHalfYear(instant) ? INVALID : instant;
  }

  /** {@code yyyy-MM-ddTHH:mm:ss.SSSZ}, for the years 0000 to 9999. */
  public static String format(long millis) {
    byte[] text = new byte[24];
    format(millis, text, 0);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Writes the 24 bytes of {@code yyyy-MM-ddTHH:mm:ss.SSSZ}. */
  static void format(long millis, byte[] b, int at) {
    long days = Math.floorDiv(millis, DAY_MS);
    int ofDay = (int) (millis - days * DAY_MS);
    // Civil date from days, in years that begin on 1 March, so that a leap day comes last.
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    int ofEra = (int) (z - era * 146_097);
    int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int march = (5 * ofYear + 2) / 153;
    int day = ofYear - (153 * march + 2) / 5 + 1;
    int month = march < 10 ? march + 3 : march - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException("an instant outside the years 0000 to 9999: " + millis);
    }
    put(b, at, (int) (year / 100));
    put(b, at + 2, (int) (year % 100));
    b[at + 4] = '-';
    put(b, at + 5, month);
    b[at + 7] = '-';
    put(b, at + 8, day);
    b[at + 10] = 'T';
    put(b, at + 11, ofDay / 3_600_000);
    b[at + 13] = ':';
    put(b, at + 14, ofDay / 60_000 % 60);
    b[at + 16] = ':';
    put(b, at + 17, ofDay / 1000 % 60);
    b[at + 19] = '.';
    b[at + 20] = (byte) ('0' + ofDay % 1000 / 100);
    put(b, at + 21, ofDay % 100);
    b[at + 23] = 'Z';
  }

  private static void put(byte[] b, int at, int value) {
    b[at] = (byte) ('0' + value / 10);
    b[at + 1] = (byte) ('0' + value % 10);
  }

  private static boolean endsHalfYear(long instant) {
    long next = instant + 1;
    if (Math.floorMod(next, DAY_MS) != 0) {
      return false;
    }
    String day = format(next).substring(5, 10);
    return day.equals("01-01") || day.equals("07-01");
  }

  private static long daysBefore(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear;
    return era * 146_097L + ofEra - 719_468;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Two digits, or a negative number. */
  private static int two(byte[] b, int at) {
    int tens = b[at] - '0';
    int ones = b[at + 1] - '0';
    return (tens | 9 - tens | ones | 9 - ones) < 0 ? -1 : tens * 10 + ones;
  }

  private static boolean isDateEnd(byte c) {
    return c == 'T' || c == 't' || c == ' ';
  }

  private static boolean isZone(byte c) {
    return c == 'Z' || c == 'z' || c == '+' || c == '-';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
