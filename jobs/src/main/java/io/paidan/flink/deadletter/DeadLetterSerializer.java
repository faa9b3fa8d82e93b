package io.paidan.flink.deadletter;

import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import io.paidan.flink.types.Fields;
import io.paidan.flink.types.RecordSerializer;
import io.paidan.flink.types.RecordSerializerSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link DeadLetter}: name of the reason, detail, topic, partition (int), offset,
 * timestamp, read-at (long each), key, value, headers.
 */
public final class DeadLetterSerializer extends RecordSerializer<DeadLetter> {
  static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

  private static final long serialVersionUID = 1L;

  private DeadLetterSerializer() {}

  @Override
  public void serialize(DeadLetter d, DataOutputView out) throws IOException {
    Fields.writeText(d.reason().name(), out);
    Fields.writeText(d.detail(), out);
    Fields.writeText(d.origin().topic(), out);
    out.writeInt(d.origin().partition());
    out.writeLong(d.origin().offset());
    out.writeLong(d.origin().timestamp());
    out.writeLong(d.origin().readAt());
    Fields.writeBytes(d.key(), out);
    Fields.writeBytes(d.value(), out);
    RecordHeader.write(d.headers(), out);
  }

  @Override
  public DeadLetter deserialize(DataInputView in) throws IOException {
    Malformed why = new Malformed(Reason.valueOf(Fields.readText(in)), Fields.readText(in));
    Origin origin =
        new Origin(Fields.readText(in), in.readInt(), in.readLong(), in.readLong(), in.readLong());
    byte[] key = Fields.readBytes(in);
    byte[] value = Fields.readBytes(in);
    return new DeadLetter(why, origin, key, value, RecordHeader.read(in));
  }

  @Override
  public DeadLetter createInstance() {
    return new DeadLetter(
        new Malformed(Reason.EMPTY, ""), new Origin("", 0, 0, 0, 0), null, null, List.of());
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of dead letters in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<DeadLetter> {
    public Snapshot() {
      super("dead letters", 1, INSTANCE);
    }
  }
}
