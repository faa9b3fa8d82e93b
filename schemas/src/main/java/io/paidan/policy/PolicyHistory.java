package io.paidan.policy;

import io.paidan.event.CodePointOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of policy versions, and which of them is in force when (contract, section 2). Immutable and
 * thread-safe.
 *
 * <p>One version has one pair of id and number. One policy is in force at a time: should versions
 * of several ids be here, all form one history, ordered by {@code effectiveFrom}, then version
 * number, then id by code point, whatever order they came in.
 */
public final class PolicyHistory {
  private static final Comparator<PolicyVersion> ORDER =
      Comparator.comparingLong(PolicyVersion::effectiveFrom)
          .thenComparingInt(PolicyVersion::version)
          .thenComparing(PolicyVersion::id, CodePointOrder.INSTANCE);

  /** No policy at all: no clock has a limit. */
  public static final PolicyHistory NONE = new PolicyHistory(List.of());

  private record Key(String id, int version) {
    static Key of(PolicyVersion version) {
      return new Key(version.id(), version.version());
    }
  }

  private final List<PolicyVersion> versions;
  private final List<PolicyVersion> openVersions;
  private final long stamp;

  /**
   * @param versions in any order; of several with the same id and number the last one counts
   */
  public PolicyHistory(List<PolicyVersion> versions) {
    Map<Key, PolicyVersion> byKey = new LinkedHashMap<>();
    for (PolicyVersion version : versions) {
      byKey.put(Key.of(version), version);
    }
    this.versions = byKey.values().stream().sorted(ORDER).toList();
    this.openVersions = this.versions.stream().filter(PolicyVersion::open).toList();
    this.stamp = PolicyStamp.of(this.versions);
  }

  /** All versions in the order in which they come into force. */
  public List<PolicyVersion> versions() {
    return versions;
  }

  public boolean isEmpty() {
    return versions.isEmpty();
  }

  /**
   * The version in force for a clock that starts then: the one with the greatest {@code
   * effectiveFrom} at or before it; of several, the highest number.
   *
   * @param start milliseconds since the epoch, UTC
   * @return null before the first version
   */
  public PolicyVersion inForce(long start) {
    int low = 0;
    int high = versions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (versions.get(middle).effectiveFrom() <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : versions.get(low - 1);
  }

  /**
   * The versions that re-target running clocks ({@code appliesTo: OPEN}) after an instant, which is
   * left out, in the order in which they do so.
   *
   * @param from milliseconds since the epoch, UTC
   */
  public List<PolicyVersion> openAfter(long from) {
    int first = 0;
    while (first < openVersions.size() && openVersions.get(first).effectiveFrom() <= from) {
      first++;
    }
    return openVersions.subList(first, openVersions.size());
  }

  /** The version of that number, of several policies' the last in order; null when none has it. */
  public PolicyVersion byVersion(int version) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).version() == version) {
        return versions.get(i);
      }
    }
    return null;
  }

  /** The version of that policy and number, or null. */
  public PolicyVersion byVersion(String id, int version) {
    for (PolicyVersion candidate : versions) {
      if (candidate.version() == version && candidate.id().equals(id)) {
        return candidate;
      }
    }
    return null;
  }

  /** This history with one version more, or in place of the one with its id and number. */
  public PolicyHistory with(PolicyVersion version) {
    List<PolicyVersion> all = new ArrayList<>(versions);
    all.add(version);
    return new PolicyHistory(all);
  }

  /** This history without that version. */
  public PolicyHistory without(String id, int version) {
    Key key = new Key(id, version);
    return new PolicyHistory(versions.stream().filter(v -> !Key.of(v).equals(key)).toList());
  }

  /**
   * A fingerprint of what these versions say: the same for the same set, in every JVM and whatever
   * the order they came in, the white space and the order of fields in their JSON. A ticket that
   * was judged under another stamp is to be judged anew. {@link PolicyVersion#reportAfterMs} is no
   * part of it.
   */
  public long stamp() {
    return stamp;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyHistory that && versions.equals(that.versions);
  }

  @Override
  public int hashCode() {
    return versions.hashCode();
  }

  @Override
  public String toString() {
    return versions.toString();
  }
}
