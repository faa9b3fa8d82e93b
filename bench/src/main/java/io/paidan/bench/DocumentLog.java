package io.paidan.bench;

import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.KafkaReading;
import io.paidan.index.DocumentSource;
import io.paidan.index.IndexRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A stretch of a topic of documents.
 *
 * @param from the first offset of each partition
 * @param to behind the last one
 */
record DocumentLog(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
  /** Makes the documents: no stage of the table. */
  static final Stage FILL =
      new AnalyticsStage("documents", "fills the documents topic", Backend.HEAP, true, true);

  /** The name of the pass that makes them. */
  static final String FILL_PASS = "fill";

  static final String TOPIC =
      AnalyticsStage.DOCUMENTS_PREFIX + FILL.name() + "-" + FILL_PASS + "-measured";

  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * What all stages of the index read in one pass: of the documents that the analytics job made of
   * the run's events, once, before any stage. The measured pass has the first ones of each
   * partition, the warm-up those from the middle on.
   */
  static DocumentLog of(StageContext context) throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> to = new HashMap<>();
    long each = context.documents() / context.parallelism();
    try (BenchTopics topics = new BenchTopics(context.bootstrapServers())) {
      topics
          .ends(TOPIC)
          .forEach(
              (partition, end) -> {
                long half = end / 2;
                long start = context.isMeasured() ? 0 : half;
                from.put(partition, start);
                to.put(partition, start + Math.min(each, half));
              });
    }
    return new DocumentLog(from, to);
  }

  long count() {
    return to.entrySet().stream().mapToLong(end -> end.getValue() - from.get(end.getKey())).sum();
  }

  /** As the index job reads them. */
  KafkaSource<IndexRecord> source(StageContext context) {
    String topic = from.keySet().iterator().next().topic();
    return DocumentSource.between(
        context.kafka(), topic, List.of(), "bench-" + context.pass(), from, to);
  }

  /** Reads them with a plain consumer, partitions as they come. */
  void read(StageContext context, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            KafkaReading.properties(context.kafka(), "bench-" + context.pass()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      long left = count();
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
            each.accept(record);
            left--;
          }
        }
      }
    }
  }
}
