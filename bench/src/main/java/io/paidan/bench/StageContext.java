package io.paidan.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a stage works with in one pass over the input.
 *
 * @param bootstrapServers the broker
 * @param eventsPerPartition how far this pass reads, the same in every partition
 * @param parallelism of the job
 * @param folder for files of its own
 * @param pass names this pass, for topics and indices of its own
 * @param meter takes the figures
 */
record StageContext(
    String bootstrapServers,
    List<Long> eventsPerPartition,
    int parallelism,
    Path folder,
    String pass,
    Meter meter) {

  /** The number of events that this pass reads. */
  long events() {
    return eventsPerPartition.stream().mapToLong(Long::longValue).sum();
  }

  /** A Flink of its own in this JVM, with records handed on without copies. */
  StreamExecutionEnvironment flink() {
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
    flink.getConfig().enableObjectReuse();
    return flink;
  }

  /**
   * Executes the job under the meter, and checks that all events came through.
   *
   * @param sink counts what comes to the job's end
   */
  void execute(StreamExecutionEnvironment flink, CountingSink<?> sink) throws Exception {
    meter.measure(
        () -> {
          JobExecutionResult result = flink.execute(pass);
          long count = sink.count();
          if (count != events()) {
            throw new IllegalStateException(
                "%s: %d events came to the end, not %d".formatted(pass, count, events()));
          }
          return new Meter.Work(count, Duration.ofMillis(result.getNetRuntime()));
        });
  }

  /** What the meter measures. */
  interface Body extends Callable<Meter.Work> {}
}
