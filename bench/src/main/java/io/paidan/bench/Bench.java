package io.paidan.bench;

import io.paidan.Topics;
import io.paidan.bench.open.AlertExperiment;
import io.paidan.bench.open.BurstExperiment;
import io.paidan.bench.open.FigureExperiment;
import io.paidan.bench.open.PolicyExperiment;
import io.paidan.bench.open.ScaleExperiment;
import io.paidan.bench.open.StormExperiment;
import io.paidan.bench.wall.WallExperiment;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.KafkaProcess;
import io.paidan.local.LocalServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What each stage costs, measured in one run on one machine: a real broker in a process of its own,
 * filled once, read by every stage as a Flink job in a JVM of its own.
 */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures what each stage costs and prints a Markdown table.",
    subcommands = {
      ScaleExperiment.class,
      AlertExperiment.class,
      StormExperiment.class,
      BurstExperiment.class,
      PolicyExperiment.class,
      FigureExperiment.class,
      WallExperiment.class
    })
public final class Bench implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin RunOptions common;

  @Option(
      names = "--events",
      defaultValue = "5000000",
      description = "events in the topic (default: ${DEFAULT-VALUE})")
  long events;

  @Option(
      names = "--warmup",
      description = "events read before the measured pass (default: a fifth of them)")
  Long warmup;

  @Option(
      names = "--stages",
      split = ",",
      description = "which stages (default: all): ${COMPLETION-CANDIDATES}",
      completionCandidates = StageNames.class)
  List<String> stages;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      description = "passes of each stage, of which the table has the median (default: 1)")
  int repeat;

  @Option(
      names = "--heap",
      defaultValue = "4g",
      description = "of each stage's JVM (default: ${DEFAULT-VALUE})")
  String heap;

  @Option(
      names = "--checkpoint-interval-ms",
      defaultValue = "0",
      description = "of the jobs; 0, the default: no checkpoints")
  long checkpointEvery;

  @Option(
      names = "--indexed",
      defaultValue = "500000",
      description = "documents that the stages of the index read (default: ${DEFAULT-VALUE})")
  long indexed;

  @Option(
      names = "--compression",
      defaultValue = "none",
      description = "of the records in Kafka: none, lz4, … (default: ${DEFAULT-VALUE})")
  String compression;

  @Option(
      names = "--profile",
      arity = "0..1",
      split = ",",
      fallbackValue = "all",
      description =
          "another pass of these stages (default: all) under the flight recorder, and where the"
              + " time went")
  List<String> profile;

  @Option(
      names = "--folder",
      defaultValue = "bench/target/run",
      description = "for data and results; emptied first (default: ${DEFAULT-VALUE})")
  Path folder;

  /** The stages' names, for the usage help. */
  static final class StageNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    StageNames() {
      super(Stages.ALL.stream().map(Stage::name).toList());
    }
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command with its subcommands. */
  public static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (e instanceof LocalServerException || e instanceof IllegalArgumentException) {
                command.getErr().println("ERROR: " + e.getMessage());
                return 1;
              }
              throw e;
            });
  }

  /** Where data and results go. */
  public Path folder() {
    return folder;
  }

  @Override
  public Integer call() throws Exception {
    List<Stage> chosen = stages == null ? Stages.ALL : stages.stream().map(Stages::named).toList();
    Folders.empty(folder);
    say("Machine: %s", MachineFacts.line());
    try (KafkaProcess kafka = KafkaProcess.start(folder.resolve("kafka"));
        EmbeddedElasticsearch elasticsearch = elasticsearch(chosen)) {
      fill(kafka);
      if (chosen.stream().anyMatch(Stage::readsDocuments)) {
        run(DocumentLog.FILL, kafka, null, DocumentLog.FILL_PASS, null);
      }
      BenchIndex index = null;
      if (elasticsearch != null) {
        index = BenchIndex.of(elasticsearch);
        // The first to write would else pay for what the server's compiler has yet to learn.
        run(Stages.named(Stages.BULK), kafka, index, "server-warmup", null);
      }
      Map<Stage, List<Measurement>> passes = new LinkedHashMap<>();
      for (int pass = 1; pass <= repeat; pass++) {
        for (Stage stage : inTurn(chosen, pass)) {
          Measurement measured = run(stage, kafka, index, Integer.toString(pass), null);
          passes.computeIfAbsent(stage, key -> new ArrayList<>()).add(measured);
          say(
              "%s, pass %d: %,.0f %s/s",
              stage.name(), pass, measured.itemsPerSecond(), stage.unit());
        }
      }
      say("");
      say("%s", Report.markdown(passes));
      profile(chosen, kafka, index);
    }
    return 0;
  }

  /** Every other pass goes backwards, so that no stage always finds its servers warmer. */
  private static List<Stage> inTurn(List<Stage> chosen, int pass) {
    List<Stage> order = new ArrayList<>(chosen);
    if (pass % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  /** Null: no stage needs it. */
  private EmbeddedElasticsearch elasticsearch(List<Stage> chosen) {
    return chosen.stream().anyMatch(Stage::writesIndex)
        ? BenchIndex.start(
            folder.resolve("elasticsearch").toAbsolutePath(), folder.toAbsolutePath().getParent())
        : null;
  }

  private void fill(KafkaProcess kafka) throws Exception {
    long start = System.nanoTime();
    try (BenchTopics topics = new BenchTopics(kafka.bootstrapServers())) {
      topics.createAll(common.parallelism);
      topics.create(StageOrder.WARMUP_TOPIC, common.parallelism);
    }
    EventLog log = new EventLog(kafka.bootstrapServers(), common.parallelism);
    long bytes = log.fill(Topics.TICKET_EVENTS, events, common.seed, compression);
    log.fill(StageOrder.WARMUP_TOPIC, warmupEvents(), common.seed + 1, compression);
    say(
        "Events: %,d of %d bytes on average, %d partitions, compression %s, seed %d, written in %.0f"
            + " s; stages: parallelism %d, heap %s, RocksDB's memory %s,"
            + " warm-up %,d events, checkpoints %s",
        events,
        bytes / Math.max(1, events),
        common.parallelism,
        compression,
        common.seed,
        (System.nanoTime() - start) / 1e9,
        common.parallelism,
        heap,
        common.rocksdbMemory,
        warmupEvents(),
        checkpointEvery == 0 ? "none" : "every " + checkpointEvery + " ms");
  }

  private void profile(List<Stage> chosen, KafkaProcess kafka, BenchIndex index) throws Exception {
    if (profile == null) {
      return;
    }
    List<Stage> profiled =
        profile.contains("all") ? chosen : profile.stream().map(Stages::named).toList();
    for (Stage stage : profiled) {
      Path recording = folder.resolve(stage.name() + ".jfr").toAbsolutePath();
      run(stage, kafka, index, "profile", recording);
      Profile found = Profile.of(recording);
      say("## %s: where the time went, %,d samples", stage.name(), found.samples());
      say("");
      say("%s", found.markdown());
    }
  }

  private long warmupEvents() {
    return Math.min(events, warmup == null ? events / 5 : warmup);
  }

  private Measurement run(
      Stage stage, KafkaProcess kafka, BenchIndex index, String pass, Path recording)
      throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve(stage.name() + "-" + pass));
    Path result = work.resolve("result.properties").toAbsolutePath();
    StageOrder order =
        new StageOrder(
            stage.name(),
            pass,
            kafka.bootstrapServers(),
            common.parallelism,
            events,
            stage == DocumentLog.FILL ? 0 : warmupEvents(),
            indexed,
            Duration.ofMillis(checkpointEvery),
            common.rocksdbMemory,
            kafka.processes().stream().map(ProcessHandle::pid).toList(),
            stage.writesIndex() ? index : null,
            work.toAbsolutePath(),
            result,
            recording);
    Path orderFile = work.resolve("order.properties");
    order.write(orderFile);
    ChildJvm.run("stage " + stage.name(), StageRun.class, heap, work, orderFile);
    return Measurement.read(result);
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
