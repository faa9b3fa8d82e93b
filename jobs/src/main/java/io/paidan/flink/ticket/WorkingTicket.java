package io.paidan.flink.ticket;

import io.paidan.core.ticket.TicketFacts;
import io.paidan.event.TicketEvent;
import java.util.ArrayList;
import java.util.List;

/** One ticket while it is worked on: what its state says and what has come since. */
final class WorkingTicket {
  final String id;
  final LiveTicket live;

  /** Whether the keyed state knows the ticket. */
  boolean stored;

  /** The facts that its documents were last written with; null: none were. */
  TicketFacts published;

  /** Packed events that the keyed state does not have yet. */
  final List<byte[]> newEvents = new ArrayList<>(4);

  /** Those of them that are news, for those who ask what changed a published figure. */
  final List<TicketEvent> newCauses = new ArrayList<>(4);

  /** Whether, since its documents were written last, other policies than before judged it. */
  boolean judgedByOthers;

  /** Whether an attempt that crashed may have written documents with some of {@link #newEvents}. */
  boolean mayHaveBeenWritten;

  WorkingTicket(String id, LiveTicket live, boolean stored) {
    this.id = id;
    this.live = live;
    this.stored = stored;
    this.published = live.ticket == null ? null : live.ticket.facts();
  }

  /** Whether anything is known of the ticket. */
  boolean isKnown() {
    return stored || !newEvents.isEmpty();
  }
}
