package io.paidan.it.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chromium without a window, driven by its own driver over the WebDriver protocol (W3C). */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process driver;
  private final URI base;
  private String session;

  private Browser(Process driver, int port) {
    this.driver = driver;
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  /** Whether there is one here. */
  static boolean isThere() {
    return found("chromium") && found("chromedriver");
  }

  private static boolean found(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static Browser start() throws IOException, InterruptedException {
    Process driver =
        new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        Browser browser = new Browser(driver, Integer.parseInt(started.group(1)));
        browser.open();
        return browser;
      }
    }
    throw new IOException("chromedriver has ended without a word of its port");
  }

  private void open() throws IOException, InterruptedException {
    ObjectNode options = JSON.createObjectNode();
    options
        .putArray("args")
        .add("--headless=new")
        .add("--no-sandbox")
        .add("--disable-dev-shm-usage")
        .add("--ignore-certificate-errors")
        // High enough for all panels: Kibana renders those that are seen.
        .add("--window-size=1680,6000");
    ObjectNode wanted = JSON.createObjectNode();
    wanted.putObject("capabilities").putObject("alwaysMatch").set("goog:chromeOptions", options);
    session = send("POST", "/session", wanted).at("/value/sessionId").asText();
    ObjectNode timeouts = JSON.createObjectNode().put("script", 60_000).put("pageLoad", 120_000);
    send("POST", "/session/" + session + "/timeouts", timeouts);
  }

  void go(String url) throws IOException, InterruptedException {
    send("POST", "/session/" + session + "/url", JSON.createObjectNode().put("url", url));
  }

  /** What a script returns. */
  JsonNode run(String script) throws IOException, InterruptedException {
    return execute("sync", script);
  }

  /** What a script hands to its last argument, a function. */
  JsonNode runAsync(String script) throws IOException, InterruptedException {
    return execute("async", script);
  }

  private JsonNode execute(String kind, String script) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("script", script);
    body.putArray("args");
    return send("POST", "/session/" + session + "/execute/" + kind, body).path("value");
  }

  private JsonNode send(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(150))
                .method(
                    method,
                    body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IOException("the browser does not: " + answer.at("/value/message").asText());
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    try {
      if (session != null) {
        send("DELETE", "/session/" + session, null);
      }
      driver.destroy();
      driver.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroyForcibly();
    }
  }
}
