package io.paidan.core.recompute;

import io.paidan.core.ticket.AssignmentFacts;
import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketFields;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids that tickets use and the reference data does not know, each listed once (contract, section
 * 2), with the first ticket that uses it: by its first event, then by its id.
 */
final class ReferenceProblems {
  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Constants<Kind> KIND = new Constants<>("kind", Kind.class);
  private static final Name UNKNOWN_ID = new Name("unknown_id");
  private static final Name DETAIL = new Name("detail");
  private static final Name TICKET_ID = new Name("ticket_id");

  private enum Kind {
    DISTRICT("district"),
    DEPARTMENT("department"),
    COUNTY("county");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private record Key(Kind kind, String id) {}

  private record Use(long at, String ticketId) {}

  private final ReferenceData reference;
  private final Map<Key, Use> problems = new HashMap<>();

  ReferenceProblems(ReferenceData reference) {
    this.reference = reference;
  }

  void look(TicketFacts facts) {
    TicketFields ticket = facts.ticket();
    Use use = new Use(ticket.firstEventAt(), ticket.ticketId());
    district(ticket.district(), use);
    district(ticket.firstDistrict(), use);
    district(ticket.reportedDistrict(), use);
    for (AssignmentFacts assignment : facts.assignments()) {
      district(assignment.district(), use);
      if (!reference.departments().containsKey(assignment.department())) {
        found(Kind.DEPARTMENT, assignment.department(), use);
      }
    }
  }

  private void district(String id, Use use) {
    if (id == null) {
      return;
    }
    ReferenceData.District district = reference.districts().get(id);
    if (district == null) {
      found(Kind.DISTRICT, id, use);
    } else if (district.county() != null && !reference.counties().containsKey(district.county())) {
      found(Kind.COUNTY, district.county(), use);
    }
  }

  private void found(Kind kind, String id, Use use) {
    problems.merge(
        new Key(kind, id),
        use,
        (a, b) ->
            a.at() < b.at() || (a.at() == b.at() && a.ticketId().compareTo(b.ticketId()) <= 0)
                ? a
                : b);
  }

  void writeTo(DocumentSorter sorter, DocumentLines lines, long revision) throws IOException {
    JsonBuffer json = new JsonBuffer();
    for (Map.Entry<Key, Use> problem : problems.entrySet()) {
      Key key = problem.getKey();
      byte[] body =
          json.begin()
              .instant(TIMESTAMP, problem.getValue().at())
              .number(REVISION, revision)
              .constant(KIND, key.kind())
              .string(UNKNOWN_ID, key.id())
              .string(
                  DETAIL,
                  "the reference data has no "
                      + key.kind().word
                      + " of this id: add it, or correct the source")
              .string(TICKET_ID, problem.getValue().ticketId())
              .end();
      String id = key.kind().word + "/" + key.id();
      sorter.add(id, lines.line(id, body));
    }
  }
}
