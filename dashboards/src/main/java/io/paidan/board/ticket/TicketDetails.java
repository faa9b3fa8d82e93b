package io.paidan.board.ticket;

import static io.paidan.board.source.Documents.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Query;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import io.paidan.document.Alias;
import io.paidan.event.CodePointOrder;
import io.paidan.event.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds all that is known of one ticket. Thread-safe. */
public final class TicketDetails {
  static final int MOST_EVENTS = 2_000;
  private static final int MOST = 2_000;

  /** The order of a ticket's events (contract, section 1). */
  private static final Comparator<JsonNode> EVENTS =
      Comparator.comparing((JsonNode event) -> orEmpty(event, "time"))
          .thenComparing(event -> orEmpty(event, "sequence"), CodePointOrder.INSTANCE)
          .thenComparing(
              event -> EventType.ofWireName(orEmpty(event, "type")),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(event -> orEmpty(event, "source"), CodePointOrder.INSTANCE)
          .thenComparing(event -> orEmpty(event, "event_id"), CodePointOrder.INSTANCE);

  private final SourceClient source;

  public TicketDetails(SourceClient source) {
    this.source = source;
  }

  /**
   * All that is known of a ticket.
   *
   * @return null when there is no such ticket
   * @throws SourceException when it cannot be had whole
   */
  public TicketDetail detail(String ticketId) throws SourceException {
    ObjectNode ofIt = Query.term("ticket_id", ticketId);
    Batch batch = new Batch();
    Batch.Slot ticket = batch.add(Alias.TICKETS, Body.of(ofIt).documents(1).json());
    Batch.Slot assignments =
        batch.add(
            Alias.ASSIGNMENTS,
            Body.of(ofIt)
                .documents(MOST)
                .sorted("dispatched_at", "asc")
                .sorted("department", "asc")
                .sorted("cycle", "asc")
                .json());
    Batch.Slot clocks =
        batch.add(
            Alias.CLOCKS,
            Body.of(ofIt)
                .documents(MOST)
                .sorted("started_at", "asc")
                .sorted("due_at", "asc")
                .sorted("department", "asc")
                .sorted("clock", "asc")
                .json());
    Batch.Slot alerts =
        batch.add(
            Alias.ALERTS,
            Body.of(ofIt)
                .documents(MOST)
                .sorted("threshold_at", "asc")
                .sorted("clock_id", "asc")
                .sorted("level", "asc")
                .json());
    Batch.Slot events =
        batch.addIfThere(
            Alias.EVENTS,
            Body.of(ofIt).documents(MOST_EVENTS).sorted("time", "asc").counted().json());
    source.ask(batch);
    if (ticket.documents().isEmpty()) {
      return null;
    }
    List<JsonNode> inOrder = new ArrayList<>(events.documents());
    inOrder.sort(EVENTS);
    return new TicketDetail(
        ticket.documents().get(0),
        assignments.documents(),
        clocks.documents(),
        alerts.documents(),
        inOrder,
        events.total());
  }

  private static String orEmpty(JsonNode event, String field) {
    String value = text(event, field);
    return value == null ? "" : value;
  }
}
