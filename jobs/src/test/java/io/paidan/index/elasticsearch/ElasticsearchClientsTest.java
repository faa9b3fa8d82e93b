package io.paidan.index.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client says of itself; the roles are tested with a real server. */
class ElasticsearchClientsTest {
  @TempDir Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          said.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theKeyGoesBeforeTheUserAndEachMayBeInAFile() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "a2V5\n");
    Path password = Files.writeString(folder.resolve("password"), "秘密\n");
    ask(Map.of());
    ask(Map.of("PAIDAN_ES_API_KEY", "a2V5"));
    ask(Map.of("PAIDAN_ES_API_KEY_FILE", key.toString()));
    ask(Map.of("PAIDAN_ES_USER", "u", "PAIDAN_ES_PASSWORD_FILE", password.toString()));
    ask(Map.of("PAIDAN_ES_USER", "u", "PAIDAN_ES_PASSWORD", "p", "PAIDAN_ES_API_KEY", "a2V5"));
    assertThat(said)
        .containsExactly(
            "null",
            "ApiKey a2V5",
            "ApiKey a2V5",
            "Basic " + Base64.getEncoder().encodeToString("u:秘密".getBytes(UTF_8)),
            "ApiKey a2V5");
  }

  private void ask(Map<String, String> environment) throws IOException {
    ElasticsearchConnection connection =
        ElasticsearchConnection.of("http://127.0.0.1:" + server.getAddress().getPort(), null);
    try (RestClient client =
        ElasticsearchClients.open(connection, Duration.ofSeconds(10), environment)) {
      client.performRequest(new Request("GET", "/"));
    }
  }
}
