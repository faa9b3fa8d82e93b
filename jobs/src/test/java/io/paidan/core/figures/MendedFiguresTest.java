package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventType;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.policy.DefaultPolicy;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What comes late mends the day that it belongs to, and no other. */
class MendedFiguresTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ReferenceData REFERENCE = DefaultReference.load();
  private static final String TICKET = "T-1";

  private final TicketJudge judge = TicketJudge.of(DefaultPolicy.load(), REFERENCE.zone());
  private final Contributions contributions = new Contributions(REFERENCE.zone());
  private final FigureSums sums = new FigureSums(REFERENCE);
  private final List<TicketEvent> events = new ArrayList<>();
  private TicketFacts facts;

  private static long instant(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  private void event(EventType type, String time, EventData data) {
    events.add(new TicketEvent("/t", "e" + events.size(), type, TICKET, instant(time), "", data));
  }

  /** In January: dispatched on the 5th, a Monday, and resolved on the 6th. */
  private void january() {
    event(
        EventType.REPORTED,
        "2026-01-05T03:00:00Z",
        new EventData.Reported("fuxin", Channel.APP, null, null, "t", null, null));
    event(
        EventType.ASSESSED,
        "2026-01-05T03:10:00Z",
        new EventData.Assessed(TicketClass.ROUTINE, Category.ENFORCEMENT, Decision.DISPATCH));
    event(
        EventType.DISPATCHED,
        "2026-01-05T03:20:00Z",
        new EventData.Dispatched(
            "fuxin", List.of(new EventData.Assignee("fire", Role.LEAD, null))));
    event(
        EventType.RESOLVED,
        "2026-01-06T03:00:00Z",
        new EventData.Resolved("fire", Outcome.SOLVED, null));
  }

  private Map<String, JsonNode> documentsAt(String time) {
    TicketFacts now = judge.fold(TICKET, events, instant(time)).facts();
    FigureBook book = new FigureBook();
    contributions.add(facts, now, book);
    sums.add(book);
    facts = now;
    Map<String, JsonNode> documents = new TreeMap<>();
    sums.documents(
        DefaultPolicy.load(),
        instant(time),
        1,
        document -> documents.put(document.id(), read(document.body())));
    return documents;
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aReopeningInMarchMendsJanuary() {
    january();
    Map<String, JsonNode> before = documentsAt("2026-02-01T00:00:00Z");
    JsonNode day = before.get("fuxin/2026-01-05");
    assertThat(day.get("resolved").asInt()).isEqualTo(1);
    assertThat(day.get("resolution_rate").asDouble()).isEqualTo(1.0);
    assertThat(before.get("fire/2026-01-05").get("overturned").asInt()).isZero();

    event(EventType.REOPENED, "2026-03-03T03:00:00Z", new EventData.Reopened("not solved", null));
    Map<String, JsonNode> after = documentsAt("2026-03-03T04:00:00Z");
    day = after.get("fuxin/2026-01-05");
    assertThat(day.get("dispatched").asInt()).isEqualTo(1);
    assertThat(day.get("resolved").asInt()).isZero();
    assertThat(day.get("open").asInt()).isEqualTo(1);
    assertThat(day.get("reopened").asInt()).isEqualTo(1);
    assertThat(day.get("resolution_rate").asDouble()).isZero();
    assertThat(after.get("PREFECTURE/changji/2026-01").get("resolved").asInt()).isZero();
    assertThat(after.get("fire/2026-01-05").get("overturned").asInt()).isEqualTo(1);
    assertThat(after.get("fire/2026-03-03").get("assigned").asInt())
        .as("the second cycle began in March")
        .isEqualTo(1);
    // What happened in January happened: it became RESOLVED on the 6th.
    assertThat(after.get("fuxin/2026-01-06").get("resolved_flow").asInt()).isEqualTo(1);
  }

  @Test
  void aDayWithoutADenominatorHasNoRate() {
    january();
    Map<String, JsonNode> documents = documentsAt("2026-02-01T00:00:00Z");
    JsonNode flowOnly = documents.get("fuxin/2026-01-06");
    assertThat(flowOnly.get("dispatched").asInt()).isZero();
    assertThat(flowOnly.get("resolution_rate").isNull()).isTrue();
    assertThat(flowOnly.get("resolution_rate_low").isNull()).isTrue();
    assertThat(flowOnly.get("on_time_rate").isNull()).isTrue();
    assertThat(documents).doesNotContainKeys("fuxin/2026-01-07", "fire/2026-01-06");

    // It was a mistake: the street never had it.
    events.clear();
    assertThat(documentsAt("2026-02-01T00:00:00Z")).as("a figure of all zeros is gone").isEmpty();
  }
}
