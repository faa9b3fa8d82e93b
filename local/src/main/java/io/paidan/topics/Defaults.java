package io.paidan.topics;

import io.paidan.Topics;
import io.paidan.kafka.KafkaAccessException;
import io.paidan.kafka.KafkaProperties;
import io.paidan.policy.DefaultPolicy;
import io.paidan.reference.DefaultReference;
import java.util.Properties;

/** Publishes what the project ships where nobody has published anything yet. */
public final class Defaults {
  private Defaults() {}

  /**
   * The default policy.
   *
   * @return whether it was written; false: the topic holds data already
   */
  public static boolean policy(String bootstrapServers)
      throws KafkaAccessException, InterruptedException {
    return policy(KafkaProperties.of(bootstrapServers));
  }

  /**
   * The same.
   *
   * @param client {@code bootstrap.servers} and what else a client needs
   */
  public static boolean policy(Properties client)
      throws KafkaAccessException, InterruptedException {
    String id = DefaultPolicy.load().versions().get(0).id();
    return TopicSeed.seed(client, Topics.POLICIES, id, DefaultPolicy.json());
  }

  /**
   * The reference data of the prefecture.
   *
   * @return whether it was written; false: the topic holds data already
   */
  public static boolean reference(String bootstrapServers)
      throws KafkaAccessException, InterruptedException {
    return reference(KafkaProperties.of(bootstrapServers));
  }

  /**
   * The same.
   *
   * @param client {@code bootstrap.servers} and what else a client needs
   */
  public static boolean reference(Properties client)
      throws KafkaAccessException, InterruptedException {
    String id = DefaultReference.load().prefecture().id();
    return TopicSeed.seed(client, Topics.REFERENCE, id, DefaultReference.json());
  }
}
