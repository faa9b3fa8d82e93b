package io.paidan.bench.open;

import io.paidan.bench.relay.RelayPath.Told;
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
  @Option(
      names = "--alerts",
      defaultValue = "1000",
      description = "each way (default: ${DEFAULT-VALUE})")
  int alerts;

  @Override
  int most() {
    return alerts;
  }

  @Override
  Told told() {
    return Told.ALL;
  }

  @Override
  void measure(RunSettings run, RunTopics topics, AlertWindows windows, Figures figures)
      throws Exception {
    windows.measure("silent", 0, alerts, figures);
    try (SteadyTraffic traffic = SteadyTraffic.start(run, topics.events())) {
      Thread.sleep(quietMillis());
      windows.measure("steady traffic", 1, alerts, figures);
      figures.put("steady traffic: events", traffic.stop());
    }
  }
}
