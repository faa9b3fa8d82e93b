package io.paidan.board.source;

import java.util.Objects;

/** Elasticsearch gave no whole answer; the message is one line for the people who run the board. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as far as somebody who looks at the page can do something about it. */
  public enum Reason {
    /** No node answered. */
    UNREACHABLE,
    /** A node did not answer in time. */
    SLOW,
    /** Its certificate is not to be trusted. */
    UNTRUSTED,
    /** An alias is not there: {@code init} has not run. */
    INDEX_MISSING,
    /** The key is missing, wrong or not allowed to read. */
    DENIED,
    /** The cluster is up but cannot answer now. */
    UNAVAILABLE,
    /** It answered with something else; the log says what. */
    FAILED
  }

  private final Reason reason;
  private final String subject;

  public SourceException(Reason reason, String subject, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
    this.subject = subject;
  }

  public Reason reason() {
    return reason;
  }

  /** The alias that is missing, or null. */
  public String subject() {
    return subject;
  }
}
