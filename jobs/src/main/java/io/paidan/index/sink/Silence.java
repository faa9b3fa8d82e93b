package io.paidan.index.sink;

/**
 * For how long Elasticsearch has owed an answer. Times in milliseconds. Changed in the mailbox,
 * read by anyone.
 */
final class Silence {
  private static final long NONE = Long.MAX_VALUE;

  private volatile long since = NONE;

  /** A request goes out. */
  void sent(long now) {
    since = Math.min(since, now);
  }

  /**
   * An answer has come, whatever it says. That none will come to a request is no answer: the
   * silence goes on.
   *
   * @param more whether other requests are still without one
   */
  void answered(long now, boolean more) {
    since = more ? now : NONE;
  }

  /** How long it has lasted; 0: nothing is owed. */
  long millis(long now) {
    long from = since;
    return from == NONE ? 0 : Math.max(0, now - from);
  }
}
