package io.paidan.board.overview;

import static io.paidan.board.source.Documents.instant;
import static io.paidan.board.source.Documents.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.overview.Overview.OtherClock;
import io.paidan.board.overview.Overview.OverdueTicket;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Documents;
import io.paidan.board.source.Query;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import io.paidan.document.Alias;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list of overdue tickets, emergencies first. Clocks say how long a ticket has been overdue,
 * its own document says that it is, and where it is now: so the list never contradicts the figures
 * for longer than one refresh.
 *
 * <p>A clock keeps the district that its ticket had when it began. So in a district the clocks are
 * looked for by the tickets that are overdue there now; only where these are more than {@link
 * #MOST_IDS} by the district of the clock.
 */
final class OverdueSearches {
  /** At most this many are listed. */
  static final int LISTED = 100;

  /** As many as one search gives. */
  static final int MOST_IDS = 10_000;

  /** Of those found by their clocks some may be overdue no more, or elsewhere. */
  private static final int CANDIDATES = LISTED + 50;

  private static final Comparator<OverdueTicket> EMERGENCIES_THEN_LONGEST =
      Comparator.comparing((OverdueTicket t) -> !"EMERGENCY".equals(t.ticketClass()))
          .thenComparing(OverdueTicket::dueAt, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(OverdueTicket::ticketId);

  private final ViewAt at;
  private final SourceClient source;
  private Batch.Slot ids;
  private List<Batch.Slot> candidates = List.of();

  OverdueSearches(ViewAt at, SourceClient source, Batch batch) {
    this.at = at;
    this.source = source;
    if (at.district() == null) {
      candidates = candidates(batch, Counted.breachedClocks());
    } else {
      ids =
          batch.add(
              Alias.TICKETS,
              Body.of(Query.all(Counted.present(at), Counted.overdue()))
                  .values(MOST_IDS, "ticket_id")
                  .counted()
                  .json());
    }
  }

  /** One breached clock of each ticket, the one overdue longest: of emergencies, of the others. */
  private static List<Batch.Slot> candidates(Batch batch, ObjectNode breached) {
    ObjectNode emergency = Query.term("ticket_class", "EMERGENCY");
    List<Batch.Slot> slots = new ArrayList<>();
    for (ObjectNode ofClass : List.of(emergency, Query.not(emergency))) {
      slots.add(
          batch.add(
              Alias.CLOCKS,
              Body.of(Query.all(breached, ofClass))
                  .values(CANDIDATES, "ticket_id")
                  .firstOfEach("ticket_id")
                  .sorted("due_at", "asc")
                  .sorted("ticket_id", "asc")
                  .json()));
    }
    return slots;
  }

  /** The rows, after the batch that was given has been asked. */
  List<OverdueTicket> rows() throws SourceException {
    if (ids != null) {
      List<String> here = values(ids);
      // The same tickets make the same request, which Elasticsearch may still know the answer to.
      here.sort(null);
      if (here.isEmpty()) {
        return List.of();
      }
      ObjectNode ofThem =
          here.size() == ids.total()
              ? Query.terms("ticket_id", here)
              : Query.term("district", at.district());
      Batch batch = new Batch();
      candidates = candidates(batch, Query.all(Counted.breachedClocks(), ofThem));
      source.ask(batch);
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (Batch.Slot slot : candidates) {
      wanted.addAll(values(slot));
    }
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<OverdueTicket> rows = rows(wanted);
    return List.copyOf(rows.subList(0, Math.min(LISTED, rows.size())));
  }

  private static List<String> values(Batch.Slot slot) {
    List<String> values = new ArrayList<>();
    slot.hits().forEach(hit -> values.add(Documents.value(hit, "ticket_id")));
    return values;
  }

  private List<OverdueTicket> rows(Collection<String> wanted) throws SourceException {
    Batch batch = new Batch();
    ObjectNode ofThem = Query.terms("ticket_id", wanted);
    Batch.Slot tickets =
        batch.add(
            Alias.TICKETS,
            Body.of(Query.all(ofThem, Counted.present(at), Counted.overdue()))
                .documents(
                    wanted.size(),
                    "ticket_id",
                    "title",
                    "state",
                    "ticket_class",
                    "district",
                    "district_name",
                    "lead_department",
                    "lead_department_name")
                .json());
    Batch.Slot breached =
        batch.add(
            Alias.CLOCKS,
            Body.of(Query.all(ofThem, Counted.breachedClocks()))
                .documents(
                    MOST_IDS, "ticket_id", "department", "department_name", "clock", "due_at")
                .sorted("due_at", "asc")
                .sorted("department", "asc")
                .sorted("clock", "asc")
                .json());
    source.ask(batch);
    Map<String, List<JsonNode>> clocks = new LinkedHashMap<>();
    for (JsonNode clock : breached.documents()) {
      clocks.computeIfAbsent(text(clock, "ticket_id"), id -> new ArrayList<>()).add(clock);
    }
    Map<String, JsonNode> byId = new HashMap<>();
    tickets.documents().forEach(ticket -> byId.put(text(ticket, "ticket_id"), ticket));
    List<OverdueTicket> rows = new ArrayList<>();
    for (Map.Entry<String, List<JsonNode>> entry : clocks.entrySet()) {
      JsonNode ticket = byId.get(entry.getKey());
      if (ticket != null) {
        rows.add(row(ticket, entry.getValue()));
      }
    }
    rows.sort(EMERGENCIES_THEN_LONGEST);
    return rows;
  }

  private static OverdueTicket row(JsonNode ticket, List<JsonNode> clocks) throws SourceException {
    JsonNode longest = clocks.get(0);
    boolean ofDepartment = text(longest, "department") != null;
    List<OtherClock> others = new ArrayList<>();
    for (JsonNode clock : clocks.subList(1, clocks.size())) {
      others.add(
          new OtherClock(
              text(clock, "clock"),
              text(clock, "department"),
              text(clock, "department_name"),
              instant(clock, "due_at")));
    }
    return new OverdueTicket(
        text(ticket, "ticket_id"),
        text(ticket, "title"),
        text(ticket, "ticket_class"),
        text(ticket, "state"),
        text(ticket, "district"),
        text(ticket, "district_name"),
        ofDepartment ? text(longest, "department") : text(ticket, "lead_department"),
        ofDepartment ? text(longest, "department_name") : text(ticket, "lead_department_name"),
        text(longest, "clock"),
        instant(longest, "due_at"),
        others);
  }
}
