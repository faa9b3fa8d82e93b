package io.paidan.core.reference;

import io.paidan.Instants;
import io.paidan.core.ticket.AssignmentFacts;
import io.paidan.core.ticket.AssignmentState;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketFields;
import io.paidan.core.ticket.TicketState;
import io.paidan.event.Role;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Tickets of which only matters what ids they use, and reference data that knows some. */
public final class UsingTickets {
  private UsingTickets() {}

  /** A ticket in a district, with one assignment there for each department. */
  public static TicketFacts ticket(String id, long firstEventAt, String district, String... who) {
    return ticket(id, firstEventAt, district, district, who);
  }

  /** A ticket that was reported in another district than it is dispatched in. */
  public static TicketFacts ticket(
      String id, long firstEventAt, String reportedIn, String district, String[] who) {
    List<AssignmentFacts> assignments =
        Arrays.stream(who).map(department -> assignment(id, district, department)).toList();
    long none = Instants.NONE;
    TicketFields fields =
        new TicketFields(
            id,
            TicketState.DISPATCHED,
            false,
            null,
            null,
            district,
            district,
            reportedIn,
            null,
            null,
            null,
            null,
            firstEventAt,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            null,
            List.of(who),
            0,
            null,
            0,
            0,
            0,
            0,
            false,
            false,
            none,
            1,
            List.of(),
            List.of());
    return new TicketFacts(fields, assignments, List.of(), List.of(), List.of());
  }

  private static AssignmentFacts assignment(String ticketId, String district, String department) {
    long none = Instants.NONE;
    return new AssignmentFacts(
        ticketId,
        department,
        district,
        Role.LEAD,
        1,
        true,
        null,
        null,
        AssignmentState.OPEN,
        none,
        none,
        none,
        none,
        none,
        none,
        null,
        false,
        null,
        null,
        null,
        null);
  }

  /** Reference data as JSON; a district of the form {@code d@c} lies in county c. */
  public static String json(List<String> districts, List<String> departments, String... counties) {
    StringBuilder json = new StringBuilder("{");
    if (counties.length > 0) {
      json.append("\"counties\":[");
      places(json, List.of(counties));
      json.append("],");
    }
    json.append("\"districts\":[");
    for (int i = 0; i < districts.size(); i++) {
      String[] parts = districts.get(i).split("@");
      json.append(i == 0 ? "" : ",").append("{\"id\":\"").append(parts[0]);
      json.append("\",\"name\":\"街道").append(parts[0]).append('"');
      json.append(parts.length > 1 ? ",\"county\":\"" + parts[1] + "\"}" : "}");
    }
    json.append("],\"departments\":[");
    places(json, departments);
    return json.append("]}").toString();
  }

  private static void places(StringBuilder json, List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      json.append(i == 0 ? "" : ",");
      json.append("{\"id\":\"%1$s\",\"name\":\"名%1$s\"}".formatted(ids.get(i)));
    }
  }

  /** Reference data of valid JSON. */
  public static ReferenceData reference(String json) {
    ReferenceParser.Result result = ReferenceParser.parse(json.getBytes(StandardCharsets.UTF_8));
    if (!result.problems().isEmpty()) {
      throw new AssertionError(result.problems());
    }
    return result.data();
  }
}
