package io.paidan.flink.figures;

import io.paidan.flink.types.Fields;
import io.paidan.flink.types.RecordSerializer;
import io.paidan.flink.types.RecordSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link DayInput}: day (int), whether it is a change (boolean); then the change in
 * its own format, or key of the scope, number (int), figures and as of (long) of the report.
 */
public final class DayInputSerializer extends RecordSerializer<DayInput> {
  static final DayInputSerializer INSTANCE = new DayInputSerializer();

  private static final long serialVersionUID = 1L;

  private DayInputSerializer() {}

  @Override
  public void serialize(DayInput input, DataOutputView out) throws IOException {
    out.writeInt(input.day());
    out.writeBoolean(input.change() != null);
    if (input.change() != null) {
      FigureChangeSerializer.INSTANCE.serialize(input.change(), out);
    } else {
      Fields.writeText(input.report().scopeKey(), out);
      out.writeInt(input.report().number());
      Fields.writeBytes(input.report().figures(), out);
      out.writeLong(input.report().asOf());
    }
  }

  @Override
  public DayInput deserialize(DataInputView in) throws IOException {
    int day = in.readInt();
    if (in.readBoolean()) {
      return new DayInput(day, FigureChangeSerializer.INSTANCE.deserialize(in), null);
    }
    return DayInput.of(
        day,
        new ReportRead(Fields.readText(in), in.readInt(), Fields.readBytes(in), in.readLong()));
  }

  @Override
  public DayInput createInstance() {
    return DayInput.of(FigureChangeSerializer.INSTANCE.createInstance());
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<DayInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of what figures of a date are told, in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<DayInput> {
    public Snapshot() {
      super("inputs of daily figures", 1, INSTANCE);
    }
  }
}
