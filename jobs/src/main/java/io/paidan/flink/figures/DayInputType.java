package io.paidan.flink.figures;

import io.paidan.flink.types.RecordType;

/** The Flink type of a {@link DayInput}. */
public final class DayInputType extends RecordType<DayInput> {
  public static final DayInputType INSTANCE = new DayInputType();

  private static final long serialVersionUID = 1L;

  private DayInputType() {
    super(DayInput.class, DayInputSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
