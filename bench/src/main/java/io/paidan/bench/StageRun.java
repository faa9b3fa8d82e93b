package io.paidan.bench;

import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** The JVM of one run of one stage: a warm-up pass, then the measured one. */
final class StageRun {
  private StageRun() {}

  /** Argument: the file of the {@link StageOrder}. */
  public static void main(String[] args) throws Exception {
    ChildJvm.endWithParent();
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
}
