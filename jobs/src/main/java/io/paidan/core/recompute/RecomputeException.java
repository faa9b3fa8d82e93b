package io.paidan.core.recompute;

/** Why a recomputation cannot be done; the message is one line that says what to do. */
public final class RecomputeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RecomputeException(String message, Throwable cause) {
    super(message, cause);
  }
}
