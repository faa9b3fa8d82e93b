package io.paidan.board.stream;

import io.paidan.board.overview.OverviewQueries;
import io.paidan.board.overview.View;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The views that are looked at, each once for all its viewers. Their number is bounded: a view that
 * nobody wants any more gives way to another.
 */
public final class Feeds implements AutoCloseable {
  /** At most this many different views at once. */
  public static final int MOST = 48;

  private static final Duration UNWATCHED = Duration.ofSeconds(15);
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * What all feeds share.
   *
   * @param interval between the beginnings of two looks
   * @param pool whose threads look
   */
  public record Settings(
      OverviewQueries queries,
      Clock clock,
      ZoneId zone,
      Duration interval,
      ScheduledExecutorService pool) {}

  private final Settings settings;
  private final SourceLog sourceLog = new SourceLog();
  private final ViewFeed all;

  // Guarded by this.
  private final Map<View, ViewFeed> feeds = new HashMap<>();
  private boolean closed;

  public Feeds(Settings settings) {
    this.settings = settings;
    // Looked at even when nobody watches: it tells how the source is.
    this.all = new ViewFeed(View.ALL, settings, sourceLog, UNWATCHED);
    feeds.put(View.ALL, all);
  }

  public void start() {
    all.start();
  }

  /** What is known of the whole prefecture, without asking. */
  public Snapshot last() {
    return all.last();
  }

  /**
   * What is known of a view, at most one interval old, as JSON without {@code now}.
   *
   * @return null when there are too many views already
   */
  public Seen current(View view) throws InterruptedException {
    ViewFeed feed = feed(view, false);
    if (feed == null) {
      return null;
    }
    Snapshot snapshot = feed.current();
    return new Seen(snapshot, feed.json(snapshot));
  }

  /**
   * A snapshot with its JSON.
   *
   * @param json without {@code now}
   */
  public record Seen(Snapshot snapshot, byte[] json) {}

  /**
   * The feed of a view, watched from now on.
   *
   * @return null when there are too many views already
   */
  ViewFeed watch(View view) {
    return feed(view, true);
  }

  private synchronized ViewFeed feed(View view, boolean watch) {
    ViewFeed feed = feeds.get(view);
    if (feed == null) {
      forgetUnused(feeds.size() < MOST ? KEPT_NANOS : 0);
      if (feeds.size() >= MOST || closed) {
        return null;
      }
      feed = new ViewFeed(view, settings, sourceLog, null);
      feeds.put(view, feed);
    }
    if (watch) {
      feed.watch();
    }
    return feed;
  }

  private void forgetUnused(long forNanos) {
    long now = System.nanoTime();
    feeds
        .values()
        .removeIf(
            feed -> {
              Long since = feed.unusedSince();
              return feed != all && since != null && now - since >= forNanos;
            });
  }

  /** How many views are kept. */
  synchronized int size() {
    return feeds.size();
  }

  /** Ends all streams. */
  @Override
  public synchronized void close() {
    closed = true;
    sourceLog.close();
    feeds.values().forEach(ViewFeed::close);
  }
}
