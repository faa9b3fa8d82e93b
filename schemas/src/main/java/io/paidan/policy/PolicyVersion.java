package io.paidan.policy;

import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One valid version of a policy (contract, section 2). Immutable and thread-safe. */
public final class PolicyVersion {
  /** {@link #reportAfterMs} where a policy does not say, or none is in force: 30 minutes. */
  public static final long DEFAULT_REPORT_AFTER_MS = 30 * 60_000;

  private final String id;
  private final int version;
  private final long effectiveFrom;
  private final boolean open;
  private final List<Target> targets;
  private final List<CalendarSpec> calendars;
  private final ScoreWeights score;
  private final long reportAfterMs;
  private final String json;

  /** The targets of every clock, in the order of the policy. */
  private final Map<ClockType, List<Target>> byClock = new EnumMap<>(ClockType.class);

  /**
   * @param effectiveFrom milliseconds since the epoch, UTC
   * @param open whether it re-targets running clocks ({@code appliesTo: OPEN})
   * @param score null when the policy gives no weights
   * @param reportAfterMs milliseconds, 0 to 24 hours
   * @param json the document it was read from, compact, for people who ask what held; {@link
   *     PolicyParser} reads it back to an equal version
   */
  public PolicyVersion(
      String id,
      int version,
      long effectiveFrom,
      boolean open,
      List<Target> targets,
      List<CalendarSpec> calendars,
      ScoreWeights score,
      long reportAfterMs,
      String json) {
    this.id = id;
    this.version = version;
    this.effectiveFrom = effectiveFrom;
    this.open = open;
    this.targets = List.copyOf(targets);
    this.calendars = List.copyOf(calendars);
    this.score = score;
    this.reportAfterMs = reportAfterMs;
    this.json = json;
    for (ClockType clock : ClockType.values()) {
      byClock.put(clock, this.targets.stream().filter(t -> t.clock() == clock).toList());
    }
  }

  public String id() {
    return id;
  }

  public int version() {
    return version;
  }

  /** Milliseconds since the epoch, UTC. */
  public long effectiveFrom() {
    return effectiveFrom;
  }

  /** Whether it re-targets, at {@link #effectiveFrom}, the clocks then running. */
  public boolean open() {
    return open;
  }

  public List<Target> targets() {
    return targets;
  }

  public List<CalendarSpec> calendars() {
    return calendars;
  }

  /** The weights of a department's mark, or null. */
  public ScoreWeights score() {
    return score;
  }

  /**
   * The settling time of published figures ({@code reportAfter}): how many milliseconds of event
   * time after the end of a local day its figures are published, and after a published figure has
   * changed its correction.
   *
   * <p>No ticket is judged by it, so it is no part of {@link PolicyHistory#stamp}: who publishes
   * reports has to look here.
   */
  public long reportAfterMs() {
    return reportAfterMs;
  }

  /** The document it was read from, compact. */
  public String json() {
    return json;
  }

  /**
   * The target of a clock: of those whose constraints all match, the one with the most; on a tie
   * the later one in the policy (contract, section 2). What is not known (null) matches no
   * constraint.
   *
   * @return null when none matches: that clock does not run
   */
  public Target choose(
      ClockType clock,
      TicketClass ticketClass,
      Category category,
      String district,
      String department) {
    Target chosen = null;
    int most = 0;
    for (Target target : byClock.get(clock)) {
      int matching = target.matching(ticketClass, category, district, department);
      if (matching >= most) {
        chosen = target;
        most = matching;
      }
    }
    return chosen;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyVersion that
        && id.equals(that.id)
        && version == that.version
        && effectiveFrom == that.effectiveFrom
        && open == that.open
        && targets.equals(that.targets)
        && calendars.equals(that.calendars)
        && Objects.equals(score, that.score)
        && reportAfterMs == that.reportAfterMs
        && Objects.equals(json, that.json);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, version, effectiveFrom, open, targets, calendars, score, reportAfterMs);
  }

  @Override
  public String toString() {
    return "policy " + id + " version " + version;
  }
}
