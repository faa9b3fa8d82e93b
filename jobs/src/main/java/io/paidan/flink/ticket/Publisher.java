package io.paidan.flink.ticket;

import io.paidan.core.reference.ReferenceUse;
import io.paidan.core.reference.ReferenceUses;
import io.paidan.core.ticket.EventDocuments;
import io.paidan.core.ticket.TicketDocuments;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.document.Document;
import io.paidan.event.TicketEvent;
import io.paidan.flink.source.ReadEvent;
import io.paidan.reference.ReferenceData;
import java.util.List;
import java.util.function.Consumer;

/** Writes what became of tickets as documents, with the names of one set of reference data. */
final class Publisher {
  private final TicketDocuments documents;
  private final EventDocuments events;
  private final ReferenceUses references;
  private final long referenceStamp;
  private final Consumer<Document> output;
  private final Consumer<ReferenceUse> uses;

  /**
   * @param referenceStamp tells this reference data from other
   * @param uses gets what tickets use and the reference data does not know
   */
  Publisher(
      ReferenceData reference,
      long referenceStamp,
      Consumer<Document> output,
      Consumer<ReferenceUse> uses) {
    this.documents = new TicketDocuments(reference);
    this.events = new EventDocuments(reference);
    this.references = new ReferenceUses(reference);
    this.referenceStamp = referenceStamp;
    this.output = output;
    this.uses = uses;
  }

  /** Whether the documents of the ticket were last written with these names. */
  boolean namesAreThoseOf(LiveTicket live) {
    return live.referenceStamp == referenceStamp;
  }

  /**
   * Writes the documents and alerts that changed, with the ticket's present revision.
   *
   * @param before the facts that were published last; null: none
   * @param told what became of the alerts that earlier attempts told
   * @param now wall clock, ms
   */
  void publish(LiveTicket live, TicketFacts before, ToldAlerts.Settled told, long now) {
    TicketFacts after = live.ticket.facts();
    // Before the documents: they show the breaches that the alerts find withdrawn.
    AlertBook.update(live.alerts, before, after, told, now)
        .forEach(change -> output.accept(change.document(documents, live.revision)));
    boolean otherNames = before != null && !namesAreThoseOf(live);
    live.referenceStamp = referenceStamp;
    // Of a ticket that a build without figures left, that build told no uses either.
    references.changes(live.countedIn == null ? null : before, after, otherNames).forEach(uses);
    for (Document document : changed(live, before, after)) {
      if (!otherNames || document.isDeletion()) {
        output.accept(document);
      }
    }
    if (otherNames) {
      changed(live, null, after).forEach(output);
    }
  }

  private List<Document> changed(LiveTicket live, TicketFacts before, TicketFacts after) {
    return documents.changed(before, after, live.revision, live.alerts::withdrawnBreaches);
  }

  /** Writes the document of an accepted event. */
  void event(TicketEvent event, ReadEvent read, long revision) {
    EventDocuments.Origin origin =
        new EventDocuments.Origin(
            read.topic(), read.partition(), read.offset(), read.timestamp(), read.readAt());
    output.accept(events.document(event, revision, origin));
  }
}
