package io.paidan.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Takes the figures of one pass: time, items, and the processor time that it cost. */
final class Meter {
  /**
   * What was done.
   *
   * @param items how many, in the stage's unit
   * @param time how long it took, from the job's start to its end
   * @param note what else came of it, for the table
   * @param end ends the job; no longer measured
   */
  record Work(long items, Duration time, String note, End end) {
    Work(long items, Duration time, String note) {
      this(items, time, note, () -> {});
    }
  }

  /** Ends a job. */
  interface End {
    void run() throws Exception;
  }

  private final List<ProcessHandle> servers;
  private Measurement measurement;

  /**
   * @param servers processes whose processor time is reported beside that of this JVM
   */
  Meter(List<ProcessHandle> servers) {
    this.servers = List.copyOf(servers);
  }

  /** Runs the work and takes its figures. */
  void measure(Callable<Work> body) throws Exception {
    Duration jvm = JvmTimes.cpu();
    Duration others = serversCpu();
    Duration gc = JvmTimes.gc();
    Work work = body.call();
    measurement =
        new Measurement(
            work.items(),
            work.time().toMillis() / 1e3,
            JvmTimes.cpu().minus(jvm).toMillis() / 1e3,
            serversCpu().minus(others).toMillis() / 1e3,
            JvmTimes.gc().minus(gc).toMillis() / 1e3,
            work.note());
    work.end().run();
  }

  Measurement measurement() {
    if (measurement == null) {
      throw new IllegalStateException("the stage measured nothing");
    }
    return measurement;
  }

  private Duration serversCpu() {
    return servers.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
