package io.paidan.board;

import io.paidan.board.source.ElasticsearchAccess;
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
 * @param publicHosts the names, without port, that others may call the board by; those of this
 *     machine need not be named
 * @param elasticsearch the way to Elasticsearch; reading is all that it needs to allow
 * @param clock what tells the present
 * @param zone whose local day "today" is (contract, section 1: Asia/Shanghai unless the reference
 *     data says another)
 * @param interval the time between two looks at the index while somebody watches, under one second
 *     to keep the promise of being no more than two behind
 * @param heartbeat the longest silence on a stream of events
 */
public record BoardOptions(
    String bindHost,
    int port,
    List<String> publicHosts,
    ElasticsearchAccess elasticsearch,
    Clock clock,
    ZoneId zone,
    Duration interval,
    Duration heartbeat) {
  /** The prefecture's zone. */
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  public BoardOptions {
    Objects.requireNonNull(bindHost, "bindHost");
    Objects.requireNonNull(elasticsearch, "elasticsearch");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(zone, "zone");
    publicHosts = List.copyOf(publicHosts);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ": give a number from 0 to 65535");
    }
    for (String host : publicHosts) {
      if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]")) {
        throw new IllegalArgumentException(
            "public host " + host + ": give a name like wall.example.org, without scheme or port");
      }
    }
    requirePositive("interval", interval);
    requirePositive("heartbeat", heartbeat);
  }

  /** Any free port of this machine's loopback address, the system's clock, Asia/Shanghai. */
  public static BoardOptions of(ElasticsearchAccess elasticsearch) {
    return new BoardOptions(
        "127.0.0.1",
        0,
        List.of(),
        elasticsearch,
        Clock.systemUTC(),
        SHANGHAI,
        // What was written is found within a second; with this and the time of a look that is two.
        Duration.ofMillis(800),
        Duration.ofSeconds(2));
  }

  public BoardOptions withBindHost(String value) {
    return new BoardOptions(
        value, port, publicHosts, elasticsearch, clock, zone, interval, heartbeat);
  }

  public BoardOptions withPort(int value) {
    return new BoardOptions(
        bindHost, value, publicHosts, elasticsearch, clock, zone, interval, heartbeat);
  }

  public BoardOptions withPublicHosts(List<String> value) {
    return new BoardOptions(bindHost, port, value, elasticsearch, clock, zone, interval, heartbeat);
  }

  public BoardOptions withClock(Clock value) {
    return new BoardOptions(
        bindHost, port, publicHosts, elasticsearch, value, zone, interval, heartbeat);
  }

  public BoardOptions withZone(ZoneId value) {
    return new BoardOptions(
        bindHost, port, publicHosts, elasticsearch, clock, value, interval, heartbeat);
  }

  /** With other times, for tests. */
  public BoardOptions withTimes(Duration newInterval, Duration newHeartbeat) {
    return new BoardOptions(
        bindHost, port, publicHosts, elasticsearch, clock, zone, newInterval, newHeartbeat);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be over 0");
    }
  }
}
