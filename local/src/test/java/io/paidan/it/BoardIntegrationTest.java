package io.paidan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.document.Alias;
import io.paidan.document.IndexNames;
import io.paidan.document.IndexTemplates;
import io.paidan.it.BoardTickets.Ticket;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.SharedServers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The board on a real Elasticsearch, with the project's own index templates. */
class BoardIntegrationTest {
  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-22T16:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static EmbeddedElasticsearch elasticsearch;

  private BoardServer board;

  private static EmbeddedElasticsearch server(int port) {
    return EmbeddedElasticsearch.in(Path.of("target", "embedded", "board"))
        .cache(SharedServers.elasticsearchCache())
        .port(port)
        .start();
  }

  @BeforeAll
  static void startElasticsearch() throws Exception {
    elasticsearch = server(0);
    for (String name : IndexTemplates.COMPONENTS) {
      put("/_component_template/" + name, text(IndexTemplates.component(name)));
    }
    for (String name : IndexTemplates.TEMPLATES) {
      put("/_index_template/" + name, text(IndexTemplates.template(name)));
    }
  }

  @AfterAll
  static void stopElasticsearch() {
    elasticsearch.close();
  }

  @BeforeEach
  void start() throws Exception {
    for (Alias alias : List.of(Alias.TICKETS, Alias.CLOCKS)) {
      String index = IndexNames.generation(alias, 1);
      Http.send("DELETE", uri("/" + index), null);
      put("/" + index, "{\"aliases\":{\"%s\":{}}}".formatted(alias.alias()));
    }
    board =
        BoardServer.start(
            BoardOptions.of(elasticsearch.uri()).withClock(Clock.fixed(NOON, ZoneOffset.UTC)));
  }

  @AfterEach
  void stop() throws Exception {
    board.close();
  }

  private static URI uri(String path) {
    return elasticsearch.uri().resolve(path);
  }

