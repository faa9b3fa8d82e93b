package io.paidan.cli.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Answers as Kibana answers, since no Kibana can be had in a test. */
public final class KibanaStandIn implements AutoCloseable {
  static final String IMPORT = "POST /api/saved_objects/_import?overwrite=true";
  static final String RULE = "/api/alerting/rule/7a1d5e0c-9f0b-4c55-8d2e-0a6b3c1f4e21";

  private final HttpServer server;
  private final String scheme;
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  private record Answer(int status, String body) {}

  /** One request. */
  public record Asked(String what, Map<String, List<String>> headers, String body) {
    String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.get(0);
    }
  }

  private KibanaStandIn(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::handle);
    server.start();
  }

  /** One that takes everything. */
  public static KibanaStandIn start() throws IOException {
    return new KibanaStandIn(HttpServer.create(local(), 0), "http").willing();
  }

  static KibanaStandIn startWith(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(local(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new KibanaStandIn(server, "https").willing();
  }

  private static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private KibanaStandIn willing() {
    return answers(IMPORT, 200, "{\"success\":true,\"successCount\":38,\"successResults\":[]}")
        .answers("POST " + RULE, 200, "{\"id\":\"7a1d5e0c-9f0b-4c55-8d2e-0a6b3c1f4e21\"}");
  }

  KibanaStandIn answers(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
    return this;
  }

  public String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    synchronized (this) {
      asked.add(new Asked(what, exchange.getRequestHeaders(), body));
    }
    Answer answer =
        answers.getOrDefault(
            what,
            new Answer(
                404, "{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Not Found\"}"));
    if (answer.status() >= 300 && answer.status() < 400) {
      exchange.getResponseHeaders().set("Location", "/login");
    }
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
