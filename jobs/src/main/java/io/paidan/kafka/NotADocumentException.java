package io.paidan.kafka;

/**
 * A record of {@code paidan.documents} that is no document. The message is one line that names the
 * header and what is wrong with it, without any of the record's content but its alias.
 */
public final class NotADocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable codes of {@code paidan.reason} for such a record. */
  public enum Reason {
    /** A header that every document has is absent. */
    MISSING_HEADER,
    /** A header that is not what it should be. */
    BAD_HEADER,
    /** An alias that is none of contract, section 3. */
    UNKNOWN_ALIAS
  }

  private final Reason reason;

  NotADocumentException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
