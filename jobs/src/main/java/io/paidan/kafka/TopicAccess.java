package io.paidan.kafka;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that somebody reads and writes, and the consumer group whose offsets he commits. Kafka
 * is asked for all of it before any of it is needed: else it would come to light with the first
 * alert that nobody may write alerts.
 *
 * @param read topics
 * @param written topics
 * @param group null: none
 */
public record TopicAccess(Set<String> read, Set<String> written, String group)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicAccess.class);

  public TopicAccess {
    read = Set.copyOf(read);
    written = Set.copyOf(written);
  }

  /** To read some topics, without a group. */
  public static TopicAccess reading(Collection<String> topics) {
    return new TopicAccess(Set.copyOf(topics), Set.of(), null);
  }

  /** The same, and more topics that are written. */
  public TopicAccess andWriting(Collection<String> topics) {
    Set<String> all = new TreeSet<>(written);
    all.addAll(topics);
    return new TopicAccess(read, all, group);
  }

  /** The same with a group; null: none. */
  public TopicAccess inGroup(String name) {
    return new TopicAccess(read, written, name);
  }

  /**
   * All of the topics, when all that is needed is there and allowed.
   *
   * @param client where the brokers are, and how they are spoken to
   * @throws KafkaAccessException with one line that names all that is missing
   */
  public Map<String, TopicDescription> require(Admin admin, Properties client)
      throws KafkaAccessException, InterruptedException {
    String servers = client.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    Set<String> topics = new TreeSet<>(read);
    topics.addAll(written);
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin
            .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    Map<String, TopicDescription> found = new HashMap<>();
    Set<String> missing = new TreeSet<>();
    for (String topic : topics) {
      try {
        TopicDescription description =
            KafkaAccess.awaitFirst(
                asked.get(topic), "look up topic " + topic + " in Kafka at " + servers, client);
        found.put(topic, description);
        missing.addAll(missing(topic, description.authorizedOperations()));
      } catch (KafkaAccessException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          throw new KafkaAccessException(
              "Kafka at "
                  + servers
                  + " has no topic "
                  + topic
                  + ". Create Paidan's topics with: ./paidan init --bootstrap-servers "
                  + servers,
              e.getCause());
        }
        if (!(e.getCause() instanceof TopicAuthorizationException)) {
          throw e;
        }
        missing.addAll(missing(topic, Set.of()));
      }
    }
    if (group != null && !mayCommit(admin)) {
      missing.add("read group " + group);
    }
    if (!missing.isEmpty()) {
      throw new KafkaAccessException(
          "The user has no privilege in Kafka at "
              + servers
              + " to "
              + String.join(", to ", missing)
              + ". Give it with deploy/kafka/acls, or name another user with --kafka-properties.",
          null);
    }
    return found;
  }

  /** Null: a broker that does not tell, from before Kafka 2.3. */
  private Set<String> missing(String topic, Set<AclOperation> allowed) {
    Set<String> missing = new TreeSet<>();
    if (allowed != null && read.contains(topic) && !allowed.contains(AclOperation.READ)) {
      missing.add("read topic " + topic);
    }
    if (allowed != null && written.contains(topic) && !allowed.contains(AclOperation.WRITE)) {
      missing.add("write topic " + topic);
    }
    return missing;
  }

  /** Kafka says so also of a group that is not there yet. */
  private boolean mayCommit(Admin admin) throws InterruptedException {
    try {
      ConsumerGroupDescription description =
          KafkaAccess.await(
              admin
                  .describeConsumerGroups(
                      List.of(group),
                      new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                  .describedGroups()
                  .get(group),
              "look up group " + group);
      return description.authorizedOperations() == null
          || description.authorizedOperations().contains(AclOperation.READ);
    } catch (KafkaAccessException e) {
      LOG.debug("Nothing is known of group {}", group, e);
      return !(e.getCause() instanceof GroupAuthorizationException);
    }
  }
}
