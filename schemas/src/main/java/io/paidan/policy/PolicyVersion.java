package io.paidan.policy;

import java.util.List;

/**
 * One valid version of a policy (contract, section 2).
 *
 * @param effectiveFrom milliseconds since the epoch, UTC
 * @param open whether it re-targets running clocks ({@code appliesTo: OPEN})
 * @param score null when the policy gives no weights
 * @param json the document it was read from, compact, for people who ask what held
 */
public record PolicyVersion(
    String id,
    int version,
    long effectiveFrom,
    boolean open,
    List<Target> targets,
    List<CalendarSpec> calendars,
    ScoreWeights score,
    String json) {
  public PolicyVersion {
    targets = List.copyOf(targets);
    calendars = List.copyOf(calendars);
  }
}
