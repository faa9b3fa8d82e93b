package io.paidan.relay.delivery;

import io.paidan.relay.monitor.ReceiverStats;

/** Counts what becomes of alerts, for those who watch. */
final class Counts {
  /** What a desk holds; the age of the oldest that waits is in ms. */
  record Held(int waiting, int heldBack, int firing, int aside, long oldestMillis) {}

  private final ReceiverStats stats;

  Counts(ReceiverStats stats) {
    this.stats = stats;
  }

  void delivered(boolean firing) {
    stats.count(firing ? ReceiverStats.Count.FIRING : ReceiverStats.Count.ENDED, 1);
  }

  void message(boolean digest) {
    stats.count(digest ? ReceiverStats.Count.DIGESTS : ReceiverStats.Count.MESSAGES, 1);
  }

  void resent(int notices) {
    stats.count(ReceiverStats.Count.RESENT, notices);
  }

  void repeated() {
    stats.count(ReceiverStats.Count.REPEATED, 1);
  }

  void old() {
    stats.count(ReceiverStats.Count.OLD, 1);
  }

  void endedBefore() {
    stats.count(ReceiverStats.Count.ENDED_BEFORE, 1);
  }

  void putAside() {
    stats.count(ReceiverStats.Count.REFUSED, 1);
  }
}
