package io.paidan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.paidan.local.testing.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardCommandTest {
  @TempDir Path folder;

  /** An Elasticsearch that turns everybody away. */
  private static HttpServer refusing(int status) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"error\":\"no\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String nobody() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + free.getLocalPort();
    }
  }

  @Test
  void wrongUsageIsNamed() {
    CommandRun noUrl = CommandRun.of("board", "--elasticsearch", "ftp://x");
    assertThat(noUrl.exit()).isEqualTo(2);
    assertThat(noUrl.err()).hasLineCount(1).contains("use http://host:9200");

    CommandRun noZone =
        CommandRun.of("board", "--elasticsearch", "http://x:9200", "--zone", "Mars/Base");
    assertThat(noZone.exit()).isEqualTo(2);
    assertThat(noZone.err()).hasLineCount(1).contains("--zone Mars/Base is no zone");

    CommandRun noHost =
        CommandRun.of(
            "board", "--elasticsearch", "http://x:9200", "--public-host", "https://wall.example");
    assertThat(noHost.exit()).isEqualTo(2);
    assertThat(noHost.err()).hasLineCount(1).contains("without scheme or port");
  }

  @Test
  void aCertificateThatIsNotThereIsNamed() {
    CommandRun run =
        CommandRun.of(
            "board",
            "--elasticsearch",
            "https://x:9200",
            "--elasticsearch-ca",
            folder.resolve("no-ca.pem"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("no-ca.pem");
  }

  @Test
  void aKeyThatIsRefusedEndsItWithOneLine() throws Exception {
    for (int status : new int[] {401, 403}) {
      HttpServer server = refusing(status);
      try {
        CommandRun run = CommandRun.of("board", "--elasticsearch", url(server), "--port", 0);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
            .hasLineCount(1)
            .startsWith("paidan board: Elasticsearch at " + url(server))
            .contains("HTTP " + status)
            .contains(status == 401 ? "PAIDAN_ES_API_KEY" : "role-paidan-read.json");
        assertThat(run.out()).isEmpty();
      } finally {
        server.stop(0);
      }
    }
  }

  @Test
  void itStartsWithoutElasticsearchAndSaysWhoMaySee() throws Exception {
    String url = nobody();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int[] exit = {-1};
    Thread running =
        new Thread(
            () ->
                exit[0] =
                    Paidan.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                            "board", "--elasticsearch", url, "--bind", "0.0.0.0", "--port", "0"));
    running.start();
    Await.until(() -> out.toString().contains("Ctrl-C stops it."), () -> out + "" + err);
    running.interrupt();
    running.join();

    assertThat(exit[0]).isZero();
    assertThat(err.toString())
        .hasLineCount(1)
        .startsWith("paidan board: Elasticsearch at " + url + " cannot be used (")
        .endsWith("; the board says so and tries again\n");
    assertThat(out.toString())
        .containsPattern("Board {11}http://localhost:[0-9]+/")
        .contains("Whoever reaches 0.0.0.0 sees all tickets");
  }
}
