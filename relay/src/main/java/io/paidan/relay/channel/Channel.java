package io.paidan.relay.channel;

import java.time.Instant;
import java.util.List;

/** Speaks to one receiver. Not for several threads at once. */
public interface Channel {
  /**
   * Delivers notices in one request and waits for the answer, for no longer than the receiver's
   * timeout. Never throws for what the receiver does.
   *
   * @param notices at least one; several to a robot are one digest
   */
  Answer deliver(List<Notice> notices, Instant now) throws InterruptedException;

  /** How many notices one request takes at most. */
  int most();
}
