package io.paidan.bench;

import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a stage works with in one pass over the input.
 *
 * @param pass names this pass, for topics and consumer groups of its own
 * @param topic holds the events: these and no others
 * @param events how many they are
 * @param documents how many documents a pass of the index job reads
 * @param checkpointEvery zero: no checkpoints
 * @param folder for files of its own
 * @param meter takes the figures
 */
record StageContext(
    String pass,
    String bootstrapServers,
    String topic,
    long events,
    long documents,
    int parallelism,
    Duration checkpointEvery,
    Path folder,
    Meter meter) {

  /** The same with a meter whose figures nobody reads. */
  StageContext unmeasured() {
    return new StageContext(
        pass,
        bootstrapServers,
        topic,
        events,
        documents,
        parallelism,
        checkpointEvery,
        folder,
        new Meter(List.of()));
  }

  /** Client properties. */
  Properties kafka() {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    return kafka;
  }

  /** A Flink in this JVM with the jobs' own settings, but that a failure is the end. */
  StreamExecutionEnvironment flink() {
    Configuration configuration = JobEnvironment.configuration(Backend.HEAP, checkpointEvery);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    // The plain object of the baseline has no serializer of its own, and needs none in one chain.
    configuration.set(PipelineOptions.GENERIC_TYPES, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /**
   * Executes a bounded job under the meter, and checks that all events came to its end.
   *
   * @param sink counts them
   */
  void execute(StreamExecutionEnvironment flink, CountingSink<?> sink) throws Exception {
    meter.measure(
        () -> {
          JobExecutionResult result = flink.execute(pass);
          if (sink.count() != events) {
            throw new IllegalStateException(
                "%s: %d events came to the end, not %d".formatted(pass, sink.count(), events));
          }
          return new Meter.Work(sink.count(), Duration.ofMillis(result.getNetRuntime()), "");
        });
  }
}
