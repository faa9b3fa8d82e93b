package io.paidan.policy;

import java.util.List;

/**
 * The set of versions of the policy in force (contract, section 2): immutable, sorted by {@code
 * effectiveFrom}, then version.
 */
public final class PolicyHistory {
  /** No policy at all: no clock has a limit. */
  public static final PolicyHistory NONE = new PolicyHistory(List.of());

  private final List<PolicyVersion> versions;

  public PolicyHistory(List<PolicyVersion> versions) {
    this.versions =
        versions.stream()
            .sorted(
                java.util.Comparator.comparingLong(PolicyVersion::effectiveFrom)
                    .thenComparingInt(PolicyVersion::version))
            .toList();
  }

  public List<PolicyVersion> versions() {
    return versions;
  }

  public boolean isEmpty() {
    return versions.isEmpty();
  }
}
