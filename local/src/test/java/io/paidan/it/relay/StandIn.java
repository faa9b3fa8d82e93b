package io.paidan.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Somebody's HTTP server, which answers as a test wants it to. */
public final class StandIn implements AutoCloseable {
  /** What a request is answered with; a status of 0: nothing, ever. */
  public record Answer(int status, String body, Map<String, String> headers) {
    public static final Answer OK = of(200);
    public static final Answer NEVER = of(0);

    public static Answer of(int status) {
      return new Answer(status, "", Map.of());
    }
  }

  /** A request, and when it came. */
  public record Request(String path, String body, long nanos) {}

  /** Decides; {@code number} is of the request, from 1. */
  @FunctionalInterface
  public interface Script {
    Answer answer(Request request, int number);
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Request> accepted = new CopyOnWriteArrayList<>();
  private volatile Script script;

  public StandIn(Script script) throws IOException {
    this.script = script;
    this.http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Request request = new Request(exchange.getRequestURI().toString(), body, System.nanoTime());
      requests.add(request);
      Answer answer = script.answer(request, requests.size());
      if (answer.status() == 0) {
        closed.await();
        return;
      }
      if (answer.status() / 100 == 2) {
        accepted.add(request);
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers otherwise from now on. */
  public void answer(UnaryOperator<Script> change) {
    script = change.apply(script);
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** All requests so far. */
  public List<Request> requests() {
    return requests;
  }

  /** Those that were answered with 2xx. */
  public List<Request> accepted() {
    return accepted;
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
