package io.paidan.board.stream;

import io.paidan.board.overview.Overview;
import io.paidan.board.overview.OverviewQueries;
import io.paidan.board.overview.View;
import io.paidan.board.source.SourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one view again and again, once for all who watch it, and hands out what it saw last;
 * while nobody watches, not at all or seldom. The next look begins one interval after the last one
 * began, so that slow answers do not add to the age of what is shown.
 */
final class ViewFeed {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(20);

  private final View view;
  private final OverviewQueries queries;
  private final SourceLog sourceLog;
  private final Clock clock;
  private final ZoneId zone;
  private final ScheduledExecutorService pool;
  private final long intervalNanos;
  private final Duration unwatched;

  // Guarded by this.
  private Snapshot snapshot;
  private byte[] written;
  private long writtenOf;
  private long begunNanos;
  private long usedNanos = System.nanoTime();
  private int watchers;
  private boolean wanted;
  private boolean looking;
  private boolean closed;
  private Future<?> next;
  private long nextNanos;

  /**
   * @param unwatched how often to look while nobody watches; null: not at all
   */
  ViewFeed(View view, Feeds.Settings settings, SourceLog sourceLog, Duration unwatched) {
    this.view = view;
    this.queries = settings.queries();
    this.sourceLog = sourceLog;
    this.clock = settings.clock();
    this.zone = settings.zone();
    this.pool = settings.pool();
    this.intervalNanos = settings.interval().toNanos();
    this.unwatched = unwatched;
    this.snapshot = Snapshot.initial(clock.instant());
  }

  synchronized void start() {
    plan();
  }

  /** What was seen last, without asking. */
  synchronized Snapshot last() {
    return snapshot;
  }

  /**
   * Since when nobody has wanted anything, as {@link System#nanoTime}; null while somebody does.
   */
  synchronized Long unusedSince() {
    return watchers > 0 || wanted ? null : (Long) usedNanos;
  }

  /** What was seen at most one interval ago; asks when that is longer ago. */
  Snapshot current() throws InterruptedException {
    Snapshot current = current(LONGEST_ATTEMPT);
    return current == null ? last() : current;
  }

  /**
   * The same.
   *
   * @return null when it has not been seen in that time
   */
  synchronized Snapshot current(Duration atMost) throws InterruptedException {
    usedNanos = System.nanoTime();
    long attempts = snapshot.attempts();
    if (attempts > 0 && System.nanoTime() - begunNanos < intervalNanos) {
      return snapshot;
    }
    wanted = true;
    plan();
    long end = System.nanoTime() + atMost.toNanos();
    while (!closed && snapshot.attempts() == attempts && waitUntil(end)) {
      // Until the next attempt has ended.
    }
    return closed || snapshot.attempts() == attempts ? null : snapshot;
  }

  /** Whether there will be nothing new any more. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** A snapshot as JSON without {@code now}, written once for all who get it. */
  synchronized byte[] json(Snapshot shown) {
    if (written == null || writtenOf != shown.attempts()) {
      written = BoardJson.overview(shown, zone);
      writtenOf = shown.attempts();
    }
    return written;
  }

  /** Tells that somebody watches from now on; {@link #unwatch} ends it. */
  synchronized void watch() {
    watchers++;
    plan();
  }

  synchronized void unwatch() {
    watchers--;
    usedNanos = System.nanoTime();
  }

  /**
   * Waits for something newer than a version.
   *
   * @return what was seen last, whether it is newer or the time is up; null when the feed has ended
   */
  synchronized Snapshot await(long version, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!closed && snapshot.version() == version && waitUntil(end)) {
      // Until there is something new.
    }
    return closed ? null : snapshot;
  }

  /** Ends it for all who wait. */
  synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
    notifyAll();
  }

  /** Sees to it that the next look is in time. */
  private synchronized void plan() {
    if (closed || looking) {
      return;
    }
    long at;
    if (snapshot.attempts() == 0) {
      at = System.nanoTime();
    } else if (watchers > 0 || wanted) {
      at = begunNanos + intervalNanos;
    } else if (unwatched != null) {
      at = begunNanos + unwatched.toNanos();
    } else {
      return;
    }
    if (next != null) {
      if (nextNanos - at <= 0) {
        return;
      }
      next.cancel(false);
    }
    nextNanos = at;
    try {
      next = pool.schedule(this::look, Math.max(0, at - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The board is closing", e);
    }
  }

  private void look() {
    Instant now = clock.instant();
    synchronized (this) {
      next = null;
      boolean needed = watchers > 0 || wanted || unwatched != null || snapshot.attempts() == 0;
      if (closed || looking || !needed) {
        return;
      }
      looking = true;
      begunNanos = System.nanoTime();
    }
    Snapshot seen = null;
    try {
      Overview overview = queries.overview(view, now);
      seen = last().answered(now, overview);
      sourceLog.answered();
    } catch (SourceException e) {
      seen = last().failed(now, e);
      sourceLog.failed(e);
    } catch (RuntimeException e) {
      // Whatever it is, the page must not stand still as if all were well.
      SourceException wrapped =
          new SourceException(
              SourceException.Reason.FAILED, null, "The board could not read the index: " + e, e);
      seen = last().failed(now, wrapped);
      sourceLog.failed(wrapped);
    } finally {
      publish(seen);
    }
  }

  /**
   * @param seen null: an error has ended the look; the next one is tried all the same
   */
  private synchronized void publish(Snapshot seen) {
    snapshot = seen == null ? snapshot : seen;
    looking = false;
    wanted = false;
    notifyAll();
    plan();
  }

  /** Waits once; false when the time is up already. */
  private boolean waitUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    wait(left / 1_000_000, (int) (left % 1_000_000));
    return true;
  }
}
