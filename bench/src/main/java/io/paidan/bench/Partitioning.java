package io.paidan.bench;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where Kafka puts a record. */
public final class Partitioning {
  private Partitioning() {}

  /** The partition that a key falls into, by Kafka's own hash. */
  public static int ofKey(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
