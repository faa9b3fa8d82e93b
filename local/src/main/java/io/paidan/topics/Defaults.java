package io.paidan.topics;

import io.paidan.Topics;
import io.paidan.policy.DefaultPolicy;
import io.paidan.reference.DefaultReference;

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
    String id = DefaultPolicy.load().versions().get(0).id();
    return TopicSeed.seed(bootstrapServers, Topics.POLICIES, id, DefaultPolicy.json());
  }

  /**
   * The reference data of the prefecture.
   *
   * @return whether it was written; false: the topic holds data already
   */
  public static boolean reference(String bootstrapServers)
      throws KafkaAccessException, InterruptedException {
    String id = DefaultReference.load().prefecture().id();
    return TopicSeed.seed(bootstrapServers, Topics.REFERENCE, id, DefaultReference.json());
  }
}
