package io.paidan.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast recorded time passes.
 *
 * @param factor seconds of the record in one second; over 0; infinite: do not wait at all
 */
public record Speed(double factor) {
  /** As fast as Kafka takes it. */
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  private static final Pattern FACTOR = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)x");

  public Speed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("a speed is over 0");
    }
  }

  /**
   * Reads {@code max}, or a factor like {@code 60x}.
   *
   * @throws IllegalArgumentException saying what would be right
   */
  public static Speed parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    Matcher matcher = FACTOR.matcher(text);
    if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a speed, write 60x (a minute in a second), 1x or max");
    }
    return new Speed(Double.parseDouble(matcher.group(1)));
  }

  boolean unlimited() {
    return Double.isInfinite(factor);
  }

  @Override
  public String toString() {
    return unlimited()
        ? "max"
        : java.math.BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString() + "x";
  }
}
