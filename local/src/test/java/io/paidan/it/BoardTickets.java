package io.paidan.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tickets as documents, drawn from a seed, for the board to count. */
final class BoardTickets {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param dueAt of the clock that is overdue longest, null when the ticket is not overdue
   */
  record Ticket(
      String id,
      String state,
      String ticketClass,
      Instant dispatchedAt,
      Instant resolvedAt,
      Instant dueAt,
      String clock,
      long revision) {
    boolean overdue() {
      return dueAt != null;
    }
  }

  private BoardTickets() {}

  static List<Ticket> draw(long seed, int count, Instant now) {
    Random random = new Random(seed);
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "T-%04d".formatted(i);
      String state =
          pick(
              random,
              "REPORTED",
              "ESCALATED",
              "DISPATCHED",
              "ACCEPTED",
              "ON_SITE",
              "RESOLVED",
              "FED_BACK",
              "RETURNED",
              "CLOSED",
              "CANCELLED");
      boolean dispatched = !state.equals("REPORTED") && !state.equals("ESCALATED");
      boolean resolved = List.of("RESOLVED", "FED_BACK", "CLOSED").contains(state);
      boolean ended = List.of("CLOSED", "CANCELLED", "ESCALATED").contains(state);
      Instant dispatchedAt = dispatched ? ago(random, now, 72) : null;
      Instant dueAt = !ended && random.nextInt(3) > 0 ? ago(random, now, 200) : null;
      tickets.add(
          new Ticket(
              id,
              state,
              state.equals("REPORTED") ? null : pick(random, "EMERGENCY", "ROUTINE", "KEY"),
              dispatchedAt,
              resolved ? between(random, dispatchedAt, now) : null,
              dueAt,
              dueAt == null ? null : clockOf(state),
              now.toEpochMilli() - random.nextInt(100_000)));
    }
    return tickets;
  }

  /** Lines for a bulk request: the ticket and, if it is overdue, its clocks. */
  static String bulk(Ticket ticket) {
    StringBuilder lines = new StringBuilder();
    ObjectNode document = JSON.createObjectNode();
    document.put("@timestamp", Instant.ofEpochMilli(ticket.revision()).toString());
    document.put("revision", ticket.revision());
    document.put("ticket_id", ticket.id());
    document.put("state", ticket.state());
    document.put("ticket_class", ticket.ticketClass());
    document.put("dispatched_at", text(ticket.dispatchedAt()));
    document.put("resolved_at", text(ticket.resolvedAt()));
    document.put("overdue", ticket.overdue());
    append(lines, "paidan-tickets", ticket.id(), document);
    if (ticket.overdue()) {
      append(lines, "paidan-clocks", ticket.id() + "/1", clock(ticket, "BREACHED", ticket.dueAt()));
      append(
          lines,
          "paidan-clocks",
          ticket.id() + "/2",
          clock(ticket, "BREACHED", ticket.dueAt().plusSeconds(1)));
      append(
          lines,
          "paidan-clocks",
          ticket.id() + "/3",
          clock(ticket, "MISSED", ticket.dueAt().minusSeconds(99)));
    }
    return lines.toString();
  }

  private static ObjectNode clock(Ticket ticket, String status, Instant dueAt) {
    ObjectNode document = JSON.createObjectNode();
    document.put("@timestamp", dueAt.toString());
    document.put("revision", ticket.revision());
    document.put("ticket_id", ticket.id());
    document.put("ticket_class", ticket.ticketClass());
    document.put("district", "fuxin");
    document.put("district_name", "阜新街道");
    document.put("department", "housing");
    document.put("clock", ticket.clock());
    document.put("status", status);
    document.put("due_at", dueAt.toString());
    return document;
  }

  private static void append(StringBuilder lines, String index, String id, ObjectNode document) {
    ObjectNode action = JSON.createObjectNode();
    action.putObject("index").put("_index", index).put("_id", id);
    lines.append(action).append('\n').append(document).append('\n');
  }

  private static String clockOf(String state) {
    return switch (state) {
      case "REPORTED", "RETURNED" -> "DISPATCH";
      case "DISPATCHED" -> "ACCEPT";
      case "ACCEPTED" -> "ARRIVE";
      case "ON_SITE" -> "RESOLVE";
      default -> "FEEDBACK";
    };
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static Instant ago(Random random, Instant now, int hours) {
    return now.minus(random.nextInt(hours * 3_600_000), ChronoUnit.MILLIS);
  }

  private static Instant between(Random random, Instant from, Instant to) {
    int millis = (int) ChronoUnit.MILLIS.between(from, to);
    return from.plusMillis(random.nextInt(millis + 1));
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
