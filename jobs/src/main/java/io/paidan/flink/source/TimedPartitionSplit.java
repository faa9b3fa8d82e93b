package io.paidan.flink.source;

import io.paidan.Instants;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A partition with the latest event time before its offset, so that a restart on a topic to which
 * nobody writes does not forget how late it was.
 */
final class TimedPartitionSplit extends KafkaPartitionSplit {
  private final long maxEventTime;

  TimedPartitionSplit(KafkaPartitionSplit split, long maxEventTime) {
    super(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.maxEventTime = maxEventTime;
  }

  /** Milliseconds since the epoch, UTC. */
  long maxEventTime() {
    return maxEventTime;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimedPartitionSplit that
        && super.equals(other)
        && maxEventTime == that.maxEventTime;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(maxEventTime);
  }

  /**
   * Format 1: latest event time (long, {@link Instants#NONE}: not known), version (int), length
   * (int) and bytes of the connector's own split format. The connector's format 0 is read too.
   */
  static final class Serializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    private static final int FORMAT = 1;
    private static final int CONNECTORS_OWN = 0;

    private final SimpleVersionedSerializer<KafkaPartitionSplit> connectors;

    Serializer(SimpleVersionedSerializer<KafkaPartitionSplit> connectors) {
      this.connectors = connectors;
    }

    @Override
    public int getVersion() {
      return FORMAT;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
      byte[] bytes = connectors.serialize(split);
      ByteArrayOutputStream buffer = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(buffer);
      out.writeLong(
          split instanceof TimedPartitionSplit timed ? timed.maxEventTime : Instants.NONE);
      out.writeInt(connectors.getVersion());
      out.writeInt(bytes.length);
      out.write(bytes);
      return buffer.toByteArray();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
      if (version == CONNECTORS_OWN) {
        return connectors.deserialize(version, serialized);
      }
      if (version != FORMAT) {
        throw new IOException(
            "The state holds Kafka partitions in format "
                + version
                + "; this build reads up to format "
                + FORMAT
                + ". Start it with the build that wrote the state, or a newer one.");
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      long maxEventTime = in.readLong();
      int connectorsVersion = in.readInt();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      KafkaPartitionSplit split = connectors.deserialize(connectorsVersion, bytes);
      return maxEventTime == Instants.NONE ? split : new TimedPartitionSplit(split, maxEventTime);
    }
  }
}
