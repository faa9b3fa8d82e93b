package io.paidan.core.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.core.figures.PlainCount.Beside;
import io.paidan.core.figures.PlainCount.Resolved;
import io.paidan.reference.ReferenceData;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A few documents made by hand for {@link PlainCountTest}: what is not said is as of a ticket that
 * was dispatched in district {@code d} at noon of 2 March 2026, Shanghai time, and nothing since.
 */
final class HandMade {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> tickets = new ArrayList<>();
  private final List<JsonNode> assignments = new ArrayList<>();
  private final List<JsonNode> clocks = new ArrayList<>();
  private final Map<String, Beside> besides = new HashMap<>();

  HandMade ticket(String id, String fields) {
    tickets.add(
        document(
            """
            {"ticket_id":"%s","state":"DISPATCHED","suspended":false,"overdue":false,
             "district":"d","first_district":"d","reported_at":"2026-03-02T03:00:00.000Z",
             "dispatched_at":"2026-03-02T04:00:00.000Z","resolved_at":null,"lead_department":null,
             "satisfaction":null,"solved":null,"reopen_count":0,"refusal_count":0}"""
                .formatted(id),
            fields));
    besides.put(id, new Beside("d", List.of()));
    return this;
  }

  /** Of the ticket told last. */
  HandMade assignment(String department, int cycle, String state, String fields) {
    ObjectNode assignment =
        document(
            """
            {"ticket_id":"%s","department":"%s","cycle":%d,"state":"%s","district":"d",
             "dispatched_at":"2026-03-02T04:00:00.000Z","accepted_at":null,"arrived_at":null,
             "outcome":null,"overturned":false,"accept_ms":null,"arrive_ms":null,
             "resolve_ms":null,"street_score":null}"""
                .formatted(ticketId(), department, cycle, state),
            fields);
    assignments.add(assignment);
    return this;
  }

  /** Of the ticket told last; without a department of the ticket itself. */
  HandMade clock(String department, int cycle, String clock, String status, String fields) {
    clocks.add(
        document(
            """
            {"ticket_id":"%s","department":%s,"cycle":%d,"clock":"%s","status":"%s",
             "district":"d","due_at":"2026-03-03T04:00:00.000Z","breached_at":null}"""
                .formatted(
                    ticketId(),
                    department == null ? "null" : "\"" + department + "\"",
                    cycle,
                    clock,
                    status),
            fields));
    return this;
  }

  /** Where the ticket told last was reported, and when and where it became resolved. */
  HandMade beside(String reportedDistrict, String... districtsAndInstants) {
    List<Resolved> resolutions = new ArrayList<>();
    for (int i = 0; i < districtsAndInstants.length; i += 2) {
      resolutions.add(
          Resolved.at(
              districtsAndInstants[i],
              Instant.parse(districtsAndInstants[i + 1]).toEpochMilli(),
              ReferenceData.NONE.zone()));
    }
    besides.put(ticketId(), new Beside(reportedDistrict, resolutions));
    return this;
  }

  PlainCount count() {
    return count(ReferenceData.NONE);
  }

  PlainCount count(ReferenceData reference) {
    return new PlainCount(tickets, assignments, clocks, besides, reference);
  }

  private String ticketId() {
    return tickets.get(tickets.size() - 1).get("ticket_id").asText();
  }

  private static ObjectNode document(String base, String fields) {
    try {
      ObjectNode document = (ObjectNode) JSON.readTree(base);
      document.setAll((ObjectNode) JSON.readTree("{" + fields.replace('\'', '"') + "}"));
      return document;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
