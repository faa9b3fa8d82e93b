package io.paidan.flink.reference;

import io.paidan.core.reference.ReferenceKind;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.flink.types.Fields;
import io.paidan.flink.types.RecordSerializer;
import io.paidan.flink.types.RecordSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link ReferenceUse}: code of the kind (byte), id, district, ticket id, first event
 * (long), whether it is present (boolean).
 */
public final class ReferenceUseSerializer extends RecordSerializer<ReferenceUse> {
  static final ReferenceUseSerializer INSTANCE = new ReferenceUseSerializer();

  private static final long serialVersionUID = 1L;

  private ReferenceUseSerializer() {}

  @Override
  public void serialize(ReferenceUse use, DataOutputView out) throws IOException {
    out.writeByte(use.kind().code());
    Fields.writeText(use.id(), out);
    Fields.writeText(use.district(), out);
    Fields.writeText(use.ticketId(), out);
    out.writeLong(use.firstEventAt());
    out.writeBoolean(use.present());
  }

  @Override
  public ReferenceUse deserialize(DataInputView in) throws IOException {
    return new ReferenceUse(
        ReferenceKind.ofCode(in.readUnsignedByte()),
        Fields.readText(in),
        Fields.readText(in),
        Fields.readText(in),
        in.readLong(),
        in.readBoolean());
  }

  @Override
  public ReferenceUse createInstance() {
    return new ReferenceUse(ReferenceKind.DISTRICT, "", null, "", 0, false);
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<ReferenceUse> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of uses in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<ReferenceUse> {
    public Snapshot() {
      super("uses of reference data", 1, INSTANCE);
    }
  }
}
