package io.paidan.flink.source;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All partitions of topics that must be there. A topic that is not there is one clear error. When
 * Kafka is away, the partitions that were known stay: a search for new ones is no reason to stop a
 * job.
 */
public final class RequiredTopics implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RequiredTopics.class);

  private final List<String> topics;
  private final String servers;
  private transient Set<TopicPartition> known;

  /**
   * @param servers where Kafka is, for the error that says so
   */
  public RequiredTopics(List<String> topics, String servers) {
    this.topics = List.copyOf(topics);
    this.servers = servers;
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    Set<TopicPartition> partitions = new HashSet<>();
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(topics).topicNameValues();
    for (String topic : topics) {
      try {
        asked
            .get(topic)
            .get()
            .partitions()
            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          throw new IllegalStateException(
              "Kafka at "
                  + servers
                  + " has no topic "
                  + topic
                  + ". Create Paidan's topics with: ./paidan init --bootstrap-servers "
                  + servers,
              e.getCause());
        }
        if (e.getCause() instanceof RetriableException && known != null) {
          LOG.warn(
              "Kafka at {} does not say which partitions {} has; going on with those known.",
              servers,
              topic,
              e.getCause());
          return known;
        }
        throw new IllegalStateException(
            "Kafka at " + servers + " does not say which partitions " + topic + " has.",
            e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while asking Kafka for partitions.", e);
      }
    }
    known = Set.copyOf(partitions);
    return known;
  }
}
