package io.paidan.kafka;

import java.util.Objects;

/**
 * Where a Kafka record stands.
 *
 * @param timestamp the record's, in milliseconds since the epoch; below 0: it has none
 */
public record RecordOrigin(String topic, int partition, long offset, long timestamp) {
  public RecordOrigin {
    Objects.requireNonNull(topic, "topic");
  }

  /** topic/partition/offset. */
  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
