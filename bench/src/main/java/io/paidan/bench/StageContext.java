package io.paidan.bench;

import io.paidan.flink.JobEnvironment.Backend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a stage works with in one pass over the input.
 *
 * @param pass names this pass, for topics and consumer groups of its own
 * @param topic holds the events: these and no others
 * @param events how many they are
 * @param documents how many documents a pass of the index job reads
 * @param checkpointEvery zero: no checkpoints
 * @param rocksdbMemory what RocksDB may use beside the heap
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
    String rocksdbMemory,
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
        rocksdbMemory,
        folder,
        new Meter(List.of()));
  }

  /** Client properties. */
  Properties kafka() {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    return kafka;
  }

  /** A Flink in this JVM, with state on the heap. */
  StreamExecutionEnvironment flink() {
    return flink(Backend.HEAP);
  }

  /** A Flink in this JVM. */
  StreamExecutionEnvironment flink(Backend backend) {
    return StreamExecutionEnvironment.createLocalEnvironment(
        parallelism, BenchFlink.configuration(backend, checkpointEvery, folder, rocksdbMemory));
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