  private static void put(String path, String body) throws Exception {
    Http.Response response = Http.send("PUT", uri(path), body);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static void index(List<Ticket> tickets) throws Exception {
    StringBuilder lines = new StringBuilder();
    tickets.forEach(ticket -> lines.append(BoardTickets.bulk(ticket)));
    Http.Response response = Http.send("POST", uri("/_bulk?refresh=true"), lines.toString());
    assertThat(response.body()).contains("\"errors\":false");
  }

  private JsonNode overview() throws Exception {
    Http.Response response = Http.send("GET", board.url().resolve("api/overview"), null);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  /** The overview once the board has looked at the index since these tickets came. */
  private JsonNode overviewOf(List<Ticket> tickets) throws Exception {
    long dispatched = count(tickets, t -> t.dispatchedAt() != null);
    return Await.value(
        () -> {
          JsonNode overview = overview();
          boolean seen = overview.at("/figures/dispatched/total").asLong() == dispatched;
          return seen ? overview : null;
        },
        () -> "The board does not show " + dispatched + " tickets dispatched");
  }

  private static long count(List<Ticket> tickets, Predicate<Ticket> wanted) {
    return tickets.stream().filter(wanted).count();
  }

  private static boolean today(Instant instant) {
    return instant != null && !instant.isBefore(MIDNIGHT);
  }

  @Test
  void everyFigureIsThatOfTheDocuments() throws Exception {
    List<Ticket> tickets = BoardTickets.draw(20_261_123, 600, NOON);
    index(tickets);

    JsonNode figures = overviewOf(tickets).path("figures");

    Predicate<Ticket> dispatched = t -> t.dispatchedAt() != null;
    Predicate<Ticket> kept = dispatched.and(t -> !t.state().equals("CANCELLED"));
    Predicate<Ticket> resolved = t -> t.resolvedAt() != null;
    assertThat(figures.at("/dispatched/total").asLong()).isEqualTo(count(tickets, dispatched));
    assertThat(figures.at("/dispatched/today").asLong())
        .isEqualTo(count(tickets, t -> today(t.dispatchedAt())))
        .isPositive();
    assertThat(figures.at("/resolved/total").asLong()).isEqualTo(count(tickets, resolved));
    assertThat(figures.at("/resolved/today").asLong())
        .isEqualTo(count(tickets, t -> today(t.resolvedAt())))
        .isPositive();
    assertThat(figures.at("/resolution/rate").asDouble())
        .isEqualTo((double) count(tickets, kept.and(resolved)) / count(tickets, kept));
    assertThat(figures.at("/resolution_today/rate").asDouble())
        .isEqualTo(
            (double) count(tickets, kept.and(resolved).and(t -> today(t.dispatchedAt())))
                / count(tickets, kept.and(t -> today(t.dispatchedAt()))));
    assertThat(figures.at("/open/waiting").asLong())
        .isEqualTo(count(tickets, t -> List.of("REPORTED", "RETURNED").contains(t.state())));
    assertThat(figures.at("/open/in_hand").asLong())
        .isEqualTo(
            count(tickets, t -> List.of("DISPATCHED", "ACCEPTED", "ON_SITE").contains(t.state())));
    assertThat(figures.at("/overdue/total").asLong())
        .isEqualTo(count(tickets, Ticket::overdue))
        .isGreaterThan(200);
    for (String name : List.of("EMERGENCY", "KEY", "ROUTINE")) {
      assertThat(figures.at("/overdue/" + name.toLowerCase(Locale.ROOT)).asLong())
          .isEqualTo(count(tickets, t -> t.overdue() && name.equals(t.ticketClass())));
    }
    assertThat(figures.at("/overdue/unclassified").asLong())
        .isEqualTo(count(tickets, t -> t.overdue() && t.ticketClass() == null))
        .isPositive();
    long newest = tickets.stream().mapToLong(Ticket::revision).max().orElseThrow();
    assertThat(Instant.parse(figures.path("newest_change").asText()).toEpochMilli())
        .isEqualTo(newest);
  }

  @Test
  void listsTheFirstHundredEmergenciesFirstThenTheLongestOverdue() throws Exception {
    List<Ticket> tickets = BoardTickets.draw(7, 600, NOON);
    index(tickets);

    JsonNode rows = overviewOf(tickets).at("/overdue/rows");

    List<Ticket> expected =
        tickets.stream()
            .filter(Ticket::overdue)
            .sorted(
                Comparator.comparing((Ticket t) -> !"EMERGENCY".equals(t.ticketClass()))
                    .thenComparing(Ticket::dueAt)
                    .thenComparing(Ticket::id))
            .limit(100)
            .toList();
    List<String> listed = new ArrayList<>();
    rows.forEach(row -> listed.add(row.path("ticket_id").asText()));
    assertThat(listed).isEqualTo(expected.stream().map(Ticket::id).toList());
    assertThat(expected.get(0).ticketClass()).isEqualTo("EMERGENCY");
    assertThat(expected.get(99).ticketClass()).isNotEqualTo("EMERGENCY");
    JsonNode first = rows.get(0);
    assertThat(first.path("due_at").asText()).isEqualTo(expected.get(0).dueAt().toString());
    assertThat(first.path("clock").asText()).isEqualTo(expected.get(0).clock());
    assertThat(first.path("district_name").asText()).isEqualTo("阜新街道");
    assertThat(first.path("others")).hasSize(1);
  }

  @Test
  void aTicketThatGoesOverdueAppearsByItself() throws Exception {
    try (BoardStream stream = new BoardStream(board.url())) {
      JsonNode before = stream.next(PATIENCE, overview -> true);
      assertThat(before.at("/figures/overdue/total").asLong()).isZero();
      assertThat(before.at("/figures/resolution/rate").isNull()).isTrue();

      Instant due = NOON.minusSeconds(1);
      index(
          List.of(
              new Ticket("T-1", "ACCEPTED", "EMERGENCY", MIDNIGHT, null, due, "ARRIVE", 1_000)));

      JsonNode after = stream.next(PATIENCE, overview -> overview.at("/overdue/rows").size() == 1);
      assertThat(after.at("/overdue/rows/0/ticket_id").asText()).isEqualTo("T-1");
      assertThat(after.at("/figures/overdue/emergency").asLong()).isEqualTo(1);
    }
  }

  @Test
  void saysWhichIndexIsMissingAndRecovers() throws Exception {
    try (BoardStream stream = new BoardStream(board.url())) {
      stream.next(PATIENCE, overview -> true);
      String index = IndexNames.generation(Alias.CLOCKS, 1);
      Http.send("DELETE", uri("/" + index), null);

      JsonNode missing =
          stream.next(PATIENCE, overview -> overview.at("/source/state").asText().equals("LOST"));
      assertThat(missing.at("/source/reason").asText()).isEqualTo("INDEX_MISSING");
      assertThat(missing.at("/source/subject").asText()).isEqualTo("paidan-clocks");

      put("/" + index, "{\"aliases\":{\"paidan-clocks\":{}}}");
      stream.next(PATIENCE, overview -> overview.at("/source/state").asText().equals("OK"));
    }
  }

  @Test
  void saysThatTheSourceIsGoneAndRecoversByItself() throws Exception {
    List<Ticket> tickets = BoardTickets.draw(3, 40, NOON);
    index(tickets);
    long overdue = count(tickets, Ticket::overdue);
    int port = elasticsearch.port();
    try (BoardStream stream = new BoardStream(board.url())) {
      stream.next(PATIENCE, overview -> overview.at("/figures/overdue/total").asLong() == overdue);

      elasticsearch.close();
      JsonNode gone =
          stream.next(PATIENCE, overview -> overview.at("/source/state").asText().equals("LOST"));
      assertThat(gone.at("/source/reason").asText()).isIn("UNREACHABLE", "UNAVAILABLE");
      assertThat(gone.at("/figures/overdue/total").asLong()).isEqualTo(overdue);
      assertThat(gone.at("/source/read_at").asText()).isEqualTo("2026-11-23T04:00:00.000Z");

      elasticsearch = server(port);
      JsonNode back =
          stream.next(
              Duration.ofSeconds(60),
              overview -> overview.at("/source/state").asText().equals("OK"));
      assertThat(back.at("/figures/overdue/total").asLong()).isEqualTo(overdue);
    }
  }
}
