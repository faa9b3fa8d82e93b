package io.paidan.cli;

import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.TimeMode;
import io.paidan.flink.source.WallClock;
import io.paidan.local.LogFolder;
import io.paidan.local.Ports;
import io.paidan.reference.DefaultReference;
import io.paidan.relay.Relay;
import io.paidan.relay.config.RelayConfig;
import io.paidan.replay.Speed;
import io.paidan.simulator.SimulatorSettings;
import io.paidan.stack.HomeFolder;
import io.paidan.stack.RecordedTraffic;
import io.paidan.stack.SimulatedTraffic;
import io.paidan.stack.Stack;
import io.paidan.stack.StackOptions;
import io.paidan.stack.StatusLine;
import io.paidan.stack.Traffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paidan up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs everything on this machine: the real Kafka, Elasticsearch and Flink, both jobs, live",
      "sample traffic and the board. Ctrl-C stops it all.",
    })
final class UpCommand implements Callable<Integer> {
  private static final int BOARD_PORT = 8090;
  private static final int FLINK_PORT = 8091;
  private static final int ELASTICSEARCH_PORT = 8092;
  private static final int KAFKA_PORT = 8093;
  private static final Duration LINE_EVERY = Duration.ofSeconds(3);

  @Option(
      names = "--events",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recorded history instead of the simulator: NDJSON, gzipped or not.")
  private List<Path> events;

  @Option(
      names = "--speed",
      defaultValue = "max",
      paramLabel = "60x|max",
      converter = SpeedConverter.class,
      description = "Of the recorded history.")
  private Speed speed;

  @Option(
      names = "--time",
      defaultValue = "live",
      paramLabel = "live|events",
      description = {
        "live, the default: time follows the clock, also when nobody writes.",
        "events: the events alone move time, for history that should be seen as it was.",
      })
  private TimeMode time;

  @Option(
      names = "--rate",
      defaultValue = "2",
      paramLabel = "N",
      description = "Events per second that the simulator writes; 2 by default.")
  private double rate;

  @Option(
      names = "--history",
      defaultValue = "PT48H",
      paramLabel = "DURATION",
      description = "What the simulator starts with; PT48H by default.")
  private Duration history;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "What the simulator draws follows from it; 1 by default.")
  private long seed;

  @Option(
      names = "--relay",
      paramLabel = "FILE",
      description = "Also brings alerts to the receivers that this file names; see docs/alerts.md.")
  private Path relay;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = {
        "Keeps data there and goes on with what is in it.",
        "Without it each run begins anew in var/up.",
      })
  private Path data;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      paramLabel = "N",
      description = "Subtasks of each job; 2 by default.")
  private int parallelism;

  @Option(
      names = "--state-backend",
      defaultValue = "heap",
      paramLabel = "heap|rocksdb",
      description = "Where the jobs keep their state; heap by default.")
  private Backend backend;

  @Option(names = "--board-port", paramLabel = "PORT", description = "" + BOARD_PORT + " if free.")
  private Integer boardPort;

  @Option(names = "--flink-port", paramLabel = "PORT", description = "" + FLINK_PORT + " if free.")
  private Integer flinkPort;

  @Option(
      names = "--elasticsearch-port",
      paramLabel = "PORT",
      description = "" + ELASTICSEARCH_PORT + " if free.")
  private Integer elasticsearchPort;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "" + KAFKA_PORT + " if free.")
  private Integer kafkaPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = {
        "Lets Prometheus read the jobs' metrics there, on all addresses of this machine; 0: a free",
        "port. Off by default; see docs/metrics.md.",
      })
  private Integer metricsPort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (events != null) {
      InputFiles.requireReadable("--events", events);
    }
    if (parallelism < 1 || !(rate > 0)) {
      throw new CommandException("--parallelism and --rate must be over 0");
    }
    RelayConfig receivers = relay == null ? null : RelayCommand.load(relay);
    Path root = Path.of(System.getProperty("paidan.root", ".")).toAbsolutePath().normalize();
    Path home = data == null ? root.resolve("var/up") : data.toAbsolutePath();
    try (HomeFolder folder = HomeFolder.claim(home, data == null)) {
      System.setProperty(LogFolder.PROPERTY, folder.logs().toString());
      run(
          new StackOptions(
              folder.path(),
              root.resolve("var/cache"),
              port(kafkaPort, KAFKA_PORT, "Kafka", "--kafka-port"),
              port(elasticsearchPort, ELASTICSEARCH_PORT, "Elasticsearch", "--elasticsearch-port"),
              port(flinkPort, FLINK_PORT, "the Flink UI", "--flink-port"),
              port(boardPort, BOARD_PORT, "the board", "--board-port"),
              metricsPort == null
                  ? OptionalInt.empty()
                  : OptionalInt.of(port(metricsPort, 0, "the metrics", "--metrics-port")),
              parallelism,
              time,
              backend),
          folder.logs(),
          receivers);
    }
    return 0;
  }

  /** A port that was asked for must be had; a usual one gives way to what runs there already. */
  private static int port(Integer asked, int usual, String what, String option) {
    if (asked == null) {
      return Ports.isFree(usual) ? usual : 0;
    }
    if (asked != 0) {
      Ports.requireFree(asked, what, option);
    }
    return asked;
  }

  private void run(StackOptions options, Path logs, RelayConfig receivers) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.countDown();
              try {
                stopped.await(40, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Stack stack = Stack.start(options, WallClock.SYSTEM, out::println);
        Relay relaying = receivers == null ? null : relay(stack, receivers);
        Traffic traffic = traffic(stack);
        StatusLine status = new StatusLine(stack, traffic)) {
      tell(out, stack, logs, relaying);
      while (!stop.await(LINE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        out.println(status.line());
      }
      out.println("Stopping …");
    } finally {
      stopped.countDown();
    }
  }

  private static Relay relay(Stack stack, RelayConfig receivers) throws IOException {
    Properties kafka = new Properties();
    kafka.setProperty(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers());
    return Relay.start(
        new Relay.Settings(
            kafka,
            receivers,
            RelayCommand.ALERT_HORIZON,
            System.getenv(),
            new InetSocketAddress("127.0.0.1", 0)));
  }

  private Traffic traffic(Stack stack) throws Exception {
    String bootstrapServers = stack.kafka().bootstrapServers();
    return events != null
        ? RecordedTraffic.start(bootstrapServers, events, speed)
        : SimulatedTraffic.start(
            bootstrapServers,
            DefaultReference.load(),
            SimulatorSettings.live(seed, Instant.now(), history, rate));
  }

  private static void tell(PrintWriter out, Stack stack, Path logs, Relay relaying) {
    out.println();
    out.println("Board           " + stack.board());
    out.println("Flink           " + stack.flink().ui() + "/");
    out.println("Elasticsearch   " + stack.elasticsearch().uri() + "/_cat/indices?v");
    out.println("Kafka           " + stack.kafka().bootstrapServers());
    stack.flink().metrics().ifPresent(metrics -> out.println("Metrics         " + metrics));
    if (relaying != null) {
      out.println("Relay           http://127.0.0.1:" + relaying.monitorPort() + "/health");
    }
    out.println("Logs            " + logs);
    out.println("Ctrl-C stops it all.");
    out.println();
  }
}
