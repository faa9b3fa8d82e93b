package io.paidan.relay.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets others see how receivers fare: {@code /metrics} for Prometheus, {@code /health} as JSON, 503
 * once a receiver's thread has not come round for a minute. A receiver that is down is no reason
 * for 503: starting the relay again would not mend it.
 */
public final class MonitorServer implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

  private final HttpServer http;
  private final ExecutorService requests;
  private final List<ReceiverStats> receivers;

  private MonitorServer(HttpServer http, List<ReceiverStats> receivers) {
    this.http = http;
    this.receivers = receivers;
    this.requests =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "paidan-relay-monitor");
              thread.setDaemon(true);
              return thread;
            });
    http.setExecutor(requests);
    http.createContext("/metrics", this::metrics);
    http.createContext("/health", this::health);
  }

  /**
   * Starts to answer.
   *
   * @throws IOException with one line that says what to do when it cannot listen
   */
  public static MonitorServer start(InetSocketAddress address, List<ReceiverStats> receivers)
      throws IOException {
    HttpServer http;
    try {
      http = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + " for /metrics and /health: "
              + e.getMessage()
              + "; choose another --port or --bind",
          e);
    }
    MonitorServer server = new MonitorServer(http, List.copyOf(receivers));
    http.start();
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", Exposition.of(receivers));
  }

  private void health(HttpExchange exchange) throws IOException {
    boolean stuck = receivers.stream().anyMatch(r -> r.silentNanos() > STUCK_AFTER.toNanos());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("status", stuck ? "stuck" : "running");
      out.writeArrayFieldStart("receivers");
      for (ReceiverStats receiver : receivers) {
        ReceiverStats.Gauges gauges = receiver.gauges();
        out.writeStartObject();
        out.writeStringField("name", receiver.receiver());
        out.writeStringField("state", receiver.state().name());
        out.writeStringField("reason", receiver.reason());
        out.writeNumberField("waiting", gauges.waiting());
        out.writeNumberField("heldBack", gauges.heldBack());
        out.writeNumberField("firing", gauges.firing());
        out.writeNumberField("aside", gauges.aside());
        out.writeNumberField("lag", gauges.lag());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    answer(exchange, stuck ? 503 : 200, "application/json", bytes.toString(UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    requests.shutdownNow();
  }
}
