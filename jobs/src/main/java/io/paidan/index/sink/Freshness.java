package io.paidan.index.sink;

/**
 * How far the index is behind, by the revisions of what is held and what is indexed: a revision is
 * about the wall clock, in milliseconds, at which a change was made. Changed in the mailbox, read
 * by anyone.
 */
final class Freshness {
  /** The newest revision in the index; 0: nothing yet. */
  private volatile long newestIndexed;

  /** The revision of what came first when nothing was held; 0: nothing is held. */
  private volatile long firstHeld;

  /** A record is held from now on. */
  void held(long revision) {
    if (firstHeld == 0) {
      firstHeld = Math.max(1, revision);
    }
  }

  /** A change is in the index, or a newer one was already. */
  void indexed(long revision) {
    if (revision > newestIndexed) {
      newestIndexed = revision;
    }
  }

  /** Nothing is held any more: all that was read is seen through. */
  void caughtUp() {
    firstHeld = 0;
  }

  /**
   * The age of the newest indexed change, in milliseconds, while something is held. It goes on
   * growing while nothing is indexed. 0 while nothing is held: when nobody writes, the newest
   * change grows old without anything being behind. After such a quiet time it counts from the
   * change that ended it, not from the last one before.
   */
  long newestIndexedAge(long now) {
    long first = firstHeld;
    return first == 0 ? 0 : Math.max(0, now - Math.max(first, newestIndexed));
  }
}
