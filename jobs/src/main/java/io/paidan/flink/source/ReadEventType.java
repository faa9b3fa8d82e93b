package io.paidan.flink.source;

import io.paidan.flink.types.RecordType;

/** The Flink type of a {@link ReadEvent}. */
public final class ReadEventType extends RecordType<ReadEvent> {
  public static final ReadEventType INSTANCE = new ReadEventType();

  private static final long serialVersionUID = 1L;

  private ReadEventType() {
    super(ReadEvent.class, ReadEventSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
