package io.paidan.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real server does not do on command; the rest is tested with one in the module local. */
class IndexSetupTest {
  private final Map<String, String> put = new TreeMap<>();
  private HttpServer server;
  private volatile int refuse;
  private volatile String found = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
          if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(404, -1);
          } else if (exchange.getRequestMethod().equals("GET") && refuse == 0) {
            byte[] answer = found.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          } else {
            put.put(exchange.getRequestURI().getPath(), body);
            byte[] answer =
                "{\"error\":{\"type\":\"by_hand\",\"reason\":\"as told\"}}".getBytes(UTF_8);
            exchange.sendResponseHeaders(refuse == 0 ? 200 : refuse, answer.length);
            exchange.getResponseBody().write(answer);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private IndexSetup setup(int shards, int replicas) {
    return new IndexSetup(
        ElasticsearchConnection.of(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/behind/a/proxy", null),
        shards,
        replicas,
        Map.of(),
        InstantSource.fixed(Instant.parse("2026-12-31T23:59:59Z")));
  }

  @Test
  void shardsAndCopiesAreThoseAskedForAndEventsBeginWithTheMonth() throws IOException {
    List<String> made = setup(3, 2).run();
    assertThat(made).hasSize(14).contains("paidan-clocks-000001", "paidan-events-2026.12");
    assertThat(put.get("/behind/a/proxy/_component_template/paidan-settings"))
        .contains("\"number_of_shards\": 3", "\"number_of_replicas\": 2");
    assertThat(put.get("/behind/a/proxy/paidan-clocks-000001"))
        .isEqualTo("{\"aliases\":{\"paidan-clocks\":{\"is_write_index\":true}}}");
    assertThat(put).containsKey("/behind/a/proxy/_index_template/paidan");
  }

  @ParameterizedTest
  @CsvSource({"401, PAIDAN_ES_API_KEY", "403, may manage", "500, See its log"})
  void aRefusalIsOneLineThatSaysWhatToDo(int status, String advice) {
    refuse = status;
    assertThatThrownBy(() -> setup(1, 0).run())
        .isInstanceOf(IndexSetupException.class)
        .hasMessageContaining("http://127.0.0.1:" + server.getAddress().getPort())
        .hasMessageContaining(status + " by_hand: as told")
        .hasMessageContaining(advice)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void aMonthIsAsOldAsItsNameSaysAndGoesWhenItsTimeIsOver() throws IOException {
    found =
        """
        {"paidan-events-2026.11":{"aliases":{"paidan-events":{}}},
         "paidan-events-2026.10-000002":{"aliases":{"paidan-events":{},"paidan-events-2026.10":{}}},
         "paidan-tickets-000001":{"aliases":{"paidan-tickets":{}}}}
        """;
    assertThat(setup(1, 0).keepMonths(12)).isTrue();
    assertThat(put)
        .containsOnlyKeys(
            "/behind/a/proxy/_ilm/policy/paidan-by-month",
            "/behind/a/proxy/_component_template/paidan-retention",
            "/behind/a/proxy/paidan-events-2026.11/_settings",
            "/behind/a/proxy/paidan-events-2026.10-000002/_settings");
    assertThat(put.get("/behind/a/proxy/_ilm/policy/paidan-by-month"))
        .contains("\"min_age\":\"403d\"", "\"delete\":{}");
    assertThat(put.get("/behind/a/proxy/_component_template/paidan-retention"))
        .contains("\"index.lifecycle.name\":\"paidan-by-month\"");
    assertThat(put.get("/behind/a/proxy/paidan-events-2026.11/_settings"))
        .isEqualTo(
            "{\"index.lifecycle.name\":\"paidan-by-month\",\"index.lifecycle.origination_date\":"
                + Instant.parse("2026-11-01T00:00:00Z").toEpochMilli()
                + "}");

    put.clear();
    assertThat(setup(1, 0).keepMonths(0)).isTrue();
    assertThat(put)
        .containsOnlyKeys(
            "/behind/a/proxy/_component_template/paidan-retention",
            "/behind/a/proxy/paidan-events-2026.11/_ilm/remove",
            "/behind/a/proxy/paidan-events-2026.10-000002/_ilm/remove");
    assertThat(put.get("/behind/a/proxy/_component_template/paidan-retention"))
        .contains("\"settings\":{}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405})
  void withoutLifecyclesItIsSaid(int status) throws IOException {
    refuse = status;
    assertThat(setup(1, 0).keepMonths(12)).isFalse();
  }

  @Test
  void aRefusalToSayWhetherThereAreLifecyclesIsNoAnswer() {
    refuse = 403;
    assertThatThrownBy(() -> setup(1, 0).keepMonths(12)).isInstanceOf(IndexSetupException.class);
  }

  @Test
  void anIndexWithoutAShardIsRefused() {
    assertThatThrownBy(() -> setup(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> setup(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
