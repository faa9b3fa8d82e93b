package io.paidan.core.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.core.ticket.EventDocuments.Origin;
import io.paidan.document.Document;
import io.paidan.event.EventData;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.EventType;
import io.paidan.event.Role;
import io.paidan.event.TicketEvent;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events as documents (contract, section 3). */
class EventDocumentsTest {
  private static final ReferenceData REFERENCE =
      new ReferenceData(
          History.ZONE,
          null,
          Map.of(),
          Map.of("fuxin", new District("fuxin", "阜新街道", "fukang", null, null, List.of())),
          Map.of());

  private final EventDocuments documents = new EventDocuments(REFERENCE);

  private static TicketEvent event(EventType type, EventData data) {
    return new TicketEvent("/s/𠮷", "e\"1", type, "T-阜", History.T0 + 7, "", data);
  }

  private String body(EventType type, EventData data, Origin origin) {
    Document document = documents.document(event(type, data), 12, origin);
    assertThat(document.id()).isEqualTo("/s/𠮷\u001Fe\"1");
    assertThat(document.month()).isEqualTo("2026.03");
    return new String(document.body(), StandardCharsets.UTF_8);
  }

  @Test
  void placesStandBesideTheDataEachOnce() {
    EventData data =
        new EventData.Dispatched(
            "fuxin",
            List.of(
                new Assignee("a", Role.LEAD, null),
                new Assignee("b", Role.SUPPORT, History.T0),
                new Assignee("a", Role.SUPPORT, null)));
    assertThat(
            body(EventType.DISPATCHED, data, new Origin("topic", 3, 99, Instants.NONE, History.T0)))
        .isEqualTo(
            "{\"@timestamp\":\"2026-03-02T02:00:00.007Z\",\"revision\":12,\"event_id\":\"e\\\"1\","
                + "\"source\":\"/s/𠮷\",\"type\":\"paidan.ticket.dispatched\",\"ticket_id\":\"T-阜\","
                + "\"time\":\"2026-03-02T02:00:00.007Z\",\"district\":\"fuxin\","
                + "\"district_name\":\"阜新街道\",\"departments\":[\"a\",\"b\"],"
                + "\"data\":{\"district\":\"fuxin\",\"assignments\":["
                + "{\"department\":\"a\",\"role\":\"LEAD\"},"
                + "{\"department\":\"b\",\"role\":\"SUPPORT\",\"due\":\"2026-03-02T02:00:00.000Z\"},"
                + "{\"department\":\"a\",\"role\":\"SUPPORT\"}]},"
                + "\"topic\":\"topic\",\"partition\":3,\"offset\":99,\"record_timestamp\":null,"
                + "\"read_at\":\"2026-03-02T02:00:00.000Z\"}");
  }

  @Test
  void unknownDistrictHasNoNameAndAnEmptyEventNoDepartments() {
    assertThat(body(EventType.DISPATCHED, new EventData.Dispatched("elsewhere", List.of()), null))
        .contains(
            "\"district\":\"elsewhere\",\"data\":{\"district\":\"elsewhere\",\"assignments\":[]}}");
    assertThat(body(EventType.CLOSED, new EventData.Closed(), null))
        .endsWith("\"time\":\"2026-03-02T02:00:00.007Z\",\"data\":{}}");
  }

  @Test
  void allDepartmentsThatAnEventNamesAreFound() {
    assertThat(
            body(
                EventType.FEEDBACK,
                new EventData.Feedback(
                    5, true, List.of(new DepartmentScore("x", 90), new DepartmentScore("y", 61.5))),
                null))
        .contains("\"departments\":[\"x\",\"y\"],\"data\":{\"satisfaction\":5,\"solved\":true,");
    assertThat(body(EventType.REOPENED, new EventData.Reopened("r", List.of("x", "y")), null))
        .contains("\"departments\":[\"x\",\"y\"],\"data\":{\"reason\":\"r\",");
    assertThat(body(EventType.REOPENED, new EventData.Reopened("r", null), null))
        .doesNotContain("departments");
    assertThat(body(EventType.ACCEPTED, new EventData.Accepted("x"), null))
        .contains("\"departments\":[\"x\"],\"data\":{\"department\":\"x\"}");
  }
}
