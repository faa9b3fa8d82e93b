package io.paidan.bench.open;

import io.paidan.bench.relay.RelayPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long after its threshold an alert is on its topic and at Alertmanager, with so many tickets
 * open: once while nobody writes, once with events coming in.
 */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "From an alert's threshold to its record and to Alertmanager, silent and with steady"
            + " traffic.")
public final class AlertExperiment extends RelayedExperiment {
  private static final int TURNS = 2;

  @Option(
      names = "--alerts",
      defaultValue = "1000",
      description = "each way (default: ${DEFAULT-VALUE})")
  int alerts;

  @Option(
      names = "--window-s",
      defaultValue = "60",
      description = "over which their thresholds are spread (default: ${DEFAULT-VALUE})")
  int window;

  @Override
  Figures measure(RunSettings run) throws Exception {
    if (alerts > AlertWindows.most(run.open(), TURNS)) {
      throw new IllegalArgumentException("--alerts: at most half of the open tickets");
    }
    Figures figures = new Figures();
    try (RunTopics topics = RunTopics.create(run, isRelayed());
        RelayPath relay = startRelay(run, RelayPath.Told.ALL)) {
      long filled = Fill.dispatched(run, topics, OpenTickets.filled(run.seed()));
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        job.awaitEvents(filled);
        figures.put("fill: s", (System.nanoTime() - start) / 1e9);
        job.writeDocuments();
        AlertWindows windows =
            new AlertWindows(run, topics, job, relay, TURNS, window, lead == null ? 15 : lead);
        windows.measure("silent", 0, alerts, figures);
        try (SteadyTraffic traffic = SteadyTraffic.start(run, topics.events())) {
          Thread.sleep(quietMillis());
          windows.measure("steady traffic", 1, alerts, figures);
          figures.put("steady traffic: events", traffic.stop());
        }
      }
    }
    return figures;
  }
}
