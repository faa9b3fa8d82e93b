package io.paidan.board.ticket;

import static io.paidan.board.source.Documents.instant;
import static io.paidan.board.source.Documents.number;
import static io.paidan.board.source.Documents.text;
import static io.paidan.board.source.Documents.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.paidan.board.overview.Counted;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Query;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import io.paidan.board.ticket.TicketList.AssignmentItem;
import io.paidan.board.ticket.TicketList.ClockItem;
import io.paidan.board.ticket.TicketList.Item;
import io.paidan.board.ticket.TicketList.Row;
import io.paidan.document.Alias;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes rows of documents, with what else a row tells of its ticket. */
final class Rows {
  static final String[] TICKET_FIELDS = {
    "ticket_id",
    "title",
    "ticket_class",
    "category",
    "state",
    "suspended",
    "overdue",
    "district",
    "district_name",
    "lead_department",
    "lead_department_name",
    "reported_at",
    "dispatched_at",
    "resolved_at",
    "next_due_at"
  };

  private final SourceClient source;

  Rows(SourceClient source) {
    this.source = source;
  }

  private record Parts(String id, JsonNode ticket, Item item) {}

  List<Row> ofTickets(List<JsonNode> tickets) throws SourceException {
    List<Parts> parts = new ArrayList<>();
    for (JsonNode ticket : tickets) {
      parts.add(new Parts(text(ticket, "ticket_id"), ticket, null));
    }
    return rows(parts);
  }

  List<Row> ofClocks(List<JsonNode> clocks) throws SourceException {
    return ofItems(clocks, Rows::clock);
  }

  List<Row> ofAssignments(List<JsonNode> assignments) throws SourceException {
    return ofItems(assignments, Rows::assignment);
  }

  private interface Items {
    Item of(JsonNode document) throws SourceException;
  }

  private List<Row> ofItems(List<JsonNode> documents, Items items) throws SourceException {
    Map<String, JsonNode> tickets = tickets(documents);
    List<Parts> parts = new ArrayList<>();
    for (JsonNode document : documents) {
      String id = text(document, "ticket_id");
      JsonNode ticket = tickets.getOrDefault(id, MissingNode.getInstance());
      parts.add(new Parts(id, ticket, items.of(document)));
    }
    return rows(parts);
  }

  private static Item clock(JsonNode clock) throws SourceException {
    return new ClockItem(
        "CLOCK",
        text(clock, "clock"),
        text(clock, "department"),
        text(clock, "department_name"),
        text(clock, "status"),
        instant(clock, "due_at"),
        instant(clock, "stopped_at"),
        instant(clock, "breached_at"));
  }

  private static Item assignment(JsonNode assignment) throws SourceException {
    return new AssignmentItem(
        "ASSIGNMENT",
        text(assignment, "department"),
        text(assignment, "department_name"),
        text(assignment, "role"),
        number(assignment, "cycle"),
        text(assignment, "state"),
        instant(assignment, "dispatched_at"),
        instant(assignment, "resolved_at"),
        truth(assignment, "overturned"));
  }

  private Map<String, JsonNode> tickets(List<JsonNode> parts) throws SourceException {
    Set<String> ids = new HashSet<>();
    parts.forEach(part -> ids.add(text(part, "ticket_id")));
    Map<String, JsonNode> tickets = new HashMap<>();
    if (!ids.isEmpty()) {
      Batch batch = new Batch();
      Batch.Slot slot =
          batch.add(
              Alias.TICKETS,
              Body.of(Query.terms("ticket_id", ids)).documents(ids.size(), TICKET_FIELDS).json());
      source.ask(batch);
      slot.documents().forEach(ticket -> tickets.put(text(ticket, "ticket_id"), ticket));
    }
    return tickets;
  }

  private List<Row> rows(List<Parts> parts) throws SourceException {
    Set<String> overdue = new HashSet<>();
    for (Parts part : parts) {
      if (Boolean.TRUE.equals(truth(part.ticket(), "overdue"))) {
        overdue.add(part.id());
      }
    }
    Map<String, Instant> since = overdueSince(overdue);
    List<Row> rows = new ArrayList<>();
    for (Parts part : parts) {
      rows.add(row(part, since.get(part.id())));
    }
    return rows;
  }

  private Map<String, Instant> overdueSince(Set<String> ids) throws SourceException {
    Map<String, Instant> since = new HashMap<>();
    if (ids.isEmpty()) {
      return since;
    }
    Batch batch = new Batch();
    Batch.Slot slot =
        batch.add(
            Alias.CLOCKS,
            Body.of(Query.all(Query.terms("ticket_id", ids), Counted.breachedClocks()))
                .documents(ids.size(), "ticket_id", "due_at")
                .firstOfEach("ticket_id")
                .sorted("due_at", "asc")
                .json());
    source.ask(batch);
    for (JsonNode clock : slot.documents()) {
      since.put(text(clock, "ticket_id"), instant(clock, "due_at"));
    }
    return since;
  }

  private static Row row(Parts part, Instant overdueSince) throws SourceException {
    JsonNode ticket = part.ticket();
    return new Row(
        part.id(),
        text(ticket, "title"),
        text(ticket, "ticket_class"),
        text(ticket, "category"),
        text(ticket, "state"),
        truth(ticket, "suspended"),
        truth(ticket, "overdue"),
        text(ticket, "district"),
        text(ticket, "district_name"),
        text(ticket, "lead_department"),
        text(ticket, "lead_department_name"),
        instant(ticket, "reported_at"),
        instant(ticket, "dispatched_at"),
        instant(ticket, "resolved_at"),
        instant(ticket, "next_due_at"),
        overdueSince,
        part.item());
  }
}
