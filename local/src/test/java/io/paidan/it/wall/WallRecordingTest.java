package io.paidan.it.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.document.Alias;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.local.testing.Http;
import io.paidan.stack.BoardSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The exchanges that the unit tests of the board play back are what the real server says to what
 * the board asks today. With {@code -Dpaidan.board.record=true} they are recorded anew instead.
 */
class WallRecordingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-14T03:20:00Z");
  private static final Path RECORDINGS =
      Path.of(
          System.getProperty("paidan.root", "."), "dashboards/src/test/resources/io/paidan/board");

  @TempDir Path folder;
  private WallIndex index;

  @Test
  void whatIsPlayedBackIsWhatElasticsearchSays() throws Exception {
    Duration length = Duration.ofDays(4);
    WallDocuments documents = WallDocuments.simulated(folder, NOW.minus(length), length, 0.002);
    index = WallIndex.shared();
    compare("recorded-empty.ndjson", page -> page.json("api/overview"));
    index.fill(documents);
    compare(
        "recorded-at-work.ndjson",
        page -> {
          page.json("api/overview");
          page.json("api/overview", "district", "fuxin");
          page.json("api/tickets", "figure", "overdue");
          page.json("api/tickets", "figure", "on_time");
          page.json("api/tickets", "figure", "assigned", "department", "housing");
          page.json("api/tickets", "figure", "hour_breached", "hour", "2026-11-14T02:00:00.000Z");
          page.json("api/ticket", "id", busiest(documents));
        });
    index.remove(Alias.CLOCKS);
    compare(
        "recorded-clocks-missing.ndjson",
        page -> assertThat(page.get("api/overview").status()).isEqualTo(503));
    index.make(Alias.CLOCKS);
  }

  private static String busiest(WallDocuments documents) {
    return documents.of(Alias.TICKETS).stream()
        .max(
            Comparator.comparingInt((JsonNode ticket) -> ticket.path("event_count").asInt())
                .thenComparing(ticket -> ticket.path("ticket_id").asText()))
        .orElseThrow()
        .path("ticket_id")
        .asText();
  }

  private interface Asking {
    void ask(WallPage page) throws Exception;
  }

  private void compare(String name, Asking asking) throws Exception {
    Map<String, JsonNode> heard = new ConcurrentHashMap<>();
    HttpServer between =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    between.createContext("/", exchange -> pass(exchange, heard));
    between.start();
    String url = "http://127.0.0.1:" + between.getAddress().getPort();
    BoardSource source = new BoardSource(ElasticsearchConnection.of(url, null), Map.of());
    try (BoardServer board =
        BoardServer.start(BoardOptions.of(source).withClock(Clock.fixed(NOW, ZoneOffset.UTC)))) {
      asking.ask(new WallPage(board));
    } finally {
      between.stop(0);
    }
    Path file = RECORDINGS.resolve(name);
    if (Boolean.getBoolean("paidan.board.record")) {
      Files.write(file, lines(heard));
    }
    Map<String, JsonNode> recorded = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode exchange = JSON.readTree(line);
      recorded.put(exchange.path("request").textValue(), exchange.path("response"));
    }
    assertThat(recorded.keySet())
        .as("what the board asks; if that has changed on purpose: -Dpaidan.board.record=true")
        .isEqualTo(heard.keySet());
    heard.forEach(
        (request, response) -> assertThat(response).as(request).isEqualTo(recorded.get(request)));
  }

  private static List<String> lines(Map<String, JsonNode> heard) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> exchange : new TreeMap<>(heard).entrySet()) {
      ObjectNode line = JSON.createObjectNode().put("request", exchange.getKey());
      line.set("response", exchange.getValue());
      lines.add(line.toString());
    }
    return lines;
  }

  private void pass(HttpExchange exchange, Map<String, JsonNode> heard) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      URI to = index.uri().resolve(exchange.getRequestURI());
      Http.Response response = Http.send(exchange.getRequestMethod(), to, body);
      heard.put(body, always(JSON.readTree(response.body())));
      byte[] answer = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.sendResponseHeaders(response.status(), answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Without what is another each time: times taken, ids of indices, the order of what has none. */
  private static JsonNode always(JsonNode answer) {
    ((ObjectNode) answer).remove("took");
    for (JsonNode one : answer.path("responses")) {
      ((ObjectNode) one).remove("took");
      if (one.path("error").isObject()) {
        for (JsonNode cause : one.findParents("index_uuid")) {
          ((ObjectNode) cause).put("index_uuid", "_na_");
        }
      }
      JsonNode hits = one.path("hits").path("hits");
      if (hits.isArray() && !hits.isEmpty() && !hits.get(0).has("sort")) {
        List<JsonNode> sorted = new ArrayList<>();
        hits.forEach(sorted::add);
        sorted.sort(Comparator.comparing(hit -> hit.path("_id").asText()));
        ((ArrayNode) hits).removeAll().addAll(sorted);
      }
    }
    return answer;
  }
}
