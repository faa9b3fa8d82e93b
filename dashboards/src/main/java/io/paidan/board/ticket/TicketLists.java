package io.paidan.board.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.overview.Counted;
import io.paidan.board.overview.ViewAt;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Query;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import io.paidan.document.Alias;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tickets behind a figure, by the rule that the figure was counted by ({@link Counted}).
 * Thread-safe.
 */
public final class TicketLists {
  /** At most this many rows at once. */
  public static final int LISTED = 100;

  private static final Duration HOUR = Duration.ofHours(1);

  private final SourceClient source;
  private final ZoneId zone;
  private final Rows rows;

  public TicketLists(SourceClient source, ZoneId zone) {
    this.source = source;
    this.zone = zone;
    this.rows = new Rows(source);
  }

  /**
   * A list, and how long it is.
   *
   * @throws SourceException when it cannot be had whole
   * @throws IllegalArgumentException when {@code after} is of another list
   */
  public TicketList list(ListRequest request, Instant now) throws SourceException {
    ViewAt at = ViewAt.of(request.view(), now, zone);
    Sorting sorting = sorting(request.figure());
    if (request.after() != null && !request.after().fits(sorting.fields().size())) {
      throw new IllegalArgumentException("after is of another list: leave it out");
    }
    return switch (request.figure()) {
      case ON_TIME -> late().onTime(request, at, sorting);
      case LATE -> late().late(request, at, sorting);
      default -> counted(request, at, sorting);
    };
  }

  private LateTickets late() {
    return new LateTickets(source, rows);
  }

  private TicketList counted(ListRequest request, ViewAt at, Sorting sorting)
      throws SourceException {
    boolean tickets = request.figure().kind() == ListFigure.Kind.TICKETS;
    Body body =
        Body.of(query(request, at))
            .documents(LISTED + 1, tickets ? Rows.TICKET_FIELDS : new String[0])
            .counted()
            .after(request.after() == null ? null : request.after().sortValues());
    Batch batch = new Batch();
    Batch.Slot slot = batch.add(alias(request.figure()), sorting.sort(body).json());
    source.ask(batch);
    List<JsonNode> hits = new ArrayList<>();
    slot.hits().forEach(hits::add);
    String next = null;
    if (hits.size() > LISTED) {
      hits = hits.subList(0, LISTED);
      next = new Cursor(hits.get(LISTED - 1).path("sort")).text();
    }
    List<JsonNode> documents = hits.stream().map(hit -> hit.path("_source")).toList();
    List<TicketList.Row> listed =
        switch (request.figure().kind()) {
          case TICKETS -> rows.ofTickets(documents);
          case CLOCKS -> rows.ofClocks(documents);
          case ASSIGNMENTS -> rows.ofAssignments(documents);
        };
    return new TicketList(request.figure().word(), slot.total(), listed, next);
  }

  private static Alias alias(ListFigure figure) {
    return switch (figure.kind()) {
      case TICKETS -> Alias.TICKETS;
      case CLOCKS -> Alias.CLOCKS;
      case ASSIGNMENTS -> Alias.ASSIGNMENTS;
    };
  }

  private static Sorting sorting(ListFigure figure) {
    return switch (figure) {
      case DISPATCHED, UNRESOLVED, ON_TIME, LATE, TODAY_DISPATCHED, HOUR_DISPATCHED ->
          Sorting.NEWEST_DISPATCH;
      case RESOLVED, TODAY_RESOLVED, HOUR_RESOLVED -> Sorting.NEWEST_RESOLUTION;
      case OPEN, WAITING, IN_HAND, STEP_REACHED, STEP_WAITING -> Sorting.OLDEST_REPORT;
      case OVERDUE, STEP_OVERDUE -> Sorting.EMERGENCIES;
      case HOUR_BREACHED, DUE, DUE_MET, DUE_MISSED -> Sorting.CLOCKS;
      case ASSIGNED,
          ASSIGNED_COUNTABLE,
          ASSIGNED_RESOLVED,
          ASSIGNED_DECIDED,
          ASSIGNED_ON_TIME,
          ASSIGNED_LATE,
          ASSIGNED_OVERDUE ->
          Sorting.ASSIGNMENTS;
    };
  }

  private static ObjectNode query(ListRequest r, ViewAt at) {
    Instant hour = r.hour();
    return switch (r.figure()) {
      case DISPATCHED -> Counted.cohort(at);
      case RESOLVED -> Query.all(Counted.cohort(at), Counted.resolved());
      case UNRESOLVED -> Query.all(Counted.cohort(at), Query.not(Counted.resolved()));
      case TODAY_DISPATCHED -> Counted.cohortOfToday(at);
      case TODAY_RESOLVED -> Query.all(Counted.cohortOfToday(at), Counted.resolved());
      case OPEN -> Counted.open(at);
      case WAITING -> Counted.waiting(at);
      case IN_HAND -> Counted.inHand(at);
      case OVERDUE -> {
        ObjectNode overdue = Query.all(Counted.present(at), Counted.overdue());
        yield r.ticketClass() == null
            ? overdue
            : Query.all(overdue, Counted.ofClass(r.ticketClass()));
      }
      case HOUR_DISPATCHED -> Counted.dispatchedWithin(at, hour, hour.plus(HOUR));
      case HOUR_RESOLVED -> Counted.resolvedWithin(at, hour, hour.plus(HOUR));
      case HOUR_BREACHED -> Counted.breachedWithin(at, hour, hour.plus(HOUR));
      case STEP_REACHED -> Counted.reached(at, r.step());
      case STEP_WAITING -> Counted.waitingFor(at, r.step());
      case STEP_OVERDUE -> Query.all(Counted.waitingFor(at, r.step()), Counted.overdue());
      case DUE -> Counted.due(at);
      case DUE_MET -> Counted.dueMet(at);
      case DUE_MISSED -> Counted.dueMissed(at);
      case ASSIGNED -> Counted.assigned(at, r.department());
      case ASSIGNED_COUNTABLE ->
          Query.all(Counted.assigned(at, r.department()), Counted.countable());
      case ASSIGNED_RESOLVED ->
          Query.all(Counted.assigned(at, r.department()), Counted.resolvedForGood());
      case ASSIGNED_DECIDED ->
          Query.all(Counted.assigned(at, r.department()), Query.exists("resolve_on_time"));
      case ASSIGNED_ON_TIME ->
          Query.all(Counted.assigned(at, r.department()), Query.term("resolve_on_time", true));
      case ASSIGNED_LATE ->
          Query.all(Counted.assigned(at, r.department()), Query.term("resolve_on_time", false));
      case ASSIGNED_OVERDUE ->
          Query.all(Counted.overdueAssignments(at), Query.term("department", r.department()));
      case ON_TIME, LATE -> throw new IllegalArgumentException("no single search finds these");
    };
  }
}
