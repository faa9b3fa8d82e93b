package io.paidan.index;

import io.paidan.flink.types.RecordType;

/** The Flink type of an {@link IndexRecord}. */
public final class IndexRecordType extends RecordType<IndexRecord> {
  public static final IndexRecordType INSTANCE = new IndexRecordType();

  private static final long serialVersionUID = 1L;

  private IndexRecordType() {
    super(IndexRecord.class, IndexRecordSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
