package io.paidan.index;

import java.io.IOException;

/** Elasticsearch could not be set up; the message is one line: what, where, and what to do. */
public final class IndexSetupException extends IOException {
  private static final long serialVersionUID = 1L;

  IndexSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
