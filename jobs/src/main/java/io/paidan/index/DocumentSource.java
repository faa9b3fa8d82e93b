package io.paidan.index;

import io.paidan.flink.source.KafkaReading;
import io.paidan.flink.source.RequiredTopics;
import io.paidan.kafka.TopicAccess;
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
   * @param written topics that the job writes: it does not begin when it may not
   * @param group consumer group under which offsets are committed, for people to look at
   */
  public static KafkaSource<IndexRecord> of(
      Properties kafka, String topic, List<String> written, String group) {
    Properties properties = KafkaReading.properties(kafka, group);
    TopicAccess access =
        access(topic, written).inGroup(properties.getProperty(ConsumerConfig.GROUP_ID_CONFIG));
    return builder(properties, access).setStartingOffsets(OffsetsInitializer.earliest()).build();
  }

  /**
   * The same, of a stretch of the topic; no offsets are committed.
   *
   * @param from the first offset of each partition
   * @param to behind the last one
   */
  public static KafkaSource<IndexRecord> between(
      Properties kafka,
      String topic,
      List<String> written,
      String group,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to) {
    return builder(KafkaReading.properties(kafka, group), access(topic, written))
        .setStartingOffsets(OffsetsInitializer.offsets(from))
        .setBounded(OffsetsInitializer.offsets(to))
        .build();
  }

  private static TopicAccess access(String topic, List<String> written) {
    return TopicAccess.reading(List.of(topic)).andWriting(written);
  }

  private static KafkaSourceBuilder<IndexRecord> builder(
      Properties properties, TopicAccess access) {
    return KafkaSource.<IndexRecord>builder()
        .setProperties(properties)
        .setKafkaSubscriber(new RequiredTopics(access, properties))
        .setDeserializer(new IndexRecordDeserializer());
  }
}
