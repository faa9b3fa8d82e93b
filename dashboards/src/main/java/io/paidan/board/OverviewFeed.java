package io.paidan.board;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the index again and again, once for all who watch, and hands out what it saw last.
 *
 * <p>While nobody watches it looks seldom. A loss of the source and its return are logged once.
 */
final class OverviewFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OverviewFeed.class);
  private static final Duration UNWATCHED = Duration.ofSeconds(15);
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(20);

  private final BoardQueries queries;
  private final Clock clock;
  private final long intervalNanos;
  private final Thread thread;

  // Guarded by this.
  private Snapshot snapshot;
  private long lookedAtNanos;
  private int watchers;
  private boolean wanted;
  private boolean closed;

  OverviewFeed(BoardQueries queries, Clock clock, Duration interval) {
    this.queries = queries;
    this.clock = clock;
    this.intervalNanos = interval.toNanos();
    this.snapshot = Snapshot.initial(clock.instant());
    this.thread = new Thread(this::run, "paidan-board-feed");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What was seen last, without asking. */
  synchronized Snapshot last() {
    return snapshot;
  }

  /** What was seen at most one interval ago; asks when that is longer ago. */
  synchronized Snapshot current() throws InterruptedException {
    long attempts = snapshot.attempts();
    if (attempts > 0 && System.nanoTime() - lookedAtNanos < intervalNanos) {
      return snapshot;
    }
    wanted = true;
    notifyAll();
    long end = System.nanoTime() + LONGEST_ATTEMPT.toNanos();
    while (!closed && snapshot.attempts() == attempts && waitUntil(end)) {
      // Until the next attempt has ended.
    }
    return snapshot;
  }

  /** Tells that somebody watches from now on; {@link #unwatch} ends it. */
  synchronized void watch() {
    watchers++;
    notifyAll();
  }

  synchronized void unwatch() {
    watchers--;
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

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
    queries.close();
  }

  private void run() {
    try {
      while (waitForTurn()) {
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("The board's feed was interrupted: it is closing");
    }
  }

  private void look() {
    Instant now = clock.instant();
    try {
      Overview overview = queries.overview(now);
      publish(last().answered(now, overview));
    } catch (SourceException e) {
      publish(last().failed(now, e));
      warnOnce(e);
    } catch (RuntimeException e) {
      // Whatever it is, the page must not stand still as if all were well.
      SourceException wrapped =
          new SourceException(
              SourceException.Reason.FAILED, null, "The board could not read the index: " + e, e);
      publish(last().failed(now, wrapped));
      warnOnce(wrapped);
    }
  }

  private String warned = "";

  private void warnOnce(SourceException e) {
    String kind = e.reason() + " " + e.subject();
    synchronized (this) {
      if (closed || kind.equals(warned)) {
        return;
      }
      warned = kind;
    }
    LOG.warn("{}; the board says so and tries again", e.getMessage());
    LOG.debug("The cause", e);
  }

  private synchronized void publish(Snapshot next) {
    if (next.source().state() == SourceStatus.State.OK && !warned.isEmpty()) {
      warned = "";
      LOG.info("Elasticsearch answers the board again");
    }
    snapshot = next;
    lookedAtNanos = System.nanoTime();
    wanted = false;
    notifyAll();
  }

  private synchronized boolean waitForTurn() throws InterruptedException {
    while (!closed) {
      long period = watchers > 0 || wanted ? intervalNanos : UNWATCHED.toNanos();
      if (snapshot.attempts() == 0 || !waitUntil(lookedAtNanos + period)) {
        break;
      }
    }
    return !closed;
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
