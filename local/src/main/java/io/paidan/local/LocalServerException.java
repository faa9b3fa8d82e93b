package io.paidan.local;

/**
 * An embedded server that could not be started, kept or stopped. The message is one line for the
 * person at the machine: what failed, where, and what to do about it.
 */
public final class LocalServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LocalServerException(String message) {
    super(message);
  }

  public LocalServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
