package io.paidan.it.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.local.Ports;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.HttpProgram;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real Prometheus with the rules of {@code deploy/prometheus}, a second where they say thirty.
 */
public final class Prometheus implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpProgram program;

  private Prometheus(HttpProgram program) {
    this.program = program;
  }

  /**
   * Starts it; where there is none, the test is skipped.
   *
   * @param targets what it scrapes, by the name of the job
   */
  public static Prometheus start(Path folder, Map<String, URI> targets) throws Exception {
    HttpProgram.assumeInstalled(PROGRAM, "prometheus");
    Files.createDirectories(folder);
    String rules = Files.readString(RuleFile.folder().resolve("paidan-rules.yml"));
    Files.writeString(
        folder.resolve("paidan-rules.yml"), rules.replace("interval: 30s", "interval: 1s"));
    StringBuilder config =
        new StringBuilder(
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: [paidan-rules.yml]
            scrape_configs:
            """);
    targets.forEach(
        (job, metrics) ->
            config.append(
                """
                  - job_name: %s
                    static_configs: [{targets: ['%s']}]
                """
                    .formatted(job, metrics.getAuthority())));
    Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
    int port = Ports.free();
    return new Prometheus(
        HttpProgram.start(
            PROGRAM,
            port,
            folder.resolve("log"),
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port));
  }

  /** The series that an expression gives now. */
  public JsonNode query(String expression) throws Exception {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .path("result");
  }

  /** Groups of rules, with how their last evaluation went. */
  public JsonNode groups() throws Exception {
    return get("/api/v1/rules").path("groups");
  }

  private JsonNode get(String path) throws Exception {
    Http.Response answer = Http.send("GET", URI.create(program.url() + path), null);
    JsonNode body = JSON.readTree(answer.body());
    if (!body.path("status").asText().equals("success")) {
      throw new IOException(path + ": " + answer.body());
    }
    return body.path("data");
  }

  @Override
  public void close() {
    program.close();
  }
}
