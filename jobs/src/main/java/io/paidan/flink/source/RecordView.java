package io.paidan.flink.source;

import java.io.Serializable;

/** What a reader must know of the records it hands on. */
public interface RecordView<T> extends Serializable {
  /** The record's offset in its partition. */
  long offset(T record);

  /**
   * When it happened, milliseconds since the epoch, UTC; {@link io.paidan.Instants#NONE} when it
   * does not move time.
   */
  long eventTime(T record);
}
