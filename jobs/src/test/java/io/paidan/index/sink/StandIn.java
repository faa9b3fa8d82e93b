package io.paidan.index.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks HTTP like Elasticsearch, with a store behind it, and does what a real one will not do on
 * command.
 */
final class StandIn implements AutoCloseable {
  /** What it does with a request, and with an entry of one. */
  interface Mood {
    /** Whatever the request: a status instead of an answer; 0: as it should; -1, -2: see below. */
    default int toRequest(int number, List<VersionedStore.Action> actions, int bytes) {
      return 0;
    }

    /** An answer instead of carrying an entry out, as JSON; null: as it should. */
    default String toEntry(int request, VersionedStore.Action action) {
      return null;
    }

    Mood GOOD = new Mood() {};
  }

  /** Hangs up before anything is done. */
  static final int CUT_BEFORE = -1;

  /** Does it all and hangs up. */
  static final int CUT_AFTER = -2;

  final VersionedStore store = new VersionedStore();
  final AtomicInteger requests = new AtomicInteger();
  volatile Mood mood = Mood.GOOD;
  volatile boolean setUp = true;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  StandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/_bulk", this::bulk);
    server.createContext("/_alias", this::aliases);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void aliases(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(setUp ? 200 : 404, -1);
    exchange.close();
  }

  private void bulk(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int number = requests.incrementAndGet();
    List<VersionedStore.Action> actions = VersionedStore.actions(body, body.length);
    int status = mood.toRequest(number, actions, body.length);
    if (status == CUT_BEFORE) {
      exchange.close();
      return;
    }
    if (status > 0) {
      reply(exchange, status, "{\"error\":{\"type\":\"by_hand\",\"reason\":\"as told\"}}");
      return;
    }
    List<String> items = new ArrayList<>();
    for (VersionedStore.Action action : actions) {
      String instead = mood.toEntry(number, action);
      items.add(instead != null ? instead : store.apply(action));
    }
    if (status == CUT_AFTER) {
      exchange.close();
      return;
    }
    boolean errors = items.stream().anyMatch(item -> item.contains("error"));
    reply(
        exchange,
        200,
        "{\"errors\":" + errors + ",\"took\":1,\"items\":[" + String.join(",", items) + "]}");
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8");
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static BulkAnswer parse(String json) {
    try {
      return BulkAnswerReader.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
