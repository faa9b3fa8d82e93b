package io.paidan.bench.open;

import io.paidan.bench.Bench;
import io.paidan.bench.ChildJvm;
import io.paidan.bench.Folders;
import io.paidan.bench.MachineFacts;
import io.paidan.bench.RunOptions;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.local.KafkaProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * An experiment with many open tickets, as a command. It is run once for each backend and number of
 * tickets: with a broker of its own, and in a JVM of its own, which is told the same arguments.
 */
public abstract class ExperimentCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @ParentCommand Bench bench;

  @Mixin RunOptions common;

  @Option(
      names = "--open",
      split = ",",
      description = "how many tickets are open, one run each (default: ${DEFAULT-VALUE})")
  List<Long> open;

  @Option(
      names = "--backends",
      split = ",",
      defaultValue = "heap,rocksdb",
      description = "where state lives, one run each (default: ${DEFAULT-VALUE})")
  List<Backend> backends;

  @Option(
      names = "--heap",
      defaultValue = "6g",
      description = "of the run's JVM (default: ${DEFAULT-VALUE}); five million on it want 14g")
  String heap;

  /** The experiment's name, as its command's. */
  final String name() {
    return spec.name();
  }

  /** How many tickets are open unless told otherwise. */
  abstract List<Long> openUnlessTold();

  /** How often the job makes checkpoints; zero: only when asked. */
  abstract Duration checkpointEvery();

  /** Events a second of the steady traffic. */
  abstract int rate();

  /** What is to be said of this machine before the runs; empty: nothing. */
  String remark() {
    return "";
  }

  /** Runs it, in this JVM. */
  abstract Figures measure(RunSettings run) throws Exception;

  /**
   * Adds what is only seen by comparing the runs of one backend.
   *
   * @param runs in the order in which they were asked for
   */
  void compare(List<Figures> runs) {}

  /** The settings of one run. */
  final RunSettings settings(Backend backend, long tickets, String bootstrapServers, Path folder) {
    return new RunSettings(
        name(),
        backend,
        tickets,
        common.parallelism,
        checkpointEvery(),
        common.rocksdbMemory,
        rate(),
        common.seed,
        bootstrapServers,
        folder);
  }

  @Override
  public final Integer call() throws Exception {
    say("Machine: %s", MachineFacts.line());
    List<String> arguments = spec.commandLine().getParent().getParseResult().originalArgs();
    say("bench/run %s", String.join(" ", arguments));
    say(
        "Heap %s, RocksDB's memory %s, parallelism %d, checkpoints %s, steady traffic %,d events/s,"
            + " seed %d",
        heap,
        common.rocksdbMemory,
        common.parallelism,
        checkpointEvery().isZero() ? "when asked" : "every " + checkpointEvery().toMillis() + " ms",
        rate(),
        common.seed);
    if (!remark().isEmpty()) {
      say("%s", remark());
    }
    Map<String, Figures> columns = new LinkedHashMap<>();
    for (Backend backend : backends) {
      List<Figures> runs = new ArrayList<>();
      for (long tickets : open == null ? openUnlessTold() : open) {
        String where = backend.name().toLowerCase(Locale.ROOT);
        Figures figures = run(backend, tickets, arguments, where + "-" + tickets);
        runs.add(figures);
        columns.put(String.format(Locale.ROOT, "%s, %,d", where, tickets), figures);
      }
      compare(runs);
    }
    say("");
    say("%s", Figures.table(columns));
    return 0;
  }

  private Figures run(Backend backend, long tickets, List<String> arguments, String run)
      throws Exception {
    Path folder = bench.folder().resolve(name() + "-" + run).toAbsolutePath();
    Folders.empty(folder);
    Path kafkaFolder = folder.resolve("kafka");
    ExperimentOrder order;
    try (KafkaProcess kafka = KafkaProcess.start(kafkaFolder)) {
      order = new ExperimentOrder(arguments, backend, tickets, kafka.bootstrapServers(), folder);
      Path file = folder.resolve("order.properties");
      order.write(file);
      long start = System.nanoTime();
      ChildJvm.run(name() + " " + run, ExperimentRun.class, heap, folder, file);
      say("%s %s: %.0f s", name(), run, (System.nanoTime() - start) / 1e9);
    }
    // Some gigabytes each, and nothing in it that is not in the figures.
    Folders.delete(kafkaFolder);
    Folders.delete(order.work());
    return Figures.read(order.figures());
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
