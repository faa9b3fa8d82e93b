package io.paidan.bench;

import io.paidan.kafka.KafkaAccessException;
import io.paidan.topics.Defaults;
import io.paidan.topics.TopicSetup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** The topics of a bench. */
public final class BenchTopics implements AutoCloseable {
  private final String bootstrapServers;
  private final Admin admin;

  public BenchTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** The topics of the contract, with the default policy and reference data in them. */
  void createAll(int partitions) throws KafkaAccessException, InterruptedException {
    TopicSetup.ensure(admin, new TopicSetup.Options(partitions, 1));
    Defaults.policy(bootstrapServers);
    Defaults.reference(bootstrapServers);
  }

  /**
   * Makes a topic. It keeps all records, so that a count of records is one of offsets; and the
   * broker's clock stamps them, as it does events.
   */
  public void create(String topic, int partitions) throws InterruptedException, ExecutionException {
    NewTopic made = new NewTopic(topic, partitions, (short) 1);
    made.configs(Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete"));
    admin.createTopics(List.of(made)).all().get();
  }

  /** The topics whose names begin so, sorted. */
  List<String> named(String prefix) throws InterruptedException, ExecutionException {
    return admin.listTopics().names().get().stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  /** How many records the topic holds. */
  public long records(String topic) {
    try {
      return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot ask Kafka for the end of " + topic, e);
    }
  }

  /** The end of every partition. */
  public Map<TopicPartition, Long> ends(String topic)
      throws InterruptedException, ExecutionException {
    TopicDescription description =
        admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic);
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    description
        .partitions()
        .forEach(p -> asked.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
    Map<TopicPartition, Long> ends =
        new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin.listOffsets(asked).all().get().entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  @Override
  public void close() {
    admin.close();
  }
}
