package io.paidan.core.figures;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@link PlainCount} reads in ticket, assignment and clock documents; dates are local. */
final class PlainRecords {
  private static final Set<String> DECIDED = Set.of("MET", "MISSED", "BREACHED");
  private static final Set<String> OVER = Set.of("MISSED", "BREACHED");
  private static final Set<String> OPEN = Set.of("OPEN", "ACCEPTED", "ON_SITE");

  private PlainRecords() {}

  /** A clock's document. */
  record Clock(
      String department,
      int cycle,
      String clock,
      String district,
      String status,
      LocalDate due,
      LocalDate breached) {
    boolean isDecided() {
      return DECIDED.contains(status);
    }

    boolean isOver() {
      return OVER.contains(status);
    }

    boolean isResolve() {
      return clock.equals("RESOLVE");
    }

    boolean isDueFlow() {
      return isResolve() && due != null && (isDecided() || status.equals("RUNNING"));
    }
  }

  /** An assignment's document with the clocks of it. */
  record Assignment(
      String department,
      int cycle,
      String district,
      String state,
      LocalDate dispatched,
      boolean accepted,
      boolean arrived,
      String outcome,
      boolean overturned,
      Long acceptMs,
      Long arriveMs,
      Long resolveMs,
      Double streetScore,
      List<Clock> clocks) {
    boolean isResolved() {
      return state.equals("RESOLVED");
    }

    boolean isOpen() {
      return OPEN.contains(state);
    }

    boolean isRefusedOrRecalled() {
      return state.equals("REFUSED") || state.equals("RECALLED");
    }

    /** Its clock of that kind, or null. */
    Clock clock(String kind) {
      return clocks.stream().filter(c -> c.clock().equals(kind)).findFirst().orElse(null);
    }
  }

  /** A ticket's document with all that belongs to it. */
  record Ticket(
      String id,
      String state,
      boolean suspended,
      boolean overdue,
      String district,
      String firstDistrict,
      LocalDate reported,
      LocalDate dispatched,
      boolean resolvedSaid,
      String lead,
      Integer satisfaction,
      boolean solved,
      int reopenings,
      int refusals,
      List<Assignment> assignments,
      List<Clock> clocks,
      PlainCount.Beside beside) {
    boolean isCancelled() {
      return state.equals("CANCELLED");
    }

    boolean isClosed() {
      return state.equals("CLOSED");
    }

    boolean isRated() {
      return satisfaction != null;
    }

    boolean isSatisfied() {
      return isRated() && satisfaction >= 4;
    }

    /**
     * All standing assignments resolved, at least one; standing is the latest cycle of a
     * department, neither refused nor recalled.
     */
    boolean isResolved() {
      List<Assignment> standing =
          assignments.stream()
              .filter(a -> a.cycle() == latestCycle(a.department()))
              .filter(a -> !a.isRefusedOrRecalled())
              .toList();
      return !standing.isEmpty() && standing.stream().allMatch(Assignment::isResolved);
    }

    private int latestCycle(String department) {
      return assignments.stream()
          .filter(a -> a.department().equals(department))
          .mapToInt(Assignment::cycle)
          .max()
          .orElseThrow();
    }

    /** Whether a RESOLVE clock of any cycle, or the TOTAL clock, is or was over its limit. */
    boolean isLate() {
      return clocks.stream()
          .anyMatch(c -> (c.isResolve() || c.clock().equals("TOTAL")) && c.isOver());
    }

    boolean isClosedUnresolved() {
      return isClosed() && !isResolved();
    }

    boolean isDecided() {
      return isResolved() || isClosedUnresolved() || isLate();
    }

    boolean isOpen() {
      return !isResolved() && !isClosed();
    }

    boolean isTransferred() {
      return !district.equals(firstDistrict);
    }
  }

  /** Puts the documents of each ticket together. */
  static List<Ticket> read(
      Collection<JsonNode> tickets,
      Collection<JsonNode> assignments,
      Collection<JsonNode> clocks,
      Map<String, PlainCount.Beside> besides,
      ZoneId zone) {
    Map<String, List<Clock>> clocksOf = new HashMap<>();
    for (JsonNode c : clocks) {
      clocksOf.computeIfAbsent(text(c, "ticket_id"), id -> new ArrayList<>()).add(clock(c, zone));
    }
    Map<String, List<Assignment>> assignmentsOf = new HashMap<>();
    for (JsonNode a : assignments) {
      String ticketId = text(a, "ticket_id");
      List<Clock> its =
          clocksOf.getOrDefault(ticketId, List.of()).stream()
              .filter(c -> text(a, "department").equals(c.department()))
              .filter(c -> c.cycle() == number(a, "cycle"))
              .toList();
      assignmentsOf
          .computeIfAbsent(ticketId, id -> new ArrayList<>())
          .add(assignment(a, its, zone));
    }
    return tickets.stream()
        .map(
            t -> {
              String id = text(t, "ticket_id");
              return ticket(
                  t,
                  assignmentsOf.getOrDefault(id, List.of()),
                  clocksOf.getOrDefault(id, List.of()),
                  besides.getOrDefault(id, PlainCount.Beside.NOTHING),
                  zone);
            })
        .toList();
  }

  private static Clock clock(JsonNode c, ZoneId zone) {
    return new Clock(
        text(c, "department"),
        number(c, "cycle"),
        text(c, "clock"),
        text(c, "district"),
        text(c, "status"),
        date(c, "due_at", zone),
        date(c, "breached_at", zone));
  }

  private static Assignment assignment(JsonNode a, List<Clock> clocks, ZoneId zone) {
    return new Assignment(
        text(a, "department"),
        number(a, "cycle"),
        text(a, "district"),
        text(a, "state"),
        date(a, "dispatched_at", zone),
        is(a, "accepted_at"),
        is(a, "arrived_at"),
        text(a, "outcome"),
        a.required("overturned").booleanValue(),
        millis(a, "accept_ms"),
        millis(a, "arrive_ms"),
        millis(a, "resolve_ms"),
        is(a, "street_score") ? (Double) a.get("street_score").doubleValue() : null,
        clocks);
  }

  private static Ticket ticket(
      JsonNode t,
      List<Assignment> assignments,
      List<Clock> clocks,
      PlainCount.Beside beside,
      ZoneId zone) {
    return new Ticket(
        text(t, "ticket_id"),
        text(t, "state"),
        t.required("suspended").booleanValue(),
        t.required("overdue").booleanValue(),
        text(t, "district"),
        text(t, "first_district"),
        date(t, "reported_at", zone),
        date(t, "dispatched_at", zone),
        is(t, "resolved_at"),
        text(t, "lead_department"),
        is(t, "satisfaction") ? (Integer) t.get("satisfaction").intValue() : null,
        is(t, "solved") && t.get("solved").booleanValue(),
        number(t, "reopen_count"),
        number(t, "refusal_count"),
        assignments,
        clocks,
        beside);
  }

  private static boolean is(JsonNode document, String field) {
    return !document.required(field).isNull();
  }

  private static String text(JsonNode document, String field) {
    return is(document, field) ? document.get(field).textValue() : null;
  }

  private static int number(JsonNode document, String field) {
    return document.required(field).intValue();
  }

  private static Long millis(JsonNode document, String field) {
    return is(document, field) ? (Long) document.get(field).longValue() : null;
  }

  private static LocalDate date(JsonNode document, String field, ZoneId zone) {
    String instant = text(document, field);
    return instant == null ? null : Instant.parse(instant).atZone(zone).toLocalDate();
  }
}
