package io.paidan.index.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterDocuments;
import io.paidan.flink.deadletter.DeadLetterRecords;
import io.paidan.kafka.DocumentRecords;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic of dead letters, and beside it the document that shows it in the index; both
 * acknowledged by all replicas. Connects with the first one only: most jobs never have any.
 */
final class KafkaRejectedDocuments implements RejectedDocuments {
  /** The task waits no longer than this for a broker that is away; then the job starts again. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MAX_RECORD_BYTES = 16 << 20;

  private final Properties kafka;
  private final String deadLettersTopic;
  private final String documentsTopic;
  private Producer<byte[], byte[]> producer;

  KafkaRejectedDocuments(Properties kafka, String deadLettersTopic, String documentsTopic) {
    this.kafka = kafka;
    this.deadLettersTopic = deadLettersTopic;
    this.documentsTopic = documentsTopic;
  }

  @Override
  public CompletionStage<Void> take(DeadLetter letter) {
    CompletableFuture<Void> kept = send(DeadLetterRecords.toRecord(deadLettersTopic, letter));
    if (isAboutADeadLetter(letter)) {
      // If the index takes no documents about dead letters, one more about this one ends nowhere.
      return kept;
    }
    Document shown = DeadLetterDocuments.of(letter, System.currentTimeMillis());
    return kept.thenCombine(
        send(DocumentRecords.toRecord(documentsTopic, shown)), (letterKept, documentSent) -> null);
  }

  private static boolean isAboutADeadLetter(DeadLetter letter) {
    byte[] alias = Alias.DEAD_LETTERS.alias().getBytes(UTF_8);
    return letter.headers().stream()
        .anyMatch(h -> h.name().equals(DocumentRecords.ALIAS) && Arrays.equals(h.value(), alias));
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
