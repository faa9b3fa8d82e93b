package io.paidan.topics;

import io.paidan.kafka.KafkaAccess;
import io.paidan.kafka.KafkaAccessException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the topics of the contract (section 3, "Topics") where they are missing, and says where
 * those that exist differ. It never changes a topic that is there: partitions and retention of a
 * running system are the operator's.
 */
public final class TopicSetup {
  /** The largest record that {@code paidan.ticket-events} takes, in bytes. */
  public static final int MAX_RECORD_BYTES = TopicSpec.MAX_RECORD_BYTES;

  /** The largest record that {@code paidan.dead-letters} takes, in bytes, headers included. */
  public static final int MAX_DEAD_LETTER_BYTES = TopicSpec.MAX_DEAD_LETTER_BYTES;

  private static final int MOST_REPLICAS = 3;
  private static final long VISIBLE_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private TopicSetup() {}

  /**
   * How topics are made that are not there yet.
   *
   * @param partitions of events, documents and alerts; over 0
   * @param replication copies of each; 0: three, or as many as there are brokers
   */
  public record Options(int partitions, int replication) {
    /** Four partitions, as many copies as brokers, at most three. */
    public static final Options DEFAULT = new Options(4, 0);
  }

  /**
   * A topic that is there and not as it should be.
   *
   * @param required whether figures or deliveries go wrong by it; else it may be meant so
   */
  public record Difference(
      String topic, String setting, String is, String shouldBe, boolean required) {
    @Override
    public String toString() {
      return topic + ": " + setting + " is " + is + ", should be " + shouldBe;
    }
  }

  /** What was made, what was there, and what of that differs; names sorted. */
  public record Report(List<String> created, List<String> present, List<Difference> differences) {}

  /**
   * Makes what is missing and returns when every topic has its leaders. Safe to repeat, also by two
   * at once.
   *
   * @throws KafkaAccessException when Kafka cannot be reached or refuses
   */
  public static Report ensure(Admin admin, Options options)
      throws KafkaAccessException, InterruptedException {
    Set<String> existing = KafkaAccess.await(admin.listTopics().names(), "list the topics");
    int replication = replication(admin, options);
    Map<String, NewTopic> missing = new HashMap<>();
    List<TopicSpec> present = new ArrayList<>();
    for (TopicSpec spec : TopicSpec.ALL) {
      if (existing.contains(spec.name())) {
        present.add(spec);
      } else {
        missing.put(spec.name(), newTopic(spec, options, replication));
      }
    }
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(missing.values()).values();
    Set<String> created = new TreeSet<>();
    for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
      try {
        KafkaAccess.await(answer.getValue(), "create topic " + answer.getKey());
        created.add(answer.getKey());
      } catch (KafkaAccessException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        TopicSpec.ALL.stream()
            .filter(spec -> spec.name().equals(answer.getKey()))
            .forEach(present::add);
      }
    }
    awaitLeaders(admin);
    return new Report(
        List.copyOf(created),
        present.stream().map(TopicSpec::name).sorted().toList(),
        differences(admin, present));
  }

  private static int replication(Admin admin, Options options)
      throws KafkaAccessException, InterruptedException {
    if (options.replication() > 0) {
      return options.replication();
    }
    int brokers = KafkaAccess.await(admin.describeCluster().nodes(), "count the brokers").size();
    return Math.min(MOST_REPLICAS, brokers);
  }

  private static NewTopic newTopic(TopicSpec spec, Options options, int replication) {
    Map<String, String> configs = new HashMap<>();
    spec.settings().forEach(setting -> configs.put(setting.name(), setting.value()));
    if (replication >= MOST_REPLICAS) {
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replication - 1));
    }
    return new NewTopic(spec.name(), spec.single() ? 1 : options.partitions(), (short) replication)
        .configs(configs);
  }

  /** A topic just made is not known to every broker at once. */
  private static void awaitLeaders(Admin admin) throws KafkaAccessException, InterruptedException {
    List<String> names = TopicSpec.ALL.stream().map(TopicSpec::name).toList();
    long deadline = System.nanoTime() + VISIBLE_WITHIN_NANOS;
    while (!haveLeaders(admin, names)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaAccessException(
            "the topics were made, but not all have a leader; check the brokers' logs", null);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean haveLeaders(Admin admin, List<String> names)
      throws KafkaAccessException, InterruptedException {
    try {
      for (TopicDescription topic :
          KafkaAccess.await(admin.describeTopics(names).allTopicNames(), "describe the topics")
              .values()) {
        if (topic.partitions().stream().anyMatch(partition -> partition.leader() == null)) {
          return false;
        }
      }
      return true;
    } catch (KafkaAccessException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static List<Difference> differences(Admin admin, List<TopicSpec> present)
      throws KafkaAccessException, InterruptedException {
    Map<ConfigResource, TopicSpec> resources = new HashMap<>();
    for (TopicSpec spec : present) {
      resources.put(new ConfigResource(ConfigResource.Type.TOPIC, spec.name()), spec);
    }
    Map<ConfigResource, Config> configs =
        KafkaAccess.await(
            admin.describeConfigs(resources.keySet()).all(), "read the topics' settings");
    List<Difference> differences = new ArrayList<>();
    for (TopicSpec spec : present) {
      Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, spec.name()));
      for (TopicSpec.Setting setting : spec.settings()) {
        ConfigEntry entry = config.get(setting.name());
        String is = entry == null ? "not set" : entry.value();
        if (!setting.value().equals(is)) {
          differences.add(
              new Difference(spec.name(), setting.name(), is, setting.value(), setting.required()));
        }
      }
    }
    return List.copyOf(differences);
  }
}
