package io.paidan;

/**
 * The score interval for a share (E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, JASA 22, 1927), 95 %, z = 1.96 (contract, section 3). For a mean of values
 * between 0 and 1 it is a cautious one: such a mean varies no more than a share does.
 */
public final class Wilson {
  private static final double Z = 1.96;
  private static final double Z2 = Z * Z;

  private Wilson() {}

  /** The lower bound; n over 0. */
  public static double low(double share, long n) {
    return Math.max(0, (center(share, n) - margin(share, n)) / (1 + Z2 / n));
  }

  /** The upper bound; n over 0. */
  public static double high(double share, long n) {
    return Math.min(1, (center(share, n) + margin(share, n)) / (1 + Z2 / n));
  }

  private static double center(double share, long n) {
    return share + Z2 / (2.0 * n);
  }

  private static double margin(double share, long n) {
    return Z * Math.sqrt(share * (1 - share) / n + Z2 / (4.0 * n * n));
  }
}
