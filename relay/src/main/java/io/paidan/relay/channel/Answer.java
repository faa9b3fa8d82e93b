package io.paidan.relay.channel;

import java.time.Duration;

/**
 * What became of a delivery.
 *
 * @param reason for people, one line, without secrets; null when it was delivered
 * @param after not before; null: the relay's own back-off
 */
public record Answer(Outcome outcome, String reason, Duration after) {
  /** What became of it. */
  public enum Outcome {
    DELIVERED,
    /** The receiver is not there or busy: the same again later. */
    LATER,
    /** The receiver says no and we cannot tell why: worth a few more tries. */
    UNCLEAR,
    /** The receiver will never take this message. */
    REFUSED,
    /** The receiver takes nothing from us until somebody mends something: key, address, group. */
    CLOSED
  }

  public static final Answer DELIVERED = new Answer(Outcome.DELIVERED, null, null);

  static Answer later(String reason, Duration after) {
    return new Answer(Outcome.LATER, reason, after);
  }

  static Answer unclear(String reason) {
    return new Answer(Outcome.UNCLEAR, reason, null);
  }

  static Answer refused(String reason) {
    return new Answer(Outcome.REFUSED, reason, null);
  }

  static Answer closed(String reason) {
    return new Answer(Outcome.CLOSED, reason, null);
  }
}
