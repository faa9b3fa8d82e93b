package io.paidan.board;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * How a board is to be started.
 *
 * @param bindHost the address to listen on; a loopback address shows the board to this machine only
 * @param port the port to listen on, 0 for any free one
 * @param elasticsearch the nodes to ask, at least one, {@code http} or {@code https}, without a
 *     user or a query; where they have a path it is the same for all
 * @param apiKey an Elasticsearch API key in its encoded form, or null; reading {@code
 *     paidan-tickets} and {@code paidan-clocks} is all that it needs to allow
 * @param clock what tells the present
 * @param zone whose local day "today" is (contract, section 1: Asia/Shanghai unless the reference
 *     data says another)
 * @param interval the time between two looks at the index while somebody watches, at most one
 *     second to keep the promise of being no more than two behind
 * @param heartbeat the longest silence on a stream of events
 */
public record BoardOptions(
    String bindHost,
    int port,
    List<URI> elasticsearch,
    String apiKey,
    Clock clock,
    ZoneId zone,
    Duration interval,
    Duration heartbeat) {
  /** The prefecture's zone. */
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  public BoardOptions {
    Objects.requireNonNull(bindHost, "bindHost");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(zone, "zone");
    elasticsearch = List.copyOf(elasticsearch);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ": give a number from 0 to 65535");
    }
    if (elasticsearch.isEmpty()) {
      throw new IllegalArgumentException("elasticsearch: give at least one URL");
    }
    elasticsearch.forEach(BoardOptions::check);
    if (elasticsearch.stream().map(BoardOptions::prefix).distinct().count() > 1) {
      throw new IllegalArgumentException("elasticsearch: all URLs must have the same path");
    }
    requirePositive("interval", interval);
    requirePositive("heartbeat", heartbeat);
  }

  /** Any free port of this machine's loopback address, the system's clock, Asia/Shanghai. */
  public static BoardOptions of(URI... elasticsearch) {
    return new BoardOptions(
        "127.0.0.1",
        0,
        List.of(elasticsearch),
        null,
        Clock.systemUTC(),
        SHANGHAI,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2));
  }

  public BoardOptions withBindHost(String value) {
    return new BoardOptions(value, port, elasticsearch, apiKey, clock, zone, interval, heartbeat);
  }

  public BoardOptions withPort(int value) {
    return new BoardOptions(
        bindHost, value, elasticsearch, apiKey, clock, zone, interval, heartbeat);
  }

  public BoardOptions withApiKey(String value) {
    return new BoardOptions(bindHost, port, elasticsearch, value, clock, zone, interval, heartbeat);
  }

  public BoardOptions withClock(Clock value) {
    return new BoardOptions(
        bindHost, port, elasticsearch, apiKey, value, zone, interval, heartbeat);
  }

  public BoardOptions withZone(ZoneId value) {
    return new BoardOptions(
        bindHost, port, elasticsearch, apiKey, clock, value, interval, heartbeat);
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "BoardOptions[%s:%d, elasticsearch=%s, apiKey=%s, zone=%s]"
        .formatted(bindHost, port, elasticsearch, apiKey == null ? "none" : "given", zone);
  }

  /** The path that all nodes are asked under, "" for none. */
  String pathPrefix() {
    return prefix(elasticsearch.get(0));
  }

  private static String prefix(URI url) {
    String path = Objects.requireNonNullElse(url.getPath(), "");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static void check(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
      // Not the URL itself: what is wrong with it may be a password.
      throw new IllegalArgumentException(
          "elasticsearch: give URLs like http://localhost:9200, without user, password or query");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be over 0");
    }
  }
}
