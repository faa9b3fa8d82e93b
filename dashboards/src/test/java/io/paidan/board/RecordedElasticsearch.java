package io.paidan.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Answers, on a port of its own, what Elasticsearch 8.19.21 answered to the very same requests when
 * they were recorded (WallRecordingTest, in the module local). A request that was not recorded is
 * an error: whoever changes what the board asks records anew.
 */
final class RecordedElasticsearch implements AutoCloseable {
  /** Of a prefecture at work, as of {@link #NOW}. */
  static final String AT_WORK = "recorded-at-work.ndjson";

  /** Of indices without a document. */
  static final String EMPTY = "recorded-empty.ndjson";

  /** Without {@code paidan-clocks}. */
  static final String CLOCKS_MISSING = "recorded-clocks-missing.ndjson";

  /** The instant that all are recorded for. */
  static final String NOW = "2026-11-14T03:20:00Z";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private HttpServer http;
  private volatile Map<String, String> answers;
  private volatile String always;
  private volatile int status = 200;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private final List<String> requests = new CopyOnWriteArrayList<>();

  RecordedElasticsearch() throws IOException {
    plays(AT_WORK);
    port = start(0);
  }

  private int start(int wanted) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted), 0);
    http.createContext("/", this::answer);
    http.setExecutor(
        task -> {
          Thread thread = new Thread(task, "recorded-elasticsearch");
          thread.setDaemon(true);
          thread.start();
        });
    http.start();
    return http.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Which recording to answer from, from now on. */
  void plays(String recording) {
    Map<String, String> read = new HashMap<>();
    try {
      for (String line : text(recording).split("\n")) {
        JsonNode exchange = JSON.readTree(line);
        read.put(exchange.path("request").textValue(), exchange.path("response").toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers = read;
  }

  /** What to answer to everything, from now on: a file. */
  void alwaysAnswers(String name) {
    always = text(name);
  }

  /** Which HTTP status to answer with from now on. */
  void status(int value) {
    status = value;
  }

  /** No answers until released. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void release() {
    held.countDown();
  }

  /** The bodies of all requests. */
  List<String> requests() {
    return requests;
  }

  void goAway() {
    http.stop(0);
  }

  void comeBack() throws IOException {
    start(port);
  }

  @Override
  public void close() {
    release();
    http.stop(0);
  }

  private static String text(String name) {
    try (InputStream in = RecordedElasticsearch.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(body);
      held.await();
      String recorded = always != null ? always : answers.get(body);
      int code = recorded == null ? 500 : status;
      byte[] answer =
          Objects.requireNonNullElse(recorded, "{\"error\":\"not recorded\"}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.sendResponseHeaders(code, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
