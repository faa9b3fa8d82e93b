package io.paidan.index.rebuild;

import io.paidan.kafka.KafkaAccess;
import io.paidan.kafka.KafkaAccessException;
import io.paidan.kafka.TopicAccess;
import java.io.Closeable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Where the documents topic begins and ends. */
final class DocumentOffsets implements Closeable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Admin admin;
  private final String topic;
  private final Properties kafka;

  /**
   * @param kafka {@code bootstrap.servers} and what else a client needs
   */
  DocumentOffsets(Properties kafka, String topic) throws RebuildException {
    this.kafka = kafka;
    this.topic = topic;
    try {
      this.admin = KafkaAccess.connect(kafka);
    } catch (KafkaAccessException e) {
      throw new RebuildException(e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The first offset kept of each partition. */
  Map<TopicPartition, Long> starts() throws RebuildException {
    return offsets(OffsetSpec.earliest());
  }

  /** Behind the last committed record of each partition. */
  Map<TopicPartition, Long> ends() throws RebuildException {
    return offsets(OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec which) throws RebuildException {
    try {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (TopicPartitionInfo partition :
          TopicAccess.reading(List.of(topic)).require(admin, kafka).get(topic).partitions()) {
        asked.put(new TopicPartition(topic, partition.partition()), which);
      }
      Map<TopicPartition, Long> offsets = new HashMap<>();
      KafkaAccess.await(
              admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all(),
              "see where " + topic + " begins and ends")
          .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
      return offsets;
    } catch (KafkaAccessException e) {
      throw new RebuildException(e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RebuildException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RebuildException("Interrupted while asking Kafka where " + topic + " ends.", e);
  }

  @Override
  public void close() {
    admin.close(CLOSE);
  }
}
