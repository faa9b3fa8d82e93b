package io.paidan.core.ticket;

import static io.paidan.core.ticket.History.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.Instants;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Facts as documents (contract, section 3). */
class TicketDocumentsTest {
  private static final ReferenceData REFERENCE =
      new ReferenceData(
          History.ZONE,
          new Place("changji", "昌吉州"),
          Map.of("fukang", new Place("fukang", "阜康市")),
          Map.of("fuxin", new District("fuxin", "阜新街道", "fukang", 44.1, 87.9, List.of())),
          Map.of("a", new Place("a", "城管局")));

  private final TicketDocuments documents = new TicketDocuments(REFERENCE);

  private static History history() {
    return History.under(target("ACCEPT", "PT10M"), target("RESOLVE", "PT60M"))
        .reported("fuxin")
        .at(1)
        .dispatched("fuxin", "a", "x");
  }

  private List<String> names(TicketFacts before, TicketFacts after) {
    return documents.changed(before, after, 7, clock -> 0).stream()
        .map(d -> (d.isDeletion() ? "-" : "+") + d.alias() + " " + d.id())
        .toList();
  }

  private JsonNode document(TicketFacts facts, String id) throws IOException {
    for (Document document : documents.changed(null, facts, 7, clock -> 3)) {
      if (document.id().equals(id)) {
        return new ObjectMapper().readTree(document.body());
      }
    }
    throw new AssertionError("no document " + id);
  }

  @Test
  void onlyWhatChangedIsWritten() {
    TicketFacts before = history().judged().ticket().facts();
    assertThat(names(null, before))
        .containsExactly(
            "+TICKETS T",
            "+ASSIGNMENTS T/a/1",
            "+ASSIGNMENTS T/x/1",
            "+CLOCKS T/a/1/ACCEPT",
            "+CLOCKS T/a/1/RESOLVE",
            "+CLOCKS T/x/1/ACCEPT",
            "+CLOCKS T/x/1/RESOLVE");
    assertThat(names(before, history().judged().ticket().facts())).isEmpty();
    assertThat(names(before, history().at(5).accepted("a").judged().ticket().facts()))
        .containsExactly("+TICKETS T", "+ASSIGNMENTS T/a/1", "+CLOCKS T/a/1/ACCEPT");
    assertThat(names(before, history().judgedAtMinute(11).ticket().facts()))
        .as("time alone breaches two clocks")
        .containsExactly(
            "+TICKETS T",
            "+ASSIGNMENTS T/a/1",
            "+ASSIGNMENTS T/x/1",
            "+CLOCKS T/a/1/ACCEPT",
            "+CLOCKS T/x/1/ACCEPT");
  }

  @Test
  void whatIsNoMoreIsDeleted() {
    TicketFacts before = history().judged().ticket().facts();
    TicketFacts after =
        History.under(target("ACCEPT", "PT10M"))
            .reported("fuxin")
            .at(1)
            .dispatched("fuxin", "a")
            .judged()
            .ticket()
            .facts();
    assertThat(names(before, after))
        .contains("-ASSIGNMENTS T/x/1", "-CLOCKS T/a/1/RESOLVE", "-CLOCKS T/x/1/ACCEPT");
  }

  @Test
  void namesStandBesideIdsAndUnknownIdsForThemselves() throws IOException {
    JsonNode ticket = document(history().judged().ticket().facts(), "T");
    assertThat(ticket.get("district_name").asText()).isEqualTo("阜新街道");
    assertThat(ticket.get("county").asText()).isEqualTo("fukang");
    assertThat(ticket.get("county_name").asText()).isEqualTo("阜康市");
    assertThat(ticket.get("lead_department_name").asText()).isEqualTo("城管局");
    assertThat(ticket.get("department_names").toString()).isEqualTo("[\"城管局\",\"x\"]");
    assertThat(ticket.get("@timestamp").asText()).isEqualTo("2026-03-02T02:00:00.000Z");
    assertThat(ticket.get("revision").asLong()).isEqualTo(7);
    assertThat(ticket.get("satisfaction").isNull()).isTrue();
  }

  @Test
  void clockSaysHowManyBreachesWereWithdrawn() throws IOException {
    JsonNode clock = document(history().judged().ticket().facts(), "T/a/1/RESOLVE");
    assertThat(clock.get("withdrawn_breaches").asInt()).isEqualTo(3);
    assertThat(clock.get("policy_version").asInt()).isEqualTo(1);
    assertThat(clock.get("overdue_ms").isNull()).isTrue();
    assertThat(clock.get("due_at").asText()).isEqualTo("2026-03-02T03:01:00.000Z");
  }

  @Test
  void onTimeIsTrueFalseOrUndecided() throws IOException {
    TicketFacts facts =
        history().at(5).accepted("a").at(20).resolved("x").judged().ticket().facts();
    assertThat(document(facts, "T/a/1").get("accept_on_time").asBoolean()).isTrue();
    assertThat(document(facts, "T/a/1").get("resolve_on_time").isNull()).isTrue();
    assertThat(document(facts, "T/a/1").get("arrive_on_time").isNull()).isTrue();
    assertThat(document(facts, "T/x/1").get("accept_on_time").asBoolean()).isFalse();
    assertThat(document(facts, "T/x/1").get("accept_on_time").isNull()).isFalse();
  }

  @Test
  void alertSaysWhoWhatAndWhen() throws IOException {
    AlertFacts alert = history().judgedAtMinute(61).ticket().facts().alerts().get(0);
    byte[] body = documents.alert(alert, AlertStatus.FIRING, 1_000, Instants.NONE, 9);
    JsonNode json = new ObjectMapper().readTree(body);
    assertThat(json.get("level").asText()).isEqualTo("BREACH");
    assertThat(json.get("severity").asText()).isEqualTo("warning");
    assertThat(json.get("clock_id").asText()).isEqualTo("T/a/1/ACCEPT");
    assertThat(json.get("department_name").asText()).isEqualTo("城管局");
    assertThat(json.get("threshold_at").asText()).isEqualTo("2026-03-02T02:11:00.000Z");
    assertThat(json.get("fired_at").asText()).isEqualTo("1970-01-01T00:00:01.000Z");
    assertThat(json.get("ended_at").isNull()).isTrue();
  }

  @Test
  void ticketsWithoutTheirReportAreStampedWithTheirFirstEvent() throws IOException {
    TicketFacts facts = History.of().at(5).urged().judged().ticket().facts();
    assertThat(document(facts, "T").get("@timestamp").asText())
        .isEqualTo("2026-03-02T02:05:00.000Z");
    assertThat(document(facts, "T").get("district").isNull()).isTrue();
    assertThat(Alias.TICKETS.alias()).isEqualTo("paidan-tickets");
  }
}
