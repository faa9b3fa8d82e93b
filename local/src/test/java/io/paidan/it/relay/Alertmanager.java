package io.paidan.it.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.local.Ports;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.HttpProgram;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A real Alertmanager, which tells a web hook of each alert by itself. */
public final class Alertmanager implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpProgram program;

  private Alertmanager(HttpProgram program) {
    this.program = program;
  }

  /** Where there is none, the test is skipped. */
  public static Alertmanager start(Path folder, String hook) throws Exception {
    HttpProgram.assumeInstalled(PROGRAM, "prometheus-alertmanager");
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
    int port = Ports.free();
    return new Alertmanager(
        HttpProgram.start(
            PROGRAM,
            port,
            folder.resolve("log"),
            "--config.file=" + config,
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address="));
  }

  public String url() {
    return program.url();
  }

  /** The alerts that fire, by ticket. */
  public Map<String, JsonNode> firing() throws Exception {
    Http.Response answer = Http.send("GET", URI.create(url() + "/api/v2/alerts"), null);
    Map<String, JsonNode> alerts = new TreeMap<>();
    for (JsonNode alert : JSON.readTree(answer.body())) {
      if (alerts.put(alert.at("/labels/ticket").asText(), alert) != null) {
        throw new AssertionError("twice: " + alert);
      }
    }
    return alerts;
  }

  @Override
  public void close() {
    program.close();
  }
}
