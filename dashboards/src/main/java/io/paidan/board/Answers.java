package io.paidan.board;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.board.Overview.ByClass;
import io.paidan.board.Overview.Count;
import io.paidan.board.Overview.Figures;
import io.paidan.board.Overview.Open;
import io.paidan.board.Overview.OtherClock;
import io.paidan.board.Overview.OverdueTicket;
import io.paidan.board.Overview.Rate;
import io.paidan.board.SourceException.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the answers to {@link Searches}; knows nothing of where they came from. */
final class Answers {
  private static final Comparator<OverdueTicket> EMERGENCIES_THEN_LONGEST =
      Comparator.comparing((OverdueTicket t) -> !"EMERGENCY".equals(t.ticketClass()))
          .thenComparing(OverdueTicket::dueAt)
          .thenComparing(OverdueTicket::ticketId);

  private Answers() {}

  /** The figures in the answer to {@link Searches#figuresAndCandidates}. */
  static Figures figures(JsonNode answer) throws SourceException {
    JsonNode all = answered(answer, 0).path("aggregations");
    JsonNode dispatched = all.path("dispatched");
    JsonNode kept = dispatched.path("kept");
    JsonNode resolved = all.path("resolved");
    Map<String, Long> states = buckets(all.path("states"));
    JsonNode overdue = all.path("overdue");
    Map<String, Long> classes = buckets(overdue.path("classes"));
    long total = count(overdue);
    return new Figures(
        new Count(count(dispatched), count(dispatched.path("today"))),
        new Count(count(resolved), count(resolved.path("today"))),
        new Rate(count(kept.path("resolved")), count(kept)),
        new Rate(count(kept.path("today").path("resolved")), count(kept.path("today"))),
        new Open(
            sum(states, "REPORTED", "ASSESSED", "RETURNED"),
            sum(states, "DISPATCHED", "ACCEPTED", "ON_SITE")),
        new ByClass(
            total,
            sum(classes, "EMERGENCY"),
            sum(classes, "KEY"),
            sum(classes, "ROUTINE"),
            total - sum(classes, "EMERGENCY", "KEY", "ROUTINE")),
        instant(all.path("newest_change")),
        instant(all.path("newest_event")));
  }

