package io.paidan.relay.alert;

/** A record that is no alert. The message is one line that says why. */
public final class UnreadableAlertException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableAlertException(String message, Throwable cause) {
    super(message, cause);
  }
}
