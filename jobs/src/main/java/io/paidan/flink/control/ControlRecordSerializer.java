package io.paidan.flink.control;

import io.paidan.flink.control.ControlRecord.Kind;
import io.paidan.flink.types.Fields;
import io.paidan.flink.types.RecordSerializer;
import io.paidan.flink.types.RecordSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link ControlRecord}: code of the kind (byte), key, value, topic, partition (int),
 * offset and timestamp (long each).
 */
public final class ControlRecordSerializer extends RecordSerializer<ControlRecord> {
  static final ControlRecordSerializer INSTANCE = new ControlRecordSerializer();

  private static final long serialVersionUID = 1L;

  private ControlRecordSerializer() {}

  @Override
  public void serialize(ControlRecord r, DataOutputView out) throws IOException {
    out.writeByte(r.kind().code());
    Fields.writeText(r.key(), out);
    Fields.writeBytes(r.value(), out);
    Fields.writeText(r.topic(), out);
    out.writeInt(r.partition());
    out.writeLong(r.offset());
    out.writeLong(r.timestamp());
  }

  @Override
  public ControlRecord deserialize(DataInputView in) throws IOException {
    return new ControlRecord(
        Kind.ofCode(in.readUnsignedByte()),
        Fields.readText(in),
        Fields.readBytes(in),
        Fields.readText(in),
        in.readInt(),
        in.readLong(),
        in.readLong());
  }

  @Override
  public ControlRecord createInstance() {
    return new ControlRecord(Kind.POLICY, "", null, "", 0, 0, 0);
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<ControlRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of control records in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<ControlRecord> {
    public Snapshot() {
      super("control records", 1, INSTANCE);
    }
  }
}
