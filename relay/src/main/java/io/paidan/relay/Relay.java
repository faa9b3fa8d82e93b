package io.paidan.relay;

import io.paidan.relay.channel.Channel;
import io.paidan.relay.channel.Channels;
import io.paidan.relay.config.ReceiverConfig;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.delivery.ReceiverLoop;
import io.paidan.relay.monitor.MonitorServer;
import io.paidan.relay.monitor.ReceiverStats;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Brings alerts from {@code paidan.alerts} to people. Each receiver has a thread and a consumer
 * group of its own, so one that is down holds up nobody else, and what it has not taken stays in
 * Kafka. Several relays with one configuration share the partitions; one takes over from another.
 */
public final class Relay implements AutoCloseable {
  private final List<ReceiverStats> stats = new ArrayList<>();
  private final List<ReceiverLoop> loops = new ArrayList<>();
  private MonitorServer monitor;

  private Relay() {}

  /**
   * How it is to run.
   *
   * @param kafka how clients connect: {@code bootstrap.servers} and whatever the cluster asks for
   * @param alertHorizon alerts that were found out so long after their threshold are not told
   * @param environment where secrets may be
   * @param monitor where {@code /metrics} and {@code /health} listen; null: nowhere
   */
  public record Settings(
      Properties kafka,
      RelayConfig config,
      Duration alertHorizon,
      Map<String, String> environment,
      InetSocketAddress monitor) {}

  /**
   * Starts it. Kafka and the receivers may still be away.
   *
   * @throws IOException with one line for people when a secret or file is missing, or the port is
   *     taken
   */
  public static Relay start(Settings settings) throws IOException {
    Map<ReceiverConfig, Channel> channels = new LinkedHashMap<>();
    for (ReceiverConfig receiver : settings.config().receivers()) {
      channels.put(receiver, Channels.open(settings.config(), receiver, settings.environment()));
    }
    Relay relay = new Relay();
    channels.keySet().forEach(r -> relay.stats.add(new ReceiverStats(r.name())));
    if (settings.monitor() != null) {
      relay.monitor = MonitorServer.start(settings.monitor(), relay.stats);
    }
    int number = 0;
    for (Map.Entry<ReceiverConfig, Channel> channel : channels.entrySet()) {
      relay.loops.add(
          ReceiverLoop.start(
              settings.kafka(),
              settings.config(),
              channel.getKey(),
              channel.getValue(),
              settings.alertHorizon(),
              relay.stats.get(number++),
              Clock.systemUTC()));
    }
    return relay;
  }

  /** How receivers fare, in the order of the configuration. */
  public List<ReceiverStats> stats() {
    return List.copyOf(stats);
  }

  /** The port of {@code /metrics} and {@code /health}; 0 where there is none. */
  public int monitorPort() {
    return monitor == null ? 0 : monitor.port();
  }

  /** Ends it after the deliveries under way. */
  @Override
  public void close() {
    loops.parallelStream().forEach(ReceiverLoop::close);
    if (monitor != null) {
      monitor.close();
    }
  }
}
