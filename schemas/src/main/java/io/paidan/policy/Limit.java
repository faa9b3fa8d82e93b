package io.paidan.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time limit: counted time ({@code PT…}) or a number of working days (contract, section 2).
 *
 * @param text as the policy writes it, for example {@code PT30M} or {@code 5 working days}
 * @param countedMs counted milliseconds, over 0; 0 when the limit is in working days
 * @param workingDays working days, over 0; 0 when the limit is counted time
 */
public record Limit(String text, long countedMs, int workingDays) {
  /** No limit is longer: what is, is a slip of the pen, and would end beyond every calendar. */
  private static final int LONGEST_DAYS = 36_525;

  private static final String FORM =
      "write it like \"PT30M\", \"PT1H30M\", \"PT24H\" or \"5 working days\"";

  private static final Pattern COUNTED =
      Pattern.compile("PT(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]{1,3})?S)?");
  private static final Pattern WORKING_DAYS = Pattern.compile("(-?[0-9]+) working days?");

  /**
   * Reads a limit: {@code PT…} with hours, minutes and seconds (ISO 8601, up to three decimals of a
   * second), or {@code N working days}.
   *
   * @throws IllegalArgumentException when it cannot be read, is not over 0 or is over 100 years;
   *     the message says what would be right
   */
  public static Limit parse(String text) {
    Matcher days = WORKING_DAYS.matcher(text);
    return days.matches() ? ofDays(text, days.group(1)) : ofCountedTime(text);
  }

  private static Limit ofDays(String text, String number) {
    long days;
    try {
      days = Long.parseLong(number);
    } catch (NumberFormatException e) {
      days = number.startsWith("-") ? -1 : Long.MAX_VALUE; // all digits, but too many
    }
    checkRange(text, days, LONGEST_DAYS);
    return new Limit(text, 0, (int) days);
  }

  private static Limit ofCountedTime(String text) {
    boolean counted = COUNTED.matcher(text).matches();
    Duration duration;
    try {
      duration = Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      if (counted) {
        throw tooLong(text);
      }
      throw unreadable(text);
    }
    if (duration.isNegative() || duration.isZero()) {
      throw notOverZero(text);
    }
    if (!counted) {
      throw unreadable(text);
    }
    Duration longest = Duration.ofDays(LONGEST_DAYS);
    if (duration.compareTo(longest) > 0) {
      throw tooLong(text);
    }
    return new Limit(text, duration.toMillis(), 0);
  }

  private static void checkRange(String text, long value, long most) {
    if (value <= 0) {
      throw notOverZero(text);
    }
    if (value > most) {
      throw tooLong(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException("unreadable limit \"" + text + "\": " + FORM);
  }

  private static IllegalArgumentException notOverZero(String text) {
    return new IllegalArgumentException("limit \"" + text + "\" is not over 0");
  }

  private static IllegalArgumentException tooLong(String text) {
    return new IllegalArgumentException("limit \"" + text + "\" is over 100 years");
  }
}
