package io.paidan.bench.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Notes when alerts are at Alertmanager, and when it tells of them: it stands between the relay and
 * Alertmanager and hands on what is posted, and it is Alertmanager's web hook.
 */
final class AlertWatch implements AutoCloseable {
  private static final String POSTED = "/api/v2/alerts";
  private static final String HOOK = "/hook";
  private static final int BACKLOG = 1_000;

  /** Few, so that the job beside it is not pushed aside by a thousand requests at once. */
  private static final int THREADS = 2;

  static {
    // Alertmanager has a connection for each request under way. Of idle ones the server keeps but
    // 200 unless told otherwise, and a request that comes while it closes one is lost.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
  }

  private final List<ExecutorService> threads = new ArrayList<>();
  private final HttpServer posts;
  private final HttpServer hooks;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();
  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final AtomicReference<String> problem = new AtomicReference<>();
  private volatile URI alertmanager;

  AlertWatch() throws IOException {
    posts = serve(POSTED, this::post);
    hooks = serve(HOOK, this::hook);
  }

  private HttpServer serve(String path, HttpHandler handler) throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), BACKLOG);
    ExecutorService own = Executors.newFixedThreadPool(THREADS);
    threads.add(own);
    http.setExecutor(own);
    http.createContext(path, noting(handler));
    http.start();
    return http;
  }

  private static String address(HttpServer http) {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private HttpHandler noting(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        handler.handle(exchange);
      } catch (IOException | RuntimeException e) {
        problem.compareAndSet(null, exchange.getRequestURI() + ": " + e);
        throw e;
      }
    };
  }

  /** Where what the relay posts is handed on to. */
  void handOnTo(String base) {
    alertmanager = URI.create(base + POSTED);
  }

  /** What the relay is told to be Alertmanager. */
  String url() {
    return address(posts);
  }

  /** What Alertmanager is told to be its receiver. */
  String hookUrl() {
    return address(hooks) + HOOK;
  }

  private void post(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpResponse<byte[]> answer;
    try {
      answer =
          client.send(
              HttpRequest.newBuilder(alertmanager)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    long now = System.currentTimeMillis();
    if (answer.statusCode() == 200) {
      note(accepted, body, now);
      exchange.sendResponseHeaders(200, -1);
    } else {
      byte[] words = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), words.length == 0 ? -1 : words.length);
      exchange.getResponseBody().write(words);
    }
  }

  private void hook(HttpExchange exchange) throws IOException {
    long now = System.currentTimeMillis();
    byte[] body = exchange.getRequestBody().readAllBytes();
    note(told, body, now);
    exchange.sendResponseHeaders(200, -1);
  }

  private static void note(Map<String, Long> times, byte[] body, long now) throws IOException {
    for (String id : AlertIds.in(body)) {
      times.merge(id, now, Math::min);
    }
  }

  /** When Alertmanager first took each alert, by its id; ms since the epoch. */
  Map<String, Long> accepted() {
    return accepted;
  }

  /** When Alertmanager first told of each alert, by its id; ms since the epoch. */
  Map<String, Long> told() {
    return told;
  }

  /** What went wrong here; null: nothing. */
  String problem() {
    return problem.get();
  }

  @Override
  public void close() {
    posts.stop(0);
    hooks.stop(0);
    threads.forEach(ExecutorService::shutdownNow);
  }
}
