package io.paidan.flink.deadletter;

import io.paidan.flink.types.RecordType;

/** The Flink type of a {@link DeadLetter}. */
public final class DeadLetterType extends RecordType<DeadLetter> {
  public static final DeadLetterType INSTANCE = new DeadLetterType();

  private static final long serialVersionUID = 1L;

  private DeadLetterType() {
    super(DeadLetter.class, DeadLetterSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
