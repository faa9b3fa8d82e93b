package io.paidan.relay.delivery;

/** What a receiver knows of an alert. */
enum Phase {
  /** Nothing yet: it is told when quiet hours end. */
  HELD,
  /** That it fires. */
  SENT,
  /** That it fires; that it has ended is told when quiet hours end. */
  END_HELD,
  /** That it has ended; remembered for a while. */
  ENDED,
  /** Nothing: the receiver has refused it. Tried again when the relay starts. */
  ASIDE
}
