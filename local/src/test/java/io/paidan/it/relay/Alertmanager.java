package io.paidan.it.relay;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.Http;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A real Alertmanager, which tells a web hook of each alert by itself. */
public final class Alertmanager implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String url;

  private Alertmanager(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Where there is none, the test is skipped. */
  public static Alertmanager start(Path folder, String hook) throws Exception {
    assumeThat(Files.isExecutable(PROGRAM))
        .as("skipped: there is no %s, install prometheus-alertmanager", PROGRAM)
        .isTrue();
    Files.createDirectories(folder);
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route:
              receiver: hook
              group_by: ['...']
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: hook
                webhook_configs:
                  - url: %s
                    send_resolved: true
            """
                .formatted(hook));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Alertmanager started = new Alertmanager(process, "http://127.0.0.1:" + port);
    try {
      Await.until(
          started::isReady, () -> "Alertmanager does not answer; see " + folder.resolve("log"));
    } catch (Throwable e) {
      started.close();
      throw e;
    }
    return started;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() throws Exception {
    try {
      return Http.send("GET", URI.create(url + "/-/ready"), null).status() == 200;
    } catch (ConnectException e) {
      if (!process.isAlive()) {
        throw new AssertionError("Alertmanager ended", e);
      }
      return false;
    }
  }

  public String url() {
    return url;
  }

  /** The alerts that fire, by ticket. */
  public Map<String, JsonNode> firing() throws Exception {
    Http.Response answer = Http.send("GET", URI.create(url + "/api/v2/alerts"), null);
    Map<String, JsonNode> alerts = new TreeMap<>();
    for (JsonNode alert : JSON.readTree(answer.body())) {
      if (alerts.put(alert.at("/labels/ticket").asText(), alert) != null) {
        throw new AssertionError("twice: " + alert);
      }
    }
    return alerts;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
