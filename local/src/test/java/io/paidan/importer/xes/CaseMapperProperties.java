package io.paidan.importer.xes;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.ticket.Ticket;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.event.EventDecoder;
import io.paidan.event.TicketEvent;
import io.paidan.importer.MappedEvent;
import io.paidan.policy.PolicyHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a log says of a case, its events apply, and the ticket ends as the log says. */
class CaseMapperProperties {
  private static final List<String> STATUSES =
      List.of(
          "new",
          "queued",
          "working",
          "waiting",
          "on hold",
          "done",
          "over",
          "done and over",
          "lost",
          "note");
  private static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
  private static final TicketJudge JUDGE =
      TicketJudge.of(new PolicyHistory(List.of()), ZoneOffset.UTC);

  /**
   * A log event.
   *
   * @param seconds after the one before
   */
  record Said(String status, String group, int seconds) {}

  @Provide
  Arbitrary<List<Said>> logs() {
    return Combinators.combine(
            Arbitraries.of(STATUSES),
            Arbitraries.of("A", "B", "C"),
            Arbitraries.integers().between(0, 2))
        .as(Said::new)
        .list()
        .ofMaxSize(25);
  }

  @Property(tries = 500, seed = "20130401")
  void everyEventApplies(@ForAll("logs") List<Said> log) throws IOException {
    List<Said> said = new ArrayList<>(List.of(new Said("queued", "A", 0)));
    said.addAll(log);
    List<TicketEvent> events = events(said);
    Ticket ticket = JUDGE.fold("1", events, START);
    assertThat(ticket.facts().ticket().anomalies()).isEmpty();
    // Two log events that agree in everything are one, the first.
    String last =
        attributes(said).stream()
            .map(Attributes::values)
            .distinct()
            .map(values -> values.get("concept:name"))
            .filter(status -> !List.of("new", "lost", "note").contains(status))
            .reduce("", (before, after) -> after);
    switch (last) {
      case "over", "done and over" ->
          assertThat(ticket.facts().ticket().state().name()).isEqualTo("CLOSED");
      case "working", "on hold" ->
          // A group that had done its part before stands as one that was on the scene.
          assertThat(ticket.facts().ticket().state().name()).isIn("ACCEPTED", "ON_SITE");
      case "queued" ->
          assertThat(ticket.facts().ticket().state().name()).isIn("DISPATCHED", "ON_SITE");
      case "waiting" ->
          assertThat(
                  ticket.facts().ticket().suspended()
                      || Set.of("RESOLVED", "CLOSED")
                          .contains(ticket.facts().ticket().state().name()))
              .isTrue();
      default -> assertThat(ticket.facts().ticket().state().name()).isIn("RESOLVED", "CLOSED");
    }
    Set<String> ids = new HashSet<>();
    assertThat(events).allMatch(event -> ids.add(event.id()));
  }

  @Property(tries = 100, seed = "20130402")
  void sayingItTwiceChangesNothing(@ForAll("logs") List<Said> log) throws IOException {
    List<Attributes> once = attributes(log);
    List<Attributes> twice = new ArrayList<>();
    for (Attributes event : once) {
      twice.add(event);
      twice.add(event);
    }
    CaseMapper mapper = new CaseMapper(SmallLog.mapping());
    assertThat(lines(mapper.map(trace(twice)))).isEqualTo(lines(mapper.map(trace(once))));
  }

  private static List<TicketEvent> events(List<Said> said) throws IOException {
    CaseMapper.Mapped mapped = new CaseMapper(SmallLog.mapping()).map(trace(attributes(said)));
    assertThat(mapped.rejected()).isEmpty();
    EventDecoder decoder = new EventDecoder();
    return mapped.events().stream()
        .map(
            event ->
                (TicketEvent)
                    decoder.decode(
                        event.json(), EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP))
        .toList();
  }

  private static List<String> lines(CaseMapper.Mapped mapped) {
    return mapped.events().stream()
        .map(MappedEvent::json)
        .map(json -> new String(json, StandardCharsets.UTF_8))
        .toList();
  }

  private static XesTrace trace(List<Attributes> events) {
    return new XesTrace(new Attributes(1, Map.of("concept:name", "1"), Set.of()), events);
  }

  private static List<Attributes> attributes(List<Said> said) {
    List<Attributes> events = new ArrayList<>();
    long time = START;
    for (Said one : said) {
      time += one.seconds() * 1000L;
      events.add(
          new Attributes(
              events.size() + 2L,
              Map.of(
                  "concept:name", one.status(),
                  "org:group", one.group(),
                  "time:timestamp", Instant.ofEpochMilli(time).toString()),
              Set.of()));
    }
    return events;
  }
}
