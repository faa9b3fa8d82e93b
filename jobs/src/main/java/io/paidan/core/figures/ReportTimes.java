package io.paidan.core.figures;

import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyVersion;
import java.time.ZoneId;

/**
 * When figures are published: a settling time ({@code reportAfter} of the policy in force) after
 * the local day has ended. Not thread-safe.
 */
public final class ReportTimes {
  private static final int DAY_LATEST_BACK = 2;

  private final PolicyHistory policies;
  private final LocalDays days;

  public ReportTimes(PolicyHistory policies, ZoneId zone) {
    this.policies = policies;
    this.days = new LocalDays(zone);
  }

  /** The instant at which a local date's figures are published first. */
  public long publishAt(int day) {
    long end = days.end(day);
    return end + settling(end);
  }

  /** The settling time, ms, by the policy in force at an instant. */
  public long settling(long at) {
    PolicyVersion policy = policies.inForce(at);
    return policy == null ? PolicyVersion.DEFAULT_REPORT_AFTER_MS : policy.reportAfterMs();
  }

  /** The last local date whose figures are published by an instant. */
  public int lastPublished(long instant) {
    // The settling time is 24 hours at most.
    int day = days.day(instant);
    for (int back = 0; back < DAY_LATEST_BACK; back++) {
      if (publishAt(day - back) <= instant) {
        return day - back;
      }
    }
    return day - DAY_LATEST_BACK;
  }
}
