package io.paidan.cli;

import io.paidan.Topics;
import io.paidan.kafka.KafkaAccess;
import io.paidan.kafka.KafkaProperties;
import io.paidan.relay.Relay;
import io.paidan.relay.config.ReceiverConfig;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.monitor.ReceiverStats;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code paidan relay}. */
@Command(
    name = "relay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings alerts from the topic to people: Alertmanager, robots of WeCom, DingTalk and Feishu,",
      "web hooks. Runs until it is stopped; what was not delivered is delivered after the next",
      "start. 'paidan relay check FILE' checks a configuration.",
    },
    subcommands = RelayCheckCommand.class)
final class RelayCommand implements Callable<Integer> {
  /** {@code --alert-horizon} unless it is given. */
  static final Duration ALERT_HORIZON = Duration.ofHours(1);

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,…]",
      converter = BootstrapServers.class,
      description = "Kafka.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = {
        "SASL and TLS settings, as Kafka's own clients take them; no argument takes a password.",
        "Else the file that " + KafkaProperties.FILE_VARIABLE + " names, if it does.",
      })
  private String kafkaProperties;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Receivers and routes; see docs/alerts.md.")
  private Path config;

  @Option(
      names = "--alert-horizon",
      paramLabel = "DURATION",
      description = {
        "Alerts that were found out so long after their threshold are counted, not told; a receiver",
        "that is new begins with what was said within it; PT1H by default.",
      })
  private Duration alertHorizon = ALERT_HORIZON;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where /metrics and /health listen; nowhere by default.")
  private Integer port;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "The address for --port; 127.0.0.1 by default.")
  private String bind;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (bootstrapServers == null || config == null) {
      throw new ParameterException(
          spec.commandLine(), "--bootstrap-servers and --config are needed, or the COMMAND check");
    }
    if (alertHorizon.isNegative()) {
      throw new CommandException("--alert-horizon must not be under 0");
    }
    RelayConfig loaded = load(config);
    KafkaProperties kafka =
        KafkaOptions.client(spec.commandLine(), bootstrapServers, kafkaProperties);
    requireTopics(kafka);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, stopped), "stop"));
    try (Relay relay =
        Relay.start(
            new Relay.Settings(
                kafka,
                loaded,
                alertHorizon,
                System.getenv(),
                port == null ? null : new InetSocketAddress(bind, port)))) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("Relaying alerts to " + names(loaded) + ". Ctrl-C stops it.");
      if (port != null) {
        out.println("http://" + bind + ":" + relay.monitorPort() + "/metrics and /health");
      }
      Map<String, String> said = new HashMap<>();
      while (!stop.await(1, TimeUnit.SECONDS)) {
        say(relay, said, out);
      }
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  /** The configuration of a file; every problem of it is named. */
  static RelayConfig load(Path file) throws IOException {
    InputFiles.requireReadable("--config", List.of(file));
    return RelayConfig.load(file);
  }

  static String names(RelayConfig config) {
    return config.receivers().stream().map(ReceiverConfig::name).collect(Collectors.joining(", "));
  }

  /** Says once what a receiver has come to. */
  private static void say(Relay relay, Map<String, String> said, PrintWriter out) {
    for (ReceiverStats receiver : relay.stats()) {
      String line =
          receiver.receiver()
              + ": "
              + switch (receiver.state()) {
                case STARTING -> "connecting to Kafka";
                case OK -> "takes alerts";
                case RETRYING -> "does not take alerts, tried again: " + receiver.reason();
                case CLOSED -> "refuses everything until it is mended: " + receiver.reason();
              };
      if (!line.equals(said.put(receiver.receiver(), line))) {
        out.println(line);
      }
    }
  }

  private void requireTopics(KafkaProperties kafka) throws Exception {
    try (Admin admin = KafkaAccess.connect(kafka)) {
      Set<String> topics = KafkaAccess.await(admin.listTopics().names(), "list the topics");
      for (String topic : List.of(Topics.ALERTS, Topics.RELAY_STATE)) {
        if (!topics.contains(topic)) {
          throw new CommandException(
              "there is no topic "
                  + topic
                  + " at "
                  + bootstrapServers
                  + ": run 'paidan init --bootstrap-servers "
                  + bootstrapServers
                  + "'");
        }
      }
    }
  }

  private static void stop(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
