package io.paidan.bench.open;

import io.paidan.bench.relay.RelayPath;
import io.paidan.bench.relay.RelayPath.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A live experiment that follows alerts through a relay to Alertmanager, where there is one. */
abstract class RelayedExperiment extends LiveExperiment {
  /** Where Debian has it. */
  static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");

  @Option(
      names = "--alertmanager",
      description =
          "the program; where it is not there, alerts are followed to their topic alone (default:"
              + " ${DEFAULT-VALUE})")
  Path alertmanager = ALERTMANAGER;

  @Option(
      names = "--lead-s",
      description =
          "from sending the dispatches to the first threshold (default: 15; 40 in a burst)")
  Integer lead;

  @Override
  final String remark() {
    return isRelayed()
        ? "Alerts are followed to Alertmanager, " + alertmanager
        : "No "
            + alertmanager
            + ": alerts are followed to their topic alone; install"
            + " prometheus-alertmanager for more";
  }

  final boolean isRelayed() {
    return Files.isExecutable(alertmanager);
  }

  /** Null where there is no Alertmanager. */
  final RelayPath startRelay(RunSettings run, Told told) throws Exception {
    return isRelayed()
        ? RelayPath.start(alertmanager, told, run.bootstrapServers(), run.folder().resolve("relay"))
        : null;
  }
}
