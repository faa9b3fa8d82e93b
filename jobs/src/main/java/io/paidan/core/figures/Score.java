package io.paidan.core.figures;

import io.paidan.Wilson;
import io.paidan.policy.ScoreWeights;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A department's mark in a period (contract, section 3, "department-scores").
 *
 * @param mark 0 to 100; null without weights or without a mark of the street
 * @param low the same of the components' lower bounds: what the mark is at least, given how little
 *     it may be known by; null where the mark is
 * @param shares the components that have data
 * @param lows their lower bounds
 * @param samples what each component is a share of, 0 without data
 * @param size how many assignments there were
 * @param sufficient whether that is enough to rank it
 * @param missing what is not known, as the policy calls it; {@code policy}: the weights
 */
record Score(
    Double mark,
    Double low,
    Map<ScoreComponent, Double> shares,
    Map<ScoreComponent, Double> lows,
    Map<ScoreComponent, Long> samples,
    long size,
    boolean sufficient,
    List<String> missing) {
  private static final String NO_WEIGHTS = "policy";
  private static final int HIGHEST = 100;

  /**
   * The mark of a department.
   *
   * @param weights null: no policy in force gives any
   */
  static Score of(Figures figures, ScoreWeights weights) {
    Map<ScoreComponent, Double> shares = new EnumMap<>(ScoreComponent.class);
    Map<ScoreComponent, Double> lows = new EnumMap<>(ScoreComponent.class);
    Map<ScoreComponent, Long> samples = new EnumMap<>(ScoreComponent.class);
    List<String> missing = new ArrayList<>();
    if (weights == null) {
      missing.add(NO_WEIGHTS);
    }
    for (ScoreComponent component : ScoreComponent.values()) {
      long sample = component.sample(figures);
      samples.put(component, sample);
      if (sample == 0) {
        missing.add(component.policyName);
      } else {
        double share = component.part(figures) / sample;
        shares.put(component, share);
        lows.put(component, Wilson.low(share, sample));
      }
    }
    boolean marked = weights != null && shares.containsKey(ScoreComponent.STREET);
    long size = figures.cell(CellKind.ASSIGNMENTS).count(AssignmentFigure.ASSIGNED);
    return new Score(
        marked ? weighted(shares, weights) : null,
        marked ? weighted(lows, weights) : null,
        shares,
        lows,
        samples,
        size,
        weights != null && size >= weights.minimumSample(),
        missing);
  }

  private static Double weighted(Map<ScoreComponent, Double> shares, ScoreWeights weights) {
    double sum = 0;
    double weight = 0;
    for (Map.Entry<ScoreComponent, Double> share : shares.entrySet()) {
      sum += share.getKey().weight(weights) * share.getValue();
      weight += share.getKey().weight(weights);
    }
    return HIGHEST * sum / weight;
  }

  /** Whether it takes part in the ranking. */
  boolean isRanked() {
    return mark != null && sufficient;
  }
}
