package io.paidan;

/** Instants as milliseconds since the epoch, UTC, where an object each would cost too much. */
public final class Instants {
  /** No instant: what is null in a document. */
  public static final long NONE = Long.MIN_VALUE;

  private Instants() {}
}
