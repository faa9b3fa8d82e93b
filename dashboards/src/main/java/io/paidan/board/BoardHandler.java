package io.paidan.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.paidan.board.overview.View;
import io.paidan.board.source.SourceException;
import io.paidan.board.source.SourceStatus;
import io.paidan.board.stream.BoardJson;
import io.paidan.board.stream.Feeds;
import io.paidan.board.stream.StreamClients;
import io.paidan.board.ticket.ListRequest;
import io.paidan.board.ticket.TicketDetails;
import io.paidan.board.ticket.TicketLists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request to the board. */
final class BoardHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BoardHandler.class);
  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** So that those who leaf through tickets do not hold up those who watch. */
  private static final int SEARCHES_AT_ONCE = 4;

  private static final int SEARCH_WAIT_SECONDS = 5;
  private static final String RETRY_SECONDS = "30";

  private final BoardOptions options;
  private final HostGuard guard;
  private final Assets assets;
  private final Feeds feeds;
  private final StreamClients streams;
  private final TicketLists lists;
  private final TicketDetails details;
  private final Semaphore searches = new Semaphore(SEARCHES_AT_ONCE);

  BoardHandler(
      BoardOptions options,
      HostGuard guard,
      Assets assets,
      Feeds feeds,
      StreamClients streams,
      TicketLists lists,
      TicketDetails details) {
    this.options = options;
    this.guard = guard;
    this.assets = assets;
    this.feeds = feeds;
    this.streams = streams;
    this.lists = lists;
    this.details = details;
  }

  private record Failure(String error) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    SecurityHeaders.addTo(exchange.getResponseHeaders());
    try (exchange) {
      answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The board failed to answer {}", exchange.getRequestURI().getPath(), e);
      throw e;
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      route(exchange);
    } catch (BadRequestException e) {
      failure(exchange, 400, e.getMessage());
    }
  }

  private void route(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException {
    if (!guard.allows(exchange.getRequestHeaders().getFirst("Host"))) {
      text(
          exchange,
          421,
          "The board does not know this name: open it under its own, or start it with"
              + " --public-host and the name.");
      return;
    }
    if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      text(exchange, 405, "The board can only be read.");
      return;
    }
    String query = exchange.getRequestURI().getRawQuery();
    switch (exchange.getRequestURI().getPath()) {
      case "/api/overview" -> overview(exchange, Parameters.view(query));
      case "/api/stream" -> stream(exchange, Parameters.view(query));
      case "/api/tickets" -> tickets(exchange, Parameters.list(query));
      case "/api/ticket" -> ticket(exchange, Parameters.ticket(query));
      case "/healthz" -> health(exchange);
      default -> asset(exchange);
    }
  }

  private void overview(HttpExchange exchange, View view) throws IOException, InterruptedException {
    Feeds.Seen seen = feeds.current(view);
    if (seen == null) {
      tooMany(exchange, "Too many different views at once: at most " + Feeds.MOST + ".");
      return;
    }
    boolean ok = seen.snapshot().source().state() == SourceStatus.State.OK;
    json(exchange, ok ? 200 : 503, seen.json());
  }

  private void health(HttpExchange exchange) throws IOException {
    // The board is well even without its source: starting it anew would bring nothing back.
    json(exchange, 200, BoardJson.status(feeds.last()));
  }

  private void stream(HttpExchange exchange, View view) throws IOException, InterruptedException {
    if (isHead(exchange)) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    if (streams.isFull()) {
      tooMany(exchange, "Too many viewers at once: at most " + StreamClients.MOST + ".");
      return;
    }
    try {
      if (!streams.serve(view, exchange, () -> beginStream(exchange))) {
        tooMany(exchange, "Too many different views at once: at most " + Feeds.MOST + ".");
      }
    } catch (IOException e) {
      LOG.debug("A viewer has gone", e);
    }
  }

  private static void beginStream(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/event-stream; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    // nginx holds back what it passes on unless told not to.
    headers.set("X-Accel-Buffering", "no");
    exchange.sendResponseHeaders(200, 0);
  }

  /** A question to Elasticsearch beside the overviews. */
  private interface Question {
    Object ask() throws SourceException;
  }

  private void tickets(HttpExchange exchange, ListRequest request)
      throws IOException, InterruptedException, BadRequestException {
    try {
      search(exchange, () -> lists.list(request, options.clock().instant()), null);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e.getMessage() + ".");
    }
  }

  private void ticket(HttpExchange exchange, String id) throws IOException, InterruptedException {
    search(exchange, () -> details.detail(id), "There is no ticket " + id + ".");
  }

  /**
   * @param nothing what to say where there is nothing
   */
  private void search(HttpExchange exchange, Question question, String nothing)
      throws IOException, InterruptedException {
    if (!searches.tryAcquire(SEARCH_WAIT_SECONDS, TimeUnit.SECONDS)) {
      tooMany(exchange, "Too many lists at once: try again in a moment.");
      return;
    }
    Object answer;
    try {
      answer = question.ask();
    } catch (SourceException e) {
      LOG.debug("A list could not be had", e);
      failure(exchange, 503, e.getMessage());
      return;
    } finally {
      searches.release();
    }
    if (answer == null) {
      failure(exchange, 404, nothing);
    } else {
      json(exchange, 200, BoardJson.bytes(answer));
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
    headers.set("Vary", "Accept-Encoding");
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (known != null && known.contains(asset.etag())) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    boolean zip = asset.zipped() != null && Compression.isWanted(exchange.getRequestHeaders());
    if (zip) {
      headers.set("Content-Encoding", "gzip");
    }
    body(exchange, 200, asset.contentType(), zip ? asset.zipped() : asset.bytes());
  }

  private static void tooMany(HttpExchange exchange, String line) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
    failure(exchange, 503, line);
  }

  private static void failure(HttpExchange exchange, int status, String line) throws IOException {
    send(exchange, status, JSON, BoardJson.bytes(new Failure(line)));
  }

  /**
   * @param object JSON, without {@code now}
   */
  private void json(HttpExchange exchange, int status, byte[] object) throws IOException {
    send(exchange, status, JSON, BoardJson.at(options.clock().instant(), object));
  }

  private static void text(HttpExchange exchange, int status, String line) throws IOException {
    send(exchange, status, TEXT, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    headers.set("Vary", "Accept-Encoding");
    if (bytes.length >= Compression.WORTH && Compression.isWanted(exchange.getRequestHeaders())) {
      headers.set("Content-Encoding", "gzip");
      body(exchange, status, type, Compression.gzip(bytes));
    } else {
      body(exchange, status, type, bytes);
    }
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
