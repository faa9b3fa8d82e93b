package io.paidan.board.overview;

import java.util.List;
import java.util.Objects;

/** Ranks by lower bounds, so that nobody leads by a handful of lucky tickets. */
final class Ranking {
  private static final double BILLIONTHS = 1e9;

  private Ranking() {}

  /**
   * The rank of each, 1 for the best; equal ones share one.
   *
   * @param bounds null: not ranked
   */
  static List<Integer> ranks(List<Double> bounds) {
    List<Long> rounded = bounds.stream().map(Ranking::rounded).toList();
    return rounded.stream()
        .map(
            bound ->
                bound == null
                    ? null
                    : (Integer)
                        (1
                            + (int)
                                rounded.stream()
                                    .filter(Objects::nonNull)
                                    .filter(other -> other > bound)
                                    .count()))
        .toList();
  }

  /** What ranks a rate; null where its sample is too small. */
  static Double bound(Rate rate) {
    return rate.sufficient() ? rate.low() : null;
  }

  private static Long rounded(Double bound) {
    return bound == null ? null : (Long) Math.round(bound * BILLIONTHS);
  }
}
