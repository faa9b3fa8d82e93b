package io.paidan.index.sink;

import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterRecords;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic of dead letters, acknowledged by all its replicas. Connects with the first one only:
 * most jobs never have any.
 */
final class KafkaRejectedDocuments implements RejectedDocuments {
  /** The task waits no longer than this for a broker that is away; then the job starts again. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MAX_RECORD_BYTES = 16 << 20;

  private final Properties kafka;
  private final String topic;
  private Producer<byte[], byte[]> producer;

  KafkaRejectedDocuments(Properties kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  @Override
  public CompletionStage<Void> take(DeadLetter letter) {
    return send(DeadLetterRecords.toRecord(topic, letter));
  }

  private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    producer()
        .send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.complete(null);
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    return acknowledged;
  }

  private Producer<byte[], byte[]> producer() {
    if (producer == null) {
      Properties properties = new Properties();
      properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
      properties.setProperty(
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_RECORD_BYTES));
      properties.setProperty(
          ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
      properties.putAll(kafka);
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }
}
