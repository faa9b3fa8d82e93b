package io.paidan.event;

import java.util.Comparator;
import java.util.Objects;

/**
 * One accepted event of one ticket (contract, section 1). Its natural order is the order in which a
 * ticket's events are folded: (time, sequence or else "", type, source, id), strings by code point.
 *
 * @param source CloudEvents {@code source}
 * @param id CloudEvents {@code id}, unique within the source
 * @param ticketId CloudEvents {@code subject}
 * @param time when it happened, milliseconds since the epoch, UTC
 * @param sequence CloudEvents extension {@code sequence}; never null, "" when absent
 */
public record TicketEvent(
    String source,
    String id,
    EventType type,
    String ticketId,
    long time,
    String sequence,
    EventData data)
    implements Decoded, Comparable<TicketEvent> {

  private static final Comparator<TicketEvent> ORDER =
      Comparator.comparingLong(TicketEvent::time)
          .thenComparing(TicketEvent::sequence, CodePointOrder.INSTANCE)
          .thenComparing(TicketEvent::type)
          .thenComparing(TicketEvent::source, CodePointOrder.INSTANCE)
          .thenComparing(TicketEvent::id, CodePointOrder.INSTANCE);

  public TicketEvent {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(ticketId, "ticketId");
    Objects.requireNonNull(sequence, "sequence");
    Objects.requireNonNull(data, "data");
  }

  @Override
  public int compareTo(TicketEvent other) {
    return ORDER.compare(this, other);
  }

  /** Whether the other is a repeat or a conflicting repeat of this one: same source and id. */
  public boolean sameIdentity(TicketEvent other) {
    return id.equals(other.id) && source.equals(other.source);
  }
}
