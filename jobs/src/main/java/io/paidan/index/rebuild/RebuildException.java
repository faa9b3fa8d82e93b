package io.paidan.index.rebuild;

/** A rebuild cannot go on; the message is one line that says why and what to do. */
public final class RebuildException extends Exception {
  private static final long serialVersionUID = 1L;

  RebuildException(String message) {
    super(message);
  }

  RebuildException(String message, Throwable cause) {
    super(message, cause);
  }
}
