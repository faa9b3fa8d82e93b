package io.paidan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** The JVM of one run of one stage: a warm-up pass, then the measured one. */
final class StageRun {
  /** The thread that waits for the bench to end. */
  static final String WATCH = "end-with-parent";

  private StageRun() {}

  /**
   * What a run is told.
   *
   * @param events of the measured pass, all partitions
   * @param warmup of the pass before it
   * @param broker the broker's process ids, comma-separated
   * @param result where the figures go
   * @param recording where a flight recording of the measured pass goes; empty: none
   */
  record Order(
      String stage,
      String bootstrapServers,
      int partitions,
      int parallelism,
      long events,
      long warmup,
      List<Long> broker,
      Path folder,
      Path result,
      String recording) {

    List<String> arguments() {
      return List.of(
          stage,
          bootstrapServers,
          Integer.toString(partitions),
          Integer.toString(parallelism),
          Long.toString(events),
          Long.toString(warmup),
          String.join(",", broker.stream().map(String::valueOf).toList()),
          folder.toString(),
          result.toString(),
          recording);
    }

    static Order parse(String[] a) {
      return new Order(
          a[0],
          a[1],
          Integer.parseInt(a[2]),
          Integer.parseInt(a[3]),
          Long.parseLong(a[4]),
          Long.parseLong(a[5]),
          Stream.of(a[6].split(",", -1)).map(Long::valueOf).toList(),
          Path.of(a[7]),
          Path.of(a[8]),
          a[9]);
    }

    StageContext context(String pass, long count) {
      List<Long> shares =
          LongStream.range(0, partitions)
              .map(p -> count / partitions + (p < count % partitions ? 1 : 0))
              .boxed()
              .toList();
      List<ProcessHandle> servers =
          broker.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
      return new StageContext(
          bootstrapServers, shares, parallelism, folder, pass, new Meter(servers));
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

  public static void main(String[] args) throws Exception {
    endWithParent();
    Order order = Order.parse(args);
    Stage stage = Stages.named(order.stage());
    if (order.warmup() > 0) {
      stage.run(order.context(order.stage() + "-warmup", order.warmup()));
    }
    // What the warm-up left on the heap is not the measured pass's to clear.
    System.gc();
    StageContext measured = order.context(order.stage() + "-measured", order.events());
    if (order.recording().isEmpty()) {
      stage.run(measured);
    } else {
      Configuration profile = Configuration.getConfiguration("profile");
      try (Recording recording = new Recording(profile)) {
        recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
        recording.start();
        stage.run(measured);
        recording.stop();
        recording.dump(Path.of(order.recording()));
      }
    }
    measured.meter().measurement().write(order.result());
    // Flink and Kafka may leave threads behind that are no daemons.
    System.exit(0);
  }
}
