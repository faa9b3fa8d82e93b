package io.paidan.flink.source;

import io.paidan.kafka.KafkaAccessException;
import io.paidan.kafka.TopicAccess;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All partitions of topics that must be there and may be read. What is missing is one clear error,
 * also of the topics that the job writes. When Kafka is away later, or a privilege is taken back,
 * the partitions that were known stay: a search for new ones is no reason to stop a job.
 */
public final class RequiredTopics implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RequiredTopics.class);

  private final TopicAccess access;
  private final Properties where;
  private transient Set<TopicPartition> known;

  /**
   * @param access what is read, and what else the job needs
   * @param client the reading consumer's properties
   */
  public RequiredTopics(TopicAccess access, Properties client) {
    this.access = access;
    this.where = where(client);
  }

  /** No more of them than that: they may hold a password, and this is part of the job graph. */
  private static Properties where(Properties client) {
    Properties where = new Properties();
    for (String name :
        Set.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
      if (client.getProperty(name) != null) {
        where.setProperty(name, client.getProperty(name));
      }
    }
    return where;
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    try {
      Map<String, TopicDescription> topics = access.require(admin, where);
      Set<TopicPartition> partitions = new HashSet<>();
      for (String topic : access.read()) {
        topics
            .get(topic)
            .partitions()
            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
      known = Set.copyOf(partitions);
      return known;
    } catch (KafkaAccessException e) {
      if (known == null || e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(e.getMessage(), e.getCause());
      }
      LOG.warn("{} Going on with the partitions that are known.", e.getMessage(), e.getCause());
      return known;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka for partitions.", e);
    }
  }
}
