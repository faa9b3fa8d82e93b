package io.paidan.board.ticket;

import static io.paidan.board.source.Documents.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.overview.Counted;
import io.paidan.board.overview.ViewAt;
import io.paidan.board.source.Aggregations;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Documents;
import io.paidan.board.source.Query;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import io.paidan.document.Alias;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the tickets of a cohort that were resolved on time, or not. A ticket's document does not
 * say: it has {@code breached}, for a clock of any kind, and only clocks of RESOLVE and TOTAL count
 * (contract, section 3, "district-daily"). So tickets that breached something are gone through, and
 * their clocks asked after.
 */
final class LateTickets {
  private static final int COUNTED_AT_ONCE = 5_000;
  private static final int LISTED_AT_ONCE = 500;

  private final SourceClient source;
  private final Rows rows;

  LateTickets(SourceClient source, Rows rows) {
    this.source = source;
    this.rows = rows;
  }

  /** Those resolved without a breach of a resolution's limit or the whole's. */
  TicketList onTime(ListRequest request, ViewAt at, Sorting sorting) throws SourceException {
    ObjectNode resolved = Query.all(Counted.cohort(at), Counted.resolved());
    long late = countLate(Query.all(resolved, breached()), sorting);
    long total = count(resolved) - late;
    return list(request, sorting, total, resolved, isLate -> !isLate);
  }

  /** Those that are decided, and not resolved on time. */
  TicketList late(ListRequest request, ViewAt at, Sorting sorting) throws SourceException {
    ObjectNode cohort = Counted.cohort(at);
    ObjectNode dropped = Query.all(cohort, Counted.closedUnresolved());
    ObjectNode others = Query.all(cohort, breached(), Query.not(Counted.closedUnresolved()));
    long total = count(dropped) + countLate(others, sorting);
    ObjectNode candidates = Query.all(cohort, Query.any(breached(), Counted.closedUnresolved()));
    return list(request, sorting, total, candidates, isLate -> isLate);
  }

  private static ObjectNode breached() {
    return Query.term("breached", true);
  }

  private long count(ObjectNode query) throws SourceException {
    Batch batch = new Batch();
    Batch.Slot slot = batch.add(Alias.TICKETS, Body.of(query).counted().json());
    source.ask(batch);
    return slot.total();
  }

  /** How many have a clock that makes them late. */
  private long countLate(ObjectNode candidates, Sorting sorting) throws SourceException {
    long late = 0;
    JsonNode after = null;
    while (true) {
      Body body = Body.of(candidates).values(COUNTED_AT_ONCE, "ticket_id").after(after);
      JsonNode hits = ask(sorting.sort(body));
      List<String> ids = new ArrayList<>();
      hits.forEach(hit -> ids.add(Documents.value(hit, "ticket_id")));
      late += lateOf(ids).size();
      if (hits.size() < COUNTED_AT_ONCE) {
        return late;
      }
      after = hits.get(hits.size() - 1).path("sort");
    }
  }

  private TicketList list(
      ListRequest request,
      Sorting sorting,
      long total,
      ObjectNode candidates,
      Predicate<Boolean> wanted)
      throws SourceException {
    List<JsonNode> found = new ArrayList<>();
    JsonNode after = request.after() == null ? null : request.after().sortValues();
    JsonNode last = null;
    boolean more = true;
    while (more && found.size() <= TicketLists.LISTED) {
      String[] fields = Rows.TICKET_FIELDS.clone();
      Body body = Body.of(candidates).documents(LISTED_AT_ONCE, fields).after(after);
      JsonNode hits = ask(sorting.sort(body));
      List<String> ids = new ArrayList<>();
      hits.forEach(hit -> ids.add(text(hit.path("_source"), "ticket_id")));
      Set<String> late = lateOf(ids);
      for (JsonNode hit : hits) {
        JsonNode ticket = hit.path("_source");
        boolean isLate = late.contains(text(ticket, "ticket_id")) || isDropped(ticket);
        if (wanted.test(isLate) && found.size() <= TicketLists.LISTED) {
          found.add(ticket);
          last = found.size() == TicketLists.LISTED ? hit.path("sort") : last;
        }
        after = hit.path("sort");
      }
      more = hits.size() == LISTED_AT_ONCE;
    }
    boolean cut = found.size() > TicketLists.LISTED;
    return new TicketList(
        request.figure().word(),
        total,
        rows.ofTickets(cut ? found.subList(0, TicketLists.LISTED) : found),
        cut ? new Cursor(last).text() : null);
  }

  private static boolean isDropped(JsonNode ticket) {
    return "CLOSED".equals(text(ticket, "state")) && text(ticket, "resolved_at") == null;
  }

  private JsonNode ask(Body body) throws SourceException {
    Batch batch = new Batch();
    Batch.Slot slot = batch.add(Alias.TICKETS, body.json());
    source.ask(batch);
    return slot.hits();
  }

  private Set<String> lateOf(Collection<String> ids) throws SourceException {
    Set<String> late = new HashSet<>();
    if (ids.isEmpty()) {
      return late;
    }
    Batch batch = new Batch();
    Batch.Slot slot =
        batch.add(
            Alias.CLOCKS,
            Body.of(Query.all(Query.terms("ticket_id", ids), Counted.late()))
                .with("tickets", Aggregations.valuesOfFew("ticket_id", ids.size()))
                .json());
    source.ask(batch);
    slot.buckets("tickets").forEach(bucket -> late.add(bucket.path("key").asText()));
    return late;
  }
}
