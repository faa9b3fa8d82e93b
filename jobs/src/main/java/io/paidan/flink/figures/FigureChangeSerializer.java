package io.paidan.flink.figures;

import io.paidan.core.figures.Causes;
import io.paidan.core.figures.Cell;
import io.paidan.core.figures.CellKey;
import io.paidan.core.figures.CellKind;
import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import io.paidan.flink.types.Fields;
import io.paidan.flink.types.RecordSerializer;
import io.paidan.flink.types.RecordSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link FigureChange}: code of the kind (byte), department, district, day (int), the
 * packed cell, the packed causes or null, those for areas or null.
 */
public final class FigureChangeSerializer extends RecordSerializer<FigureChange> {
  static final FigureChangeSerializer INSTANCE = new FigureChangeSerializer();

  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 128;

  private FigureChangeSerializer() {}

  @Override
  public void serialize(FigureChange change, DataOutputView out) throws IOException {
    CellKey key = change.key();
    out.writeByte(key.kind().code());
    Fields.writeText(key.department(), out);
    Fields.writeText(key.district(), out);
    out.writeInt(key.day());
    PackedWriter cell = new PackedWriter(new byte[BUFFER_BYTES]);
    change.cell().pack(cell);
    Fields.writeBytes(cell.bytes(), out);
    Fields.writeBytes(pack(change.causes()), out);
    Fields.writeBytes(pack(change.areaCauses()), out);
  }

  @Override
  public FigureChange deserialize(DataInputView in) throws IOException {
    CellKind kind = CellKind.ofCode(in.readUnsignedByte());
    CellKey key = new CellKey(kind, Fields.readText(in), Fields.readText(in), in.readInt());
    Cell cell = Cell.unpack(new PackedReader(Fields.readBytes(in)));
    return new FigureChange(key, cell, unpack(Fields.readBytes(in)), unpack(Fields.readBytes(in)));
  }

  private static byte[] pack(Causes causes) {
    return causes == null ? null : causes.pack();
  }

  private static Causes unpack(byte[] packed) {
    return packed == null ? null : Causes.unpack(packed);
  }

  @Override
  public FigureChange createInstance() {
    return new FigureChange(
        new CellKey(CellKind.TICKETS, null, "", 0), new Cell(CellKind.TICKETS), null, null);
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<FigureChange> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of changes of figures in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<FigureChange> {
    public Snapshot() {
      super("changes of figures", 1, INSTANCE);
    }
  }
}
