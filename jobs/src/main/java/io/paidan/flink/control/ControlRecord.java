package io.paidan.flink.control;

import java.util.Arrays;
import java.util.Objects;

/**
 * One record of the policies', the reference data's, the reports' or the alerts' topic, as it was:
 * what it means is for the reader to say.
 *
 * @param key null when the record has none
 * @param value null: what was under the key is deleted
 * @param timestamp of the Kafka record, milliseconds since the epoch, UTC; {@link
 *     io.paidan.Instants#NONE} when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and changed by nobody
public record ControlRecord(
    Kind kind, String key, byte[] value, String topic, int partition, long offset, long timestamp) {

  /** Which of them it is. Serialized by {@link #code()}: never give a code to another. */
  public enum Kind {
    /** A policy, or one version of one (contract, section 2). */
    POLICY(1),
    /** Reference data (contract, section 2, "Reference data"). */
    REFERENCE(2),
    /** A report that was published (contract, section 3, "reports"). */
    REPORT(3),
    /** An alert that was told (contract, section 3, "alerts"). */
    ALERT(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No kind of control record has the code " + code + ".");
    }
  }

  public ControlRecord {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(topic, "topic");
  }

  public boolean isDeletion() {
    return value == null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ControlRecord that
        && kind == that.kind
        && Objects.equals(key, that.key)
        && Arrays.equals(value, that.value)
        && topic.equals(that.topic)
        && partition == that.partition
        && offset == that.offset
        && timestamp == that.timestamp;
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  @Override
  public String toString() {
    return kind + " " + key + " at " + topic + "/" + partition + "/" + offset;
  }
}
