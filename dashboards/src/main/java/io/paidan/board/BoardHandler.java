package io.paidan.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request to the board. */
final class BoardHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BoardHandler.class);
  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final BoardOptions options;
  private final HostGuard guard;
  private final Assets assets;
  private final OverviewFeed feed;
  private final StreamClients streams;

  BoardHandler(
      BoardOptions options,
      HostGuard guard,
      Assets assets,
      OverviewFeed feed,
      StreamClients streams) {
    this.options = options;
    this.guard = guard;
    this.assets = assets;
    this.feed = feed;
    this.streams = streams;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    SecurityHeaders.addTo(exchange.getResponseHeaders());
    try (exchange) {
      route(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The board failed to answer {}", exchange.getRequestURI().getPath(), e);
      throw e;
    }
  }

  private void route(HttpExchange exchange) throws IOException, InterruptedException {
    if (!guard.allows(exchange.getRequestHeaders().getFirst("Host"))) {
      text(
          exchange,
          421,
          "This board is for this machine only: open it as localhost, or start it with a host"
              + " address that others may use.");
      return;
    }
    if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      text(exchange, 405, "The board can only be read.");
      return;
    }
    switch (exchange.getRequestURI().getPath()) {
      case "/api/overview" -> overview(exchange);
      case "/api/stream" -> stream(exchange);
      case "/healthz" -> health(exchange);
      default -> asset(exchange);
    }
  }

  private void overview(HttpExchange exchange) throws IOException, InterruptedException {
    Snapshot snapshot = feed.current();
    boolean ok = snapshot.source().state() == SourceStatus.State.OK;
    send(
        exchange,
        ok ? 200 : 503,
        JSON,
        BoardJson.overview(snapshot, options.zone(), options.clock().instant()));
  }

  private void health(HttpExchange exchange) throws IOException {
    // The board is well even without its source: starting it anew would bring nothing back.
    send(exchange, 200, JSON, BoardJson.heartbeat(feed.last(), options.clock().instant()));
  }

  private void stream(HttpExchange exchange) throws IOException, InterruptedException {
    if (streams.isFull()) {
      exchange.getResponseHeaders().set("Retry-After", "30");
      text(exchange, 503, "Too many viewers at once: at most " + StreamClients.MOST + ".");
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/event-stream; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    // nginx holds back what it passes on unless told not to.
    headers.set("X-Accel-Buffering", "no");
    if (isHead(exchange)) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    try {
      streams.serve(exchange);
    } catch (IOException e) {
      LOG.debug("A viewer has gone", e);
    }
  }

  private void asset(HttpExchange exchange) throws IOException {
    Assets.Asset asset = assets.at(exchange.getRequestURI().getPath());
    if (asset == null) {
      text(exchange, 404, "Nothing here. The board is at /.");
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("ETag", asset.etag());
    // Kept, but asked after each time: a new build shows at the next load.
    headers.set("Cache-Control", "no-cache");
    if (asset.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    body(exchange, 200, asset.contentType(), asset.bytes());
  }

  private static void text(HttpExchange exchange, int status, String line) throws IOException {
    send(exchange, status, TEXT, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    body(exchange, status, type, bytes);
  }

  private static void body(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (isHead(exchange)) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }
}
