package io.paidan.bench.open;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** An experiment with a job that runs as it does every day: checkpoints, and events coming in. */
abstract class LiveExperiment extends ExperimentCommand {
  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "events a second of the steady traffic (default: ${DEFAULT-VALUE})")
  int rate;

  @Option(
      names = "--checkpoint-interval-ms",
      defaultValue = "10000",
      description = "of the job (default: ${DEFAULT-VALUE})")
  long checkpointEvery;

  @Option(
      names = "--quiet-s",
      defaultValue = "5",
      description =
          "of steady traffic before anything else happens, and after it (default:"
              + " ${DEFAULT-VALUE})")
  int quiet;

  final long quietMillis() {
    return TimeUnit.SECONDS.toMillis(quiet);
  }

  @Override
  final List<Long> openUnlessTold() {
    return List.of(1_000_000L);
  }

  @Override
  final Duration checkpointEvery() {
    return Duration.ofMillis(checkpointEvery);
  }

  @Override
  final int rate() {
    return rate;
  }
}
