package io.paidan.flink.control;

import io.paidan.flink.types.RecordType;

/** The Flink type of a {@link ControlRecord}. */
public final class ControlRecordType extends RecordType<ControlRecord> {
  public static final ControlRecordType INSTANCE = new ControlRecordType();

  private static final long serialVersionUID = 1L;

  private ControlRecordType() {
    super(ControlRecord.class, ControlRecordSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
