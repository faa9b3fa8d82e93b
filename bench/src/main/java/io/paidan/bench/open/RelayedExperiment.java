package io.paidan.bench.open;

import io.paidan.bench.relay.RelayPath;
import io.paidan.bench.relay.RelayPath.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Lets alerts fall due among very many open tickets, and follows them through a relay to
 * Alertmanager, where there is one.
 */
abstract class RelayedExperiment extends LiveExperiment {
  /** Where Debian has it. */
  static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");

  private static final int TURNS = 2;

  @Option(
      names = "--window-s",
      defaultValue = "60",
      description = "over which thresholds are spread, each time (default: ${DEFAULT-VALUE})")
  int window;

  @Option(
      names = "--lead-s",
      defaultValue = "30",
      description =
          "from sending the dispatches to the first threshold (default: ${DEFAULT-VALUE})")
  int lead;

  @Option(
      names = "--alertmanager",
      description =
          "the program; where it is not there, alerts are followed to their topic alone (default:"
              + " ${DEFAULT-VALUE})")
  Path alertmanager = ALERTMANAGER;

  /** How many alerts are to fall due at most, in one of two turns. */
  abstract int most();

  /** Which alerts Alertmanager tells its web hook of. */
  abstract Told told();

  /** Lets them fall due, while the job runs. */
  abstract void measure(RunSettings run, RunTopics topics, AlertWindows windows, Figures figures)
      throws Exception;

  @Override
  final String remark() {
    return isRelayed()
        ? "Alerts are followed to Alertmanager, " + alertmanager
        : "No "
            + alertmanager
            + ": alerts are followed to their topic alone; install"
            + " prometheus-alertmanager for more";
  }

  private boolean isRelayed() {
    return Files.isExecutable(alertmanager);
  }

  @Override
  final Figures measure(RunSettings run) throws Exception {
    if (most() > AlertWindows.most(run.open(), TURNS)) {
      throw new IllegalArgumentException("more alerts than half of the open tickets: raise --open");
    }
    Figures figures = new Figures();
    try (RunTopics topics = RunTopics.create(run, isRelayed());
        RelayPath relay = startRelay(run)) {
      long filled = Fill.dispatched(run, topics, OpenTickets.filled(run.seed()));
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        job.awaitEvents(filled);
        figures.put("fill: s", (System.nanoTime() - start) / 1e9);
        job.writeDocuments();
        measure(
            run, topics, new AlertWindows(run, topics, job, relay, TURNS, window, lead), figures);
      }
    }
    return figures;
  }

  /** Null where there is no Alertmanager. */
  private RelayPath startRelay(RunSettings run) throws Exception {
    return isRelayed()
        ? RelayPath.start(
            alertmanager, told(), run.bootstrapServers(), run.folder().resolve("relay"))
        : null;
  }
}
