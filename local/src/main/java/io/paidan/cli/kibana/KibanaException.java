package io.paidan.cli.kibana;

import java.io.IOException;

/** Kibana does not do what it was asked; the message is one line that says what to do. */
public final class KibanaException extends IOException {
  private static final long serialVersionUID = 1L;

  KibanaException(String message) {
    super(message);
  }

  KibanaException(String message, Throwable cause) {
    super(message, cause);
  }
}
