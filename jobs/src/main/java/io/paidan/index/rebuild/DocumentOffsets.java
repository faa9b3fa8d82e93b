package io.paidan.index.rebuild;

import java.io.Closeable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Where the documents topic begins and ends. */
final class DocumentOffsets implements Closeable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Admin admin;
  private final String servers;
  private final String topic;

  /**
   * @param kafka {@code bootstrap.servers} and what else a client needs
   */
  DocumentOffsets(Properties kafka, String topic) throws RebuildException {
    this.servers = kafka.getProperty("bootstrap.servers");
    this.topic = topic;
    try {
      this.admin = Admin.create(kafka);
    } catch (KafkaException e) {
      throw failure(e);
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
          admin
              .describeTopics(java.util.List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()) {
        asked.put(new TopicPartition(topic, partition.partition()), which);
      }
      Map<TopicPartition, Long> offsets = new HashMap<>();
      admin
          .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }

  private RebuildException failure(Throwable cause) {
    return new RebuildException(
        "Kafka at "
            + servers
            + " does not say where "
            + topic
            + " ends ("
            + cause.getMessage()
            + "). Start it, or correct --bootstrap-servers.",
        cause);
  }

  @Override
  public void close() {
    admin.close(CLOSE);
  }
}
