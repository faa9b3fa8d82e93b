package io.paidan.board;

import java.util.Objects;

/** Elasticsearch gave no whole answer; the message is one line for the people who run the board. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as far as somebody who looks at the page can do something about it. */
  enum Reason {
    /** No node answered. */
    UNREACHABLE,
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

  SourceException(Reason reason, String subject, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
    this.subject = subject;
  }

  Reason reason() {
    return reason;
  }

  /** The alias that is missing, or null. */
  String subject() {
    return subject;
  }
}
