package io.paidan.flink.figures;

import io.paidan.flink.types.RecordType;

/** The Flink type of a {@link FigureChange}. */
public final class FigureChangeType extends RecordType<FigureChange> {
  public static final FigureChangeType INSTANCE = new FigureChangeType();

  private static final long serialVersionUID = 1L;

  private FigureChangeType() {
    super(FigureChange.class, FigureChangeSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