  /** The tickets to list, in the answer to {@link Searches#figuresAndCandidates}. */
  static List<String> candidates(JsonNode answer) throws SourceException {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      for (JsonNode hit : answered(answer, i).path("hits").path("hits")) {
        if (ids.size() < BoardQueries.LISTED) {
          ids.add(hit.path("fields").path("ticket_id").path(0).asText());
        }
      }
    }
    return ids;
  }

  /** The rows of the list, in the answer to {@link Searches#overdueTickets}. */
  static List<OverdueTicket> overdueTickets(JsonNode answer) throws SourceException {
    Map<String, List<JsonNode>> clocks = new LinkedHashMap<>();
    for (JsonNode clock : sources(answer, 1)) {
      clocks.computeIfAbsent(text(clock, "ticket_id"), id -> new ArrayList<>()).add(clock);
    }
    Map<String, JsonNode> tickets = new HashMap<>();
    for (JsonNode ticket : sources(answer, 0)) {
      tickets.put(text(ticket, "ticket_id"), ticket);
    }
    List<OverdueTicket> rows = new ArrayList<>();
    for (Map.Entry<String, List<JsonNode>> entry : clocks.entrySet()) {
      JsonNode ticket = tickets.get(entry.getKey());
      if (ticket != null) {
        rows.add(row(entry.getKey(), ticket, entry.getValue()));
      }
    }
    rows.sort(EMERGENCIES_THEN_LONGEST);
    return rows;
  }

  private static OverdueTicket row(String id, JsonNode ticket, List<JsonNode> clocks)
      throws SourceException {
    JsonNode longest = clocks.get(0);
    boolean ofDepartment = text(longest, "department") != null;
    List<OtherClock> others = new ArrayList<>();
    for (JsonNode clock : clocks.subList(1, clocks.size())) {
      others.add(
          new OtherClock(
              text(clock, "clock"),
              text(clock, "department"),
              text(clock, "department_name"),
              due(clock)));
    }
    return new OverdueTicket(
        id,
        text(longest, "ticket_class"),
        text(longest, "district"),
        text(longest, "district_name"),
        ofDepartment ? text(longest, "department") : text(ticket, "lead_department"),
        ofDepartment ? text(longest, "department_name") : text(ticket, "lead_department_name"),
        text(longest, "clock"),
        due(longest),
        others);
  }

  private static List<JsonNode> sources(JsonNode answer, int index) throws SourceException {
    List<JsonNode> sources = new ArrayList<>();
    for (JsonNode hit : answered(answer, index).path("hits").path("hits")) {
      sources.add(hit.path("_source"));
    }
    return sources;
  }

  /** The answer to one search of several, or what was wrong with it. */
  private static JsonNode answered(JsonNode answer, int index) throws SourceException {
    JsonNode one = answer.path("responses").path(index);
    JsonNode error = one.path("error");
    if (!error.isMissingNode()) {
      throw failed(one.path("status").asInt(), error);
    }
    if (one.path("timed_out").asBoolean() || one.path("_shards").path("failed").asInt() > 0) {
      throw new SourceException(
          Reason.UNAVAILABLE,
          null,
          "Elasticsearch answers in part only: " + one.path("_shards"),
          null);
    }
    if (one.path("hits").isMissingNode()) {
      throw new SourceException(
          Reason.FAILED, null, "what answers is not Elasticsearch: " + excerpt(answer), null);
    }
    return one;
  }

  private static SourceException failed(int status, JsonNode error) {
    String type = error.path("type").asText();
    if (type.equals("index_not_found_exception")) {
      String index = error.path("index").asText();
      return new SourceException(
          Reason.INDEX_MISSING,
          index,
          "Elasticsearch has no " + index + ": run './paidan init' to create it",
          null);
    }
    if (status == 401 || status == 403) {
      return new SourceException(
          Reason.DENIED,
          null,
          "Elasticsearch refuses the board: give an API key that may read paidan-* ("
              + excerpt(error)
              + ")",
          null);
    }
    Reason reason = status == 429 || status == 503 ? Reason.UNAVAILABLE : Reason.FAILED;
    return new SourceException(
        reason, null, "Elasticsearch cannot answer the board: " + innermost(error), null);
  }

  /** What Elasticsearch names as the cause of all causes. */
  private static String innermost(JsonNode error) {
    JsonNode cause = error;
    while (cause.path("caused_by").isObject()) {
      cause = cause.path("caused_by");
    }
    return cause.path("type").asText() + ": " + cause.path("reason").asText();
  }

  private static Map<String, Long> buckets(JsonNode terms) {
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode bucket : terms.path("buckets")) {
      counts.put(bucket.path("key").asText(), count(bucket));
    }
    return counts;
  }

  private static long sum(Map<String, Long> counts, String... keys) {
    long sum = 0;
    for (String key : keys) {
      sum += counts.getOrDefault(key, 0L);
    }
    return sum;
  }

  private static long count(JsonNode bucket) {
    return bucket.path("doc_count").asLong();
  }

  /** A maximum in milliseconds since the epoch; without any value it is null. */
  private static Instant instant(JsonNode max) {
    JsonNode value = max.path("value");
    return value.isNumber() ? Instant.ofEpochMilli(value.asLong()) : null;
  }

  private static Instant due(JsonNode clock) throws SourceException {
    String due = text(clock, "due_at");
    try {
      return Instant.parse(due == null ? "" : due);
    } catch (DateTimeParseException e) {
      throw new SourceException(
          Reason.FAILED,
          null,
          "a breached clock in paidan-clocks has no readable due_at: " + excerpt(clock),
          e);
    }
  }

  private static String text(JsonNode source, String field) {
    JsonNode value = source.path(field);
    return value.isTextual() ? value.textValue() : null;
  }

  private static String excerpt(JsonNode node) {
    String text = node.toString();
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
