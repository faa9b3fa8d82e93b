package io.paidan.kafka;

import io.paidan.event.Reason;

/**
 * A record of {@code paidan.documents} that is no document. The message is one line that names the
 * header and what is wrong with it, without any of the record's content but its alias.
 */
public final class NotADocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  NotADocumentException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The stable code of {@code paidan.reason}. */
  public Reason reason() {
    return reason;
  }
}
