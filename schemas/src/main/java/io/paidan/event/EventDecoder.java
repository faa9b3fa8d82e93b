package io.paidan.event;

/** Turns records into events; skeleton, see the owner's brief. */
public final class EventDecoder {
  /** The timestamp of a record that has none (a file's line): nothing is in its future. */
  public static final long NO_TIMESTAMP = Long.MAX_VALUE;

  /** One header of a record, for CloudEvents' Kafka binary mode. */
  public interface Headers {
    /** The last value of the header with this name, or null. */
    byte[] last(String name);

    Headers NONE = name -> null;
  }

  public Decoded decode(byte[] value, Headers headers, long recordTimestamp) {
    throw new UnsupportedOperationException();
  }
}
