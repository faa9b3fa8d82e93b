package io.paidan.board;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Gives recorded answers on a port of its own, for tests of the board's HTTP side. That the real
 * server answers like this is what the integration test is for.
 */
final class RecordedElasticsearch implements AutoCloseable {
  private final int port;
  private HttpServer http;
  private volatile String figures = Recorded.FIGURES;
  private volatile int status = 200;
  private volatile String authorization;

  RecordedElasticsearch() throws IOException {
    port = start(0);
  }

  private int start(int wanted) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted), 0);
    http.createContext("/", this::answer);
    http.start();
    return http.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Which recorded figures to answer with from now on. */
  void figures(String name) {
    figures = name;
  }

  /** Which HTTP status to answer with from now on. */
  void status(int value) {
    status = value;
  }

  /** The {@code Authorization} header of the last request. */
  String authorization() {
    return authorization;
  }

  void goAway() {
    http.stop(0);
  }

  void comeBack() throws IOException {
    start(port);
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorization = exchange.getRequestHeaders().getFirst("Authorization");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] answer = Recorded.bytes(body.contains("\"aggs\"") ? figures : Recorded.OVERDUE);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
