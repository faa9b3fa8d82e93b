package io.paidan.bench.relay;

import io.paidan.cli.Paidan;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way of alerts from their topic to people: {@code paidan relay} as it is deployed, a process
 * of its own with the heap that {@code ./paidan} gives it, and a real Alertmanager, which tells a
 * web hook of alerts, each by itself, and waits for no other.
 */
public final class RelayPath implements AutoCloseable {
  private static final String RECEIVER = "duty";

  /** Which alerts Alertmanager tells its web hook of. */
  public enum Told {
    ALL("[]"),
    /** Of others it makes groups for each department, as where there are very many of them. */
    EMERGENCIES("[{matchers: ['severity!=\"critical\"'], receiver: none, group_by: [department]}]");

    private final String routes;

    Told(String routes) {
      this.routes = routes;
    }
  }

  private final AlertWatch watch;
  private final Guarded alertmanager;
  private final String alertmanagerUrl;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Told tells;
  private Guarded relay;

  private RelayPath(AlertWatch watch, Guarded alertmanager, String alertmanagerUrl, Told tells) {
    this.tells = tells;
    this.watch = watch;
    this.alertmanager = alertmanager;
    this.alertmanagerUrl = alertmanagerUrl;
  }

  /**
   * Starts both, and returns when the relay reads {@code paidan.alerts}, which must be there.
   *
   * @param program Alertmanager's
   * @param told which alerts Alertmanager tells its web hook of
   * @param folder for configurations, data and logs
   */
  public static RelayPath start(Path program, Told told, String bootstrapServers, Path folder)
      throws Exception {
    Files.createDirectories(folder);
    AlertWatch watch = new AlertWatch();
    int port = freePort();
    String url = "http://127.0.0.1:" + port;
    watch.handOnTo(url);
    Guarded alertmanager;
    try {
      alertmanager = startAlertmanager(program, told, port, watch.hookUrl(), folder);
    } catch (IOException | RuntimeException e) {
      watch.close();
      throw e;
    }
    RelayPath path = new RelayPath(watch, alertmanager, url, told);
    try {
      alertmanager.await(path::isReady);
      path.relay = startRelay(bootstrapServers, watch.url(), folder);
      path.relay.await(() -> path.relay.said().contains(RECEIVER + ": takes alerts"));
      return path;
    } catch (Exception e) {
      path.close();
      throw e;
    }
  }

  private static Guarded startAlertmanager(
      Path program, Told told, int port, String hook, Path folder) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route: {receiver: hook, group_by: ['...'], group_wait: 0s, repeat_interval: 1h, routes: %s}
            receivers: [{name: hook, webhook_configs: [{url: "%s"}]}, {name: none}]
            """
                .formatted(told.routes, hook));
    return Guarded.start(
        "Alertmanager",
        folder.resolve("alertmanager.log"),
        List.of(
            program.toString(),
            "--config.file=" + config,
            "--storage.path=" + folder.resolve("alertmanager"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address="));
  }

  private static Guarded startRelay(String bootstrapServers, String url, Path folder)
      throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("relay.json"),
            """
            {"ticketLink":"https://board.example.gov.cn/#ticket={ticket}",
             "receivers":[{"name":"%s","type":"ALERTMANAGER","urls":["%s"]}]}
            """
                .formatted(RECEIVER, url));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dpaidan.log.dir=" + folder));
    if (System.getProperty("paidan.root") != null) {
      command.add("-Dpaidan.root=" + System.getProperty("paidan.root"));
    }
    command.addAll(
        List.of(
            Paidan.class.getName(),
            "relay",
            "--bootstrap-servers",
            bootstrapServers,
            "--config",
            config.toString()));
    return Guarded.start("the relay", folder.resolve("relay.log"), command);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() throws Exception {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(alertmanagerUrl + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** When Alertmanager first took each alert, by its id on the topic; ms since the epoch. */
  public Map<String, Long> accepted() {
    return watch.accepted();
  }

  /** Whether Alertmanager is to tell its web hook of an alert. */
  public boolean tellsOf(boolean emergency) {
    return emergency || tells == Told.ALL;
  }

  /** When Alertmanager first told its web hook of each alert, likewise. */
  public Map<String, Long> told() {
    return watch.told();
  }

  /** Fails if something went wrong on the way that the figures do not show. */
  public void check() {
    if (watch.problem() != null) {
      throw new IllegalStateException("on the way to Alertmanager: " + watch.problem());
    }
  }

  /** How many alerts Alertmanager says that it has, and that fire. */
  public long firing() throws IOException, InterruptedException {
    // It counts those whose state it has looked at: that of each, when it is asked for some.
    get("/api/v2/alerts?active=false&silenced=false&inhibited=false&unprocessed=false");
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("alertmanager_alerts{state=\"active\"}"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Alertmanager does not count its alerts"));
  }

  /** Processor time that the relay has used. */
  public Duration relayCpu() {
    return relay.cpu();
  }

  /** Processor time that Alertmanager has used. */
  public Duration alertmanagerCpu() {
    return alertmanager.cpu();
  }

  /** The most memory that the relay has had, MB. */
  public long relayMegabytes() throws IOException {
    return relay.mostMegabytes();
  }

  /** The most memory that Alertmanager has had, MB. */
  public long alertmanagerMegabytes() throws IOException {
    return alertmanager.mostMegabytes();
  }

  @Override
  public void close() throws IOException {
    try (watch;
        alertmanager) {
      if (relay != null) {
        relay.close();
      }
    }
  }
}
