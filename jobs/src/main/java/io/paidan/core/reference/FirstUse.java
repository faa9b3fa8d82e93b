package io.paidan.core.reference;

import java.util.Comparator;
import java.util.Objects;

/**
 * The ticket that an unknown id is listed with: of all that use it the least by the time of its
 * first event, then by ticket id.
 *
 * @param firstEventAt milliseconds since the epoch, UTC
 */
public record FirstUse(long firstEventAt, String ticketId) implements Comparable<FirstUse> {
  private static final Comparator<FirstUse> ORDER =
      Comparator.comparingLong(FirstUse::firstEventAt).thenComparing(FirstUse::ticketId);

  public FirstUse {
    Objects.requireNonNull(ticketId, "ticketId");
  }

  @Override
  public int compareTo(FirstUse other) {
    return ORDER.compare(this, other);
  }

  /** The lesser of two; null: there is none. */
  public static FirstUse lesser(FirstUse a, FirstUse b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }
}
