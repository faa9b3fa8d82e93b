package io.paidan.flink.source;

import io.paidan.Instants;
import java.time.Duration;
import java.util.Collection;

/** What a reader says about time, given how far its partitions have been read. */
interface TimeRule {

  /**
   * Called after every answer of the log and every change of splits.
   *
   * @param splits the reader's partitions, those that are read to a fixed end left out
   * @param without whether it has had none for long enough
   */
  void tell(Collection<SplitProgress> splits, boolean without, TimeOutput out);

  /** Whether nothing is left to be said, so that the log need not be asked any more. */
  default boolean done() {
    return false;
  }

  /** Latest time of a partition that is read to a fixed end and given back. */
  default void finished(SplitProgress split) {}

  /**
   * {@link TimeMode#LIVE}: the least of the partitions' {@link SplitProgress#liveTime}, less the
   * bound, less 1 ms (a watermark says that nothing of its own instant is to come, and in the
   * millisecond of the question more may have been written).
   */
  static TimeRule live(Duration bound, WallClock clock) {
    long less = bound.toMillis() + 1;
    return (splits, without, out) -> {
      if (splits.isEmpty()) {
        if (without) {
          out.idle();
        }
        return;
      }
      out.active();
      long now = clock.millis();
      long time = Long.MAX_VALUE;
      for (SplitProgress split : splits) {
        time = Math.min(time, split.liveTime(now));
      }
      if (time != Instants.NONE) {
        out.advance(time - less);
      }
    };
  }

  /** {@link TimeMode#EVENTS}. */
  static TimeRule events(Duration bound) {
    return new EventsRule(bound.toMillis() + 1);
  }

  /** Idle, once and for ever, when all that was there at the start has been read. */
  static TimeRule idleOnceRead() {
    return new IdleOnceReadRule();
  }

  /**
   * The least of the latest events of the partitions that are not read to their end. When all are,
   * the latest event of all, itself included; and then idle, for what this reader has come to the
   * end of must not hold the other readers back.
   */
  final class EventsRule implements TimeRule {
    private final long less;
    private long latest = Instants.NONE;

    private EventsRule(long less) {
      this.less = less;
    }

    @Override
    public void finished(SplitProgress split) {
      latest = Math.max(latest, split.maxEventTime());
    }

    @Override
    public void tell(Collection<SplitProgress> splits, boolean without, TimeOutput out) {
      if (splits.isEmpty() && !without) {
        return;
      }
      boolean unread = false;
      long least = Long.MAX_VALUE;
      for (SplitProgress split : splits) {
        latest = Math.max(latest, split.maxEventTime());
        if (!split.atEnd()) {
          unread = true;
          least = Math.min(least, split.maxEventTime());
        }
      }
      if (unread) {
        out.active();
        if (least != Instants.NONE) {
          out.advance(least - less);
        }
      } else {
        if (latest != Instants.NONE) {
          out.advance(latest);
        }
        out.idle();
      }
    }
  }

  /** See {@link #idleOnceRead}. */
  final class IdleOnceReadRule implements TimeRule {
    private boolean read;

    private IdleOnceReadRule() {}

    @Override
    public void tell(Collection<SplitProgress> splits, boolean without, TimeOutput out) {
      if (read || splits.isEmpty()) {
        return;
      }
      for (SplitProgress split : splits) {
        if (!split.atFirstEnd()) {
          return;
        }
      }
      read = true;
      out.idle();
    }

    @Override
    public boolean done() {
      return read;
    }
  }
}
