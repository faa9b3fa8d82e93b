package io.paidan.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.paidan.document.Alias;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The bodies of the board's multi-searches. */
final class Searches {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Half an answer would look like a small number. */
  private static final String HEADER =
      "{\"index\":\"%s\",\"allow_partial_search_results\":false}\n";

  private static final String CLOCK_FIELDS =
      "[\"ticket_id\",\"ticket_class\",\"district\",\"district_name\",\"department\","
          + "\"department_name\",\"clock\",\"due_at\"]";

  private Searches() {}

  /** Of all tickets the figures; of emergencies and of the others the longest overdue clocks. */
  static String figuresAndCandidates(LocalDate date, ZoneId zone) {
    String today =
        "{\"gte\":\"%s\",\"lt\":\"%s\",\"format\":\"strict_date_time_no_millis\"}"
            .formatted(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    return search(Alias.TICKETS, figures(today))
        + search(Alias.CLOCKS, candidates("filter"))
        + search(Alias.CLOCKS, candidates("must_not"));
  }

  /** Of these tickets, if they are overdue, who leads them; and all their breached clocks. */
  static String overdueTickets(List<String> ids) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    ids.forEach(array::add);
    return search(
            Alias.TICKETS,
            """
            {"size":%d,"track_total_hits":false,
             "_source":["ticket_id","lead_department","lead_department_name"],
             "query":{"bool":{"filter":[{"terms":{"ticket_id":%s}},{"term":{"overdue":true}}]}}}
            """
                .formatted(ids.size(), array))
        + search(
            Alias.CLOCKS,
            """
            {"size":5000,"track_total_hits":false,"_source":%s,
             "query":{"bool":{"filter":[{"terms":{"ticket_id":%s}},{"term":{"status":"BREACHED"}}]}},
             "sort":[{"due_at":"asc"},{"department":"asc"},{"clock":"asc"}]}
            """
                .formatted(CLOCK_FIELDS, array));
  }

  private static String figures(String today) {
    return """
    {"size":0,"track_total_hits":false,"aggs":{
      "dispatched":{"filter":{"exists":{"field":"dispatched_at"}},"aggs":{
        "today":{"filter":{"range":{"dispatched_at":%1$s}}},
        "kept":{"filter":{"bool":{"must_not":{"term":{"state":"CANCELLED"}}}},"aggs":{
          "resolved":{"filter":{"exists":{"field":"resolved_at"}}},
          "today":{"filter":{"range":{"dispatched_at":%1$s}},"aggs":{
            "resolved":{"filter":{"exists":{"field":"resolved_at"}}}}}}}}},
      "resolved":{"filter":{"exists":{"field":"resolved_at"}},"aggs":{
        "today":{"filter":{"range":{"resolved_at":%1$s}}}}},
      "states":{"terms":{"field":"state","size":50}},
      "overdue":{"filter":{"term":{"overdue":true}},"aggs":{
        "classes":{"terms":{"field":"ticket_class","size":50}}}},
      "newest_change":{"max":{"field":"revision"}},
      "newest_event":{"max":{"field":"@timestamp"}}}}
    """
        .formatted(today);
  }

  /** One breached clock of each ticket, the one overdue longest. */
  private static String candidates(String emergency) {
    return """
    {"size":%d,"track_total_hits":false,"_source":false,
     "query":{"bool":{"filter":[{"term":{"status":"BREACHED"}}%s}},
     "collapse":{"field":"ticket_id"},
     "sort":[{"due_at":"asc"},{"ticket_id":"asc"}]}
    """
        .formatted(
            BoardQueries.LISTED,
            emergency.equals("filter")
                ? ",{\"term\":{\"ticket_class\":\"EMERGENCY\"}}]"
                : "],\"must_not\":{\"term\":{\"ticket_class\":\"EMERGENCY\"}}");
  }

  private static String search(Alias alias, String body) {
    try {
      // One line each is what the multi-search format asks for.
      return HEADER.formatted(alias.alias()) + JSON.readTree(body) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("search of " + alias.alias() + " is not JSON: " + body, e);
    }
  }
}
