package io.paidan.bench.open;

import io.paidan.bench.Bench;
import io.paidan.bench.ChildJvm;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/** The JVM of one run of one experiment. */
final class ExperimentRun {
  private ExperimentRun() {}

  /** Argument: the file of the {@link ExperimentOrder}. */
  public static void main(String[] args) {
    ChildJvm.endWithParent();
    try {
      ExperimentOrder order = ExperimentOrder.read(Path.of(args[0]));
      ParseResult given =
          Bench.commandLine().parseArgs(order.arguments().toArray(String[]::new)).subcommand();
      ExperimentCommand experiment = (ExperimentCommand) given.commandSpec().userObject();
      experiment
          .measure(
              experiment.settings(
                  order.backend(), order.open(), order.bootstrapServers(), order.work()))
          .write(order.figures());
    } catch (Exception e) {
      ChildJvm.fail(e);
    }
    // Flink and Kafka may leave threads behind that are no daemons.
    System.exit(0);
  }
}
