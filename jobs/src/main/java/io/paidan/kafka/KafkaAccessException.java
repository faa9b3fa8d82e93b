package io.paidan.kafka;

import java.io.IOException;

/**
 * Kafka cannot be reached, or does not do what was asked. The message is one line for the people
 * who run the command: what, where, and what to do.
 */
public final class KafkaAccessException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, where, and what to do
   * @param cause null when Kafka itself said nothing
   */
  public KafkaAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
