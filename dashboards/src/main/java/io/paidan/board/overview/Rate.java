package io.paidan.board.overview;

import io.paidan.Wilson;

/**
 * A share of counted things, with its Wilson 95 % interval.
 *
 * @param rate between 0 and 1; null without a denominator, never 0 or 1 (contract, section 3), as
 *     {@code low} and {@code high}
 * @param sufficient whether the denominator is no smaller than the policy's minimum sample
 */
public record Rate(
    Double rate, Double low, Double high, long numerator, long denominator, boolean sufficient) {
  static Rate of(long numerator, long denominator, long minimumSample) {
    if (denominator == 0) {
      return new Rate(null, null, null, 0, 0, false);
    }
    double share = (double) numerator / denominator;
    return new Rate(
        share,
        Wilson.low(share, denominator),
        Wilson.high(share, denominator),
        numerator,
        denominator,
        denominator >= minimumSample);
  }
}
