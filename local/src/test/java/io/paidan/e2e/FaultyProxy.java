package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the index job and a real Elasticsearch, and does to bulk requests what a network,
 * a load balancer or a server in trouble does.
 */
final class FaultyProxy implements AutoCloseable {
  /** What happens to a bulk request. */
  enum Fault {
    NONE,
    /** The connection is cut, and the server never hears of the request. */
    CUT_BEFORE,
    /** The server carries it out, and the connection is cut before the answer. */
    CUT_AFTER,
    /** The connection is cut in the middle of the answer. */
    CUT_WITHIN,
    /** Too many requests. */
    STATUS_429,
    /** Nobody there behind the load balancer. */
    STATUS_503,
    /** Something between answers with a page. */
    PAGE_502,
    /** Larger than somebody on the way takes. */
    STATUS_413,
    /** It is handed on when the proxy is told, the answer too. */
    HELD
  }

  private static final int SMALL = 100_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final URI to;
  private final Map<Fault, AtomicInteger> done = new EnumMap<>(Fault.class);
  private final AtomicInteger bulks = new AtomicInteger();
  private final CountDownLatch[] release = {new CountDownLatch(0)};
  private volatile List<Fault> faults = List.of(Fault.NONE);
  private volatile boolean away;

  FaultyProxy(URI to) throws IOException {
    this.to = to;
    for (Fault fault : Fault.values()) {
      done.put(fault, new AtomicInteger());
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Every request, not of bulks alone, is cut, or no longer. */
  void away(boolean now) {
    away = now;
  }

  /** From now on bulk requests meet these, in turn. */
  void does(Fault... inTurn) {
    synchronized (release) {
      release[0].countDown();
      release[0] = new CountDownLatch(1);
    }
    faults = List.of(inTurn);
  }

  /** How many bulk requests have met it. */
  int count(Fault fault) {
    return done.get(fault).get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean bulk = exchange.getRequestURI().getPath().equals("/_bulk");
    List<Fault> inTurn = faults;
    Fault fault =
        away
            ? Fault.CUT_BEFORE
            : bulk ? inTurn.get(bulks.getAndIncrement() % inTurn.size()) : Fault.NONE;
    if (fault == Fault.STATUS_413 && body.length < SMALL) {
      fault = Fault.NONE;
    }
    done.get(fault).incrementAndGet();
    try {
      meet(fault, exchange, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The server behind is away, or who asked is gone: nobody is answered.
      exchange.close();
    }
  }

  private void meet(Fault fault, HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    switch (fault) {
      case NONE -> answer(exchange, forward(exchange, body));
      case CUT_BEFORE -> exchange.close();
      case CUT_AFTER -> {
        forward(exchange, body);
        exchange.close();
      }
      case CUT_WITHIN -> {
        HttpResponse<byte[]> whole = forward(exchange, body);
        head(exchange, whole);
        exchange.sendResponseHeaders(whole.statusCode(), whole.body().length + 1);
        exchange.getResponseBody().write(whole.body(), 0, whole.body().length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case HELD -> {
        CountDownLatch released;
        synchronized (release) {
          released = release[0];
        }
        released.await();
        answer(exchange, forward(exchange, body));
      }
      case STATUS_429 -> refuse(exchange, 429, "es_rejected_execution_exception");
      case STATUS_503 -> refuse(exchange, 503, "cluster_manager_not_discovered_exception");
      case STATUS_413 -> refuse(exchange, 413, "content_too_long");
      case PAGE_502 -> send(exchange, 502, "<html>Bad Gateway</html>".getBytes(UTF_8));
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.resolve(exchange.getRequestURI()))
            .timeout(Duration.ofSeconds(60))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : List.of("Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void head(HttpExchange exchange, HttpResponse<byte[]> answer) {
    for (String name : List.of("Content-Type", "X-Elastic-Product")) {
      answer.headers().firstValue(name).ifPresent(v -> exchange.getResponseHeaders().set(name, v));
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    head(exchange, answer);
    send(exchange, answer.statusCode(), answer.body());
  }

  private static void refuse(HttpExchange exchange, int status, String type) throws IOException {
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    send(
        exchange,
        status,
        "{\"error\":{\"type\":\"%s\",\"reason\":\"made up\"}}".formatted(type).getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    does(Fault.NONE);
    server.stop(0);
    threads.shutdownNow();
  }
}
