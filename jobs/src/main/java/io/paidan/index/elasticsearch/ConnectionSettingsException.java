package io.paidan.index.elasticsearch;

import java.io.IOException;

/**
 * What we were told to connect with cannot be used, whatever Elasticsearch says; the message is one
 * line that names it and what to do, and holds no secret.
 */
public final class ConnectionSettingsException extends IOException {
  private static final long serialVersionUID = 1L;

  ConnectionSettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
