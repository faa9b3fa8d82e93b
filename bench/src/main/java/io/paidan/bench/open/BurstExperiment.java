package io.paidan.bench.open;

import io.paidan.bench.relay.RelayPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Very many alerts in a minute, while events come in; and then some more, while all of the former
 * fire and are told again and again. Nothing may be lost, and emergencies must not wait for others.
 */
@Command(
    name = "burst",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "100,000 alerts in a minute and some after them: to their records, to Alertmanager.")
public final class BurstExperiment extends RelayedExperiment {
  private static final int TURNS = 2;

  @Option(
      names = "--alerts",
      defaultValue = "100000",
      description = "in the burst (default: ${DEFAULT-VALUE})")
  int alerts;

  @Option(
      names = "--after",
      defaultValue = "1000",
      description = "alerts after it (default: ${DEFAULT-VALUE})")
  int after;

  @Option(
      names = "--window-s",
      defaultValue = "60",
      description = "over which thresholds are spread, each time (default: ${DEFAULT-VALUE})")
  int window;

  @Override
  Figures measure(RunSettings run) throws Exception {
    if (Math.max(alerts, after) > AlertWindows.most(run.open(), TURNS)) {
      throw new IllegalArgumentException("--alerts, --after: at most half of the open tickets");
    }
    Figures figures = new Figures();
    try (RunTopics topics = RunTopics.create(run, isRelayed());
        RelayPath relay = startRelay(run, RelayPath.Told.EMERGENCIES)) {
      long filled = Fill.dispatched(run, topics, OpenTickets.filled(run.seed()));
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        job.awaitEvents(filled);
        figures.put("fill: s", (System.nanoTime() - start) / 1e9);
        job.writeDocuments();
        AlertWindows windows =
            new AlertWindows(run, topics, job, relay, TURNS, window, lead == null ? 40 : lead);
        try (SteadyTraffic traffic = SteadyTraffic.start(run, topics.events())) {
          windows.measure("burst", 0, alerts, figures);
          windows.measure("after it", 1, after, figures);
          figures.put("steady traffic: events", traffic.stop());
        }
      }
    }
    return figures;
  }
}
