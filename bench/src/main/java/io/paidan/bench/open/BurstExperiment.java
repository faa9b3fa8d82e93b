package io.paidan.bench.open;

import io.paidan.bench.relay.RelayPath.Told;
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
        "Very many alerts in a minute and some after them: to their records and to Alertmanager.")
public final class BurstExperiment extends RelayedExperiment {
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

  @Override
  int most() {
    return Math.max(alerts, after);
  }

  @Override
  Told told() {
    return Told.EMERGENCIES;
  }

  @Override
  void measure(RunSettings run, RunTopics topics, AlertWindows windows, Figures figures)
      throws Exception {
    try (SteadyTraffic traffic = SteadyTraffic.start(run, topics.events())) {
      windows.measure("burst", 0, alerts, figures);
      windows.measure("after it", 1, after, figures);
      figures.put("steady traffic: events", traffic.stop());
    }
  }
}
