package io.paidan.bench;

import io.paidan.Topics;
import io.paidan.flink.JobEnvironment.Backend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a stage works with in one pass over the input.
 *
 * @param pass names this pass, for topics and consumer groups of its own
 * @param topic holds the events: these and no others
 * @param events how many they are
 * @param documents how many documents a pass of the stages of the index reads
 * @param checkpointEvery zero: no checkpoints
 * @param rocksdbMemory what RocksDB may use beside the heap
 * @param index where documents are written to; null: nowhere
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
    BenchIndex index,
    Path folder,
    Meter meter) {

  /** Whether this is the pass that is measured, and not the warm-up before it. */
  boolean isMeasured() {
    return topic.equals(Topics.TICKET_EVENTS);
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
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings(backend));
  }

  /** A Flink in this JVM whose counters are found in {@link SinkCounters}. */
  StreamExecutionEnvironment countingFlink() {
    Configuration settings = settings(Backend.HEAP);
    SinkCounters.addTo(settings);
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
  }

  private Configuration settings(Backend backend) {
    return BenchFlink.configuration(backend, checkpointEvery, folder, rocksdbMemory);
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
