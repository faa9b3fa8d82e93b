package io.paidan.policy;

/** The weights of a department's mark; they sum to 1 (contract, sections 2 and 3). */
public record ScoreWeights(
    int minimumSample,
    double acceptOnTime,
    double arriveOnTime,
    double resolveOnTime,
    double resolved,
    double satisfaction,
    double street) {}
