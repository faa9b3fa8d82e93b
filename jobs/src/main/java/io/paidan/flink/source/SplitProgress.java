package io.paidan.flink.source;

import io.paidan.Instants;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one partition has been read, and what that says about time. Offsets are of the log;
 * instants in milliseconds since the epoch, {@link Instants#NONE}: not known yet.
 */
final class SplitProgress {
  private static final long UNKNOWN = -1;

  private final TopicPartition partition;

  /** The next offset to be read; a negative marker of the connector until it is known. */
  private long position;

  private long maxEventTime;
  private long readUpTo = Instants.NONE;
  private long liveTime = Instants.NONE;

  /**
   * The oldest answer that has not been read up to, and the newest. With the newest alone, a reader
   * that is always a little behind would never be seen to reach one.
   */
  private long oldestAskedAt;

  private long oldestEnd = UNKNOWN;
  private long newestAskedAt;
  private long newestEnd = UNKNOWN;

  private long firstEnd = UNKNOWN;
  private long positionAtAnswer = UNKNOWN;
  private int quietAnswers;
  private int quietBeforeProbe;

  /**
   * @param position the next offset to be read, or a marker of the connector
   * @param maxEventTime the latest event time before it, {@link Instants#NONE} when not known
   * @param quietBeforeProbe after how many answers without progress a probe is worth its cost
   */
  SplitProgress(TopicPartition partition, long position, long maxEventTime, int quietBeforeProbe) {
    this.partition = partition;
    this.position = position;
    this.maxEventTime = maxEventTime;
    this.quietBeforeProbe = quietBeforeProbe;
  }

  TopicPartition partition() {
    return partition;
  }

  /** The next offset to be read, or a negative marker while that is not known. */
  long position() {
    return position;
  }

  boolean positionKnown() {
    return position >= 0;
  }

  long maxEventTime() {
    return maxEventTime;
  }

  /** A record was handed on. */
  void read(long offset, long eventTime) {
    if (offset >= position) {
      position = offset + 1;
    }
    if (eventTime > maxEventTime) {
      maxEventTime = eventTime;
    }
  }

  /** The marker stands for this offset. */
  void startsAt(long offset) {
    if (!positionKnown()) {
      position = offset;
    }
  }

  /** Nothing that can be read lies between the position and this offset. */
  void nothingBefore(long offset) {
    if (positionKnown() && offset > position) {
      position = offset;
    }
  }

  /** The log, asked at {@code askedAt}, ended at {@code end}. */
  void endsAt(long end, long askedAt) {
    if (firstEnd == UNKNOWN) {
      firstEnd = end;
    }
    newestEnd = end;
    newestAskedAt = askedAt;
    if (oldestEnd == UNKNOWN) {
      oldestEnd = end;
      oldestAskedAt = askedAt;
    }
    boolean still = position == positionAtAnswer && !atEnd();
    quietAnswers = still ? quietAnswers + 1 : 0;
    positionAtAnswer = position;
  }

  /** Whether all that was in the log when it was last asked has been read. */
  boolean atEnd() {
    return newestEnd != UNKNOWN && positionKnown() && position >= newestEnd;
  }

  /** Whether all that was in the log when it was first asked has been read. */
  boolean atFirstEnd() {
    return firstEnd != UNKNOWN && positionKnown() && position >= firstEnd;
  }

  /**
   * Whether the end is ahead and yet nothing has come for several answers: what is ahead may be
   * nothing that can be read. Asked again without progress, it takes twice as long to be true.
   */
  boolean wantsProbe() {
    if (!positionKnown() || atEnd() || quietAnswers < quietBeforeProbe) {
      return false;
    }
    quietAnswers = 0;
    quietBeforeProbe = Math.min(2 * quietBeforeProbe, 64);
    return true;
  }

  /**
   * The instant up to which this partition is known: the later of its latest event (not beyond
   * {@code now}) and of the latest question whose answer has been read up to. Never goes back.
   */
  long liveTime(long now) {
    if (positionKnown()) {
      if (atEnd()) {
        readUpTo = Math.max(readUpTo, newestAskedAt);
        oldestEnd = UNKNOWN;
      } else if (oldestEnd != UNKNOWN && position >= oldestEnd) {
        readUpTo = Math.max(readUpTo, oldestAskedAt);
        oldestEnd = newestEnd;
        oldestAskedAt = newestAskedAt;
      }
    }
    liveTime = Math.max(liveTime, Math.max(Math.min(maxEventTime, now), readUpTo));
    return liveTime;
  }
}
