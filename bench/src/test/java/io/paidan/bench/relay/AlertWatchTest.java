package io.paidan.bench.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What stands between the relay and Alertmanager hands on what is said, both ways, and notes it.
 */
class AlertWatchTest {
  private static final String ALERT =
      """
      {"annotations":{"labels":"none"},"labels":{"alertname":"PaidanTicketOverdue","ticket":"T-%d",
       "department":"fire","cycle":"1","clock":"RESOLVE","level":"BREACH"},
       "startsAt":"2026-11-28T00:00:00Z"}""";
  private static final String FIRST = "T-1/fire/1/RESOLVE/BREACH";
  private static final String SECOND = "T-2/fire/1/RESOLVE/BREACH";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> handedOn = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer alertmanager;
  private AlertWatch watch;

  @BeforeEach
  void start() throws IOException {
    alertmanager = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    alertmanager.createContext(
        "/api/v2/alerts",
        exchange -> {
          try (exchange) {
            handedOn.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] words = (status.get() == 200 ? "" : "busy").getBytes(UTF_8);
            exchange.sendResponseHeaders(status.get(), words.length == 0 ? -1 : words.length);
            exchange.getResponseBody().write(words);
          }
        });
    alertmanager.start();
    watch = new AlertWatch();
    watch.handOnTo("http://127.0.0.1:" + alertmanager.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    watch.close();
    alertmanager.stop(0);
  }

  private HttpResponse<String> post(String url, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void notesWhatAlertmanagerTookAndWhenItFirstDid() throws Exception {
    String body = "[" + ALERT.formatted(1) + "," + ALERT.formatted(2) + "]";
    String url = watch.url() + "/api/v2/alerts";
    status.set(503);
    HttpResponse<String> busy = post(url, body);
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.body()).isEqualTo("busy");
    assertThat(watch.accepted()).isEmpty();

    status.set(200);
    long before = System.currentTimeMillis();
    assertThat(post(url, body).statusCode()).isEqualTo(200);
    Map<String, Long> first = Map.copyOf(watch.accepted());
    assertThat(first).containsOnlyKeys(FIRST, SECOND);
    assertThat(first.values()).allMatch(at -> at >= before && at <= System.currentTimeMillis());
    // Told again, an alert keeps its time.
    post(url, body);
    assertThat(watch.accepted()).isEqualTo(first);
    assertThat(handedOn).containsExactly(body, body, body);
    assertThat(watch.told()).isEmpty();
    assertThat(watch.problem()).isNull();
  }

  @Test
  void notesWhatTheWebHookIsTold() throws Exception {
    String body =
        "{\"groupLabels\":{\"alerts\":[]},\"status\":\"firing\",\"alerts\":["
            + ALERT.formatted(2)
            + "],\"version\":\"4\"}";
    assertThat(post(watch.hookUrl(), body).statusCode()).isEqualTo(200);
    assertThat(watch.told()).containsOnlyKeys(SECOND);
    assertThat(watch.accepted()).isEmpty();
    assertThat(handedOn).isEmpty();
  }

  @Test
  void anAlertThatCannotBeToldFromOthersIsAProblem() {
    String body = "[" + ALERT.formatted(1).replace("\"clock\":\"RESOLVE\",", "") + "]";
    assertThatThrownBy(() -> post(watch.url() + "/api/v2/alerts", body))
        .isInstanceOf(IOException.class);
    assertThat(watch.problem()).contains("/api/v2/alerts", "has no label clock");
  }
}
