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

/** What a real server does not do on command; the rest is tested with one in the module local. */
class IndexSetupTest {
  private final Map<String, String> put = new TreeMap<>();
  private HttpServer server;
  private volatile int refuse;

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
  void anIndexWithoutAShardIsRefused() {
    assertThatThrownBy(() -> setup(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> setup(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
