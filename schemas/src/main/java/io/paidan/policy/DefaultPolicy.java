package io.paidan.policy;

import io.paidan.json.Resources;

/**
 * The policy that the project ships (contract, section 2), for when a prefecture has published none
 * of its own. Only the 30 minutes to an emergency are given by the mechanism; the rest are
 * defaults.
 *
 * <p>Its calendar {@code office} knows mainland China's holidays and make-up working days of 2023
 * to 2026 as published by the State Council (taken from the holiday-cn project, MIT licence). In
 * other years it has its weekly hours only, and does not refuse to count: it has no {@code covers}.
 * Once a year's holidays are published, {@link HolidayFile} prints them for a new version.
 */
public final class DefaultPolicy {
  /** The resource that it is read from, beside this class. */
  static final String RESOURCE = "default-policy.json";

  private DefaultPolicy() {}

  /** The default policy's one version, as it is shipped. */
  public static PolicyHistory load() {
    PolicyParser.Result result = PolicyParser.parse(json());
    if (!result.problems().isEmpty()) {
      throw new IllegalStateException(RESOURCE + ":" + result.problems().get(0));
    }
    return new PolicyHistory(result.versions());
  }

  /** The document itself, UTF-8, for those who want to publish it or to start from it. */
  public static byte[] json() {
    return Resources.read(DefaultPolicy.class, RESOURCE);
  }
}
