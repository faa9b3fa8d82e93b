package io.paidan.index;

import io.paidan.flink.source.KafkaReading;
import io.paidan.flink.source.RequiredTopics;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * The documents, from the first one kept. A job without state begins at the beginning and not at
 * the group's offsets: what was read but not yet indexed is in the state alone. What the index has
 * already is a conflict, and costs no write.
 */
public final class DocumentSource {
  private DocumentSource() {}

  /**
   * Records of the topic of documents.
   *
   * @param kafka {@code bootstrap.servers} and what else a client needs, for example security
   * @param group consumer group under which offsets are committed, for people to look at
   */
  public static KafkaSource<IndexRecord> of(Properties kafka, String topic, String group) {
    return builder(kafka, topic, group).setStartingOffsets(OffsetsInitializer.earliest()).build();
  }

  /**
   * The same, of a stretch of the topic.
   *
   * @param from the first offset of each partition
   * @param to behind the last one
   */
  public static KafkaSource<IndexRecord> between(
      Properties kafka,
      String topic,
      String group,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to) {
    return builder(kafka, topic, group)
        .setStartingOffsets(OffsetsInitializer.offsets(from))
        .setBounded(OffsetsInitializer.offsets(to))
        .build();
  }

  private static KafkaSourceBuilder<IndexRecord> builder(
      Properties kafka, String topic, String group) {
    Properties properties = KafkaReading.properties(kafka, group);
    return KafkaSource.<IndexRecord>builder()
        .setProperties(properties)
        .setKafkaSubscriber(
            new RequiredTopics(
                List.of(topic), properties.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)))
        .setDeserializer(new IndexRecordDeserializer());
  }
}
