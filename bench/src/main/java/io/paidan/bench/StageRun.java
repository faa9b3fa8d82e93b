package io.paidan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** The JVM of one run of one stage: a warm-up pass, then the measured one. */
final class StageRun {
  /** The thread that waits for the bench to end. */
  static final String WATCH = "end-with-parent";

  private StageRun() {}

  /** Argument: the file of the {@link StageOrder}. */
  public static void main(String[] args) throws Exception {
    endWithParent();
    StageOrder order = StageOrder.read(Path.of(args[0]));
    try (Stage stage = Stages.named(order.stage())) {
      if (order.warmup() > 0) {
        stage.run(order.warmupPass());
      }
      // What the warm-up left on the heap is not the measured pass's to clear.
      System.gc();
      StageContext measured = order.measuredPass();
      if (order.recording() == null) {
        stage.run(measured);
      } else {
        record(stage, measured, order.recording());
      }
      measured.meter().measurement().write(order.result());
    }
    // Flink and Kafka may leave threads behind that are no daemons.
    System.exit(0);
  }

  private static void record(Stage stage, StageContext measured, Path file) throws Exception {
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.start();
      stage.run(measured);
      recording.stop();
      recording.dump(file);
    }
  }

  /** Standard input is a pipe from the bench: when that ends, however, so does this run. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                System.err.println("standard input: " + e);
              }
              Runtime.getRuntime().halt(1);
            },
            WATCH);
    watch.setDaemon(true);
    watch.start();
  }
}
