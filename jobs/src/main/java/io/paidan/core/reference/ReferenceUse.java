package io.paidan.core.reference;

import java.util.Objects;

/**
 * That a ticket uses, or uses no more, an id that reference data should know.
 *
 * @param district of a county: the ticket's district that lies in it; else null
 * @param firstEventAt the time of the ticket's first event in the order, milliseconds since the
 *     epoch, UTC; of no meaning for a use that is gone
 * @param present false: the ticket does not use the id, whatever it did before
 */
public record ReferenceUse(
    ReferenceKind kind,
    String id,
    String district,
    String ticketId,
    long firstEventAt,
    boolean present) {
  public ReferenceUse {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(ticketId, "ticketId");
  }

  /** The {@code _id} of the problem document that the id has when it is unknown. */
  public String key() {
    return kind.key(id);
  }

  /** The use as one that can be the first of its id. */
  public FirstUse asFirst() {
    return new FirstUse(firstEventAt, ticketId);
  }

  ReferenceUse gone() {
    return new ReferenceUse(kind, id, district, ticketId, firstEventAt, false);
  }

  boolean isSameUse(ReferenceUse other) {
    return kind == other.kind
        && id.equals(other.id)
        && Objects.equals(district, other.district)
        && ticketId.equals(other.ticketId);
  }
}
