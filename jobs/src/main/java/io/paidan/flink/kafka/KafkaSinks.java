package io.paidan.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Document;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterRecords;
import io.paidan.kafka.DocumentRecords;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the analytics job writes to Kafka: at least once, visible within milliseconds and not at the
 * next checkpoint. Ids and revisions make a repeat harmless.
 */
public final class KafkaSinks {
  /** The largest record that is sent, in bytes. The topics must take as much. */
  public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

  /**
   * Room for the largest record, and little more: in a storm of a million deadlines whatever is
   * buffered here stands before the next event's document.
   */
  private static final int BUFFER_BYTES = MAX_RECORD_BYTES + 2 * 1024 * 1024;

  /** How long a broker may be away before the job starts again from its checkpoint. */
  private static final String PATIENCE_MS = "300000";

  private KafkaSinks() {}

  /** Documents of all aliases, as {@link DocumentRecords} says. */
  public static KafkaSink<Document> documents(Properties kafka, String topic) {
    return sink(kafka, (document, context, timestamp) -> DocumentRecords.toRecord(topic, document));
  }

  /** Alerts: key = {@code _id}, value = the document (contract, section 3, "alerts"). */
  public static KafkaSink<Document> alerts(Properties kafka, String topic) {
    return plain(kafka, topic);
  }

  /** Published reports: key = {@code _id}, value = the document. */
  public static KafkaSink<Document> reports(Properties kafka, String topic) {
    return plain(kafka, topic);
  }

  private static KafkaSink<Document> plain(Properties kafka, String topic) {
    return sink(
        kafka,
        (document, context, timestamp) ->
            new ProducerRecord<>(
                topic, null, null, document.id().getBytes(UTF_8), document.body()));
  }

  /** Dead letters, as {@link DeadLetterRecords} says. */
  public static KafkaSink<DeadLetter> deadLetters(Properties kafka, String topic) {
    return sink(kafka, new DeadLetterRecords(topic));
  }

  private static <T> KafkaSink<T> sink(
      Properties kafka, KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(properties(kafka))
        .setRecordSerializer(serializer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /**
   * Producer properties: all replicas, a record waits for company 5 ms at most, large compressed
   * batches under load. What {@code kafka} says goes before.
   */
  static Properties properties(Properties kafka) {
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024));
    properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_RECORD_BYTES));
    properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER_BYTES));
    properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    properties.setProperty(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, "500");
    properties.setProperty(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    for (String name : kafka.stringPropertyNames()) {
      properties.setProperty(name, kafka.getProperty(name));
    }
    return properties;
  }
}
