package io.paidan.relay.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.relay.monitor.ReceiverStats.Count;
import io.paidan.relay.monitor.ReceiverStats.Gauges;
import io.paidan.relay.monitor.ReceiverStats.State;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorServerTest {
  @Test
  void tellsHowReceiversFare() throws Exception {
    ReceiverStats am = new ReceiverStats("am");
    am.count(Count.FIRING, 3);
    am.gauges(new Gauges(2, 0, 3, 1, 4, 1500));
    am.state(State.RETRYING, "http://am:9093 refuses connections");
    try (MonitorServer server =
        MonitorServer.start(new InetSocketAddress("127.0.0.1", 0), List.of(am))) {
      HttpResponse<String> metrics = get(server, "/metrics");
      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      assertThat(metrics.body().lines())
          .contains(
              "# TYPE paidan_relay_delivered_firing_total counter",
              "paidan_relay_delivered_firing_total{receiver=\"am\"} 3",
              "paidan_relay_lag_records{receiver=\"am\"} 4",
              "paidan_relay_oldest_waiting_seconds{receiver=\"am\"} 1.500",
              "paidan_relay_up{receiver=\"am\"} 0");
      HttpResponse<String> health = get(server, "/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body())
          .isEqualTo(
              "{\"status\":\"running\",\"receivers\":[{\"name\":\"am\",\"state\":\"RETRYING\","
                  + "\"reason\":\"http://am:9093 refuses connections\",\"waiting\":2,"
                  + "\"heldBack\":0,\"firing\":3,\"aside\":1,\"lag\":4}]}");
    }
  }

  private static HttpResponse<String> get(MonitorServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
