package io.paidan.relay.config;

import java.io.IOException;

/** The configuration cannot be used. The message says what, where and what to do. */
public final class RelayConfigException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and what to do
   * @param cause null where there is none
   */
  public RelayConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
