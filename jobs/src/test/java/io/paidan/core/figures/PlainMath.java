package io.paidan.core.figures;

import java.util.List;

/** Rates, intervals and percentiles as a textbook has them, for {@link PlainCount}. */
public final class PlainMath {
  /** What 95 % of a normal distribution lie within, on either side (contract, section 3). */
  public static final double Z = 1.96;

  private PlainMath() {}

  /** A share, null without a denominator. */
  public static Double rate(int part, int whole) {
    return whole == 0 ? null : (Double) ((double) part / whole);
  }

  /**
   * The lower bound of Wilson's score interval (E. B. Wilson, 1927).
   *
   * @param p the observed share, 0 to 1; null gives null
   * @param n how many were observed
   */
  public static Double wilsonLow(Double p, int n) {
    return p == null ? null : (Double) (centre(p, n) - halfWidth(p, n));
  }

  /** The upper bound of the same interval. */
  public static Double wilsonHigh(Double p, int n) {
    return p == null ? null : (Double) (centre(p, n) + halfWidth(p, n));
  }

  private static double centre(double p, int n) {
    return (p + Z * Z / (2.0 * n)) / (1 + Z * Z / n);
  }

  private static double halfWidth(double p, int n) {
    return Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n));
  }

  /**
   * The nearest-rank percentile: the smallest value such that at least that share of all are not
   * above it.
   *
   * @param percent 1 to 100
   * @return null without values
   */
  public static Long nearestRank(List<Long> values, int percent) {
    if (values.isEmpty()) {
      return null;
    }
    List<Long> sorted = values.stream().sorted().toList();
    int rank = (percent * sorted.size() + 99) / 100;
    return sorted.get(rank - 1);
  }

  /** The mean, null without values. */
  public static Double mean(List<Double> values) {
    return values.isEmpty()
        ? null
        : (Double) (values.stream().mapToDouble(Double::doubleValue).sum() / values.size());
  }
}
