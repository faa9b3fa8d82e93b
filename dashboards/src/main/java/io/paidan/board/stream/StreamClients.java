package io.paidan.board.stream;

import com.sun.net.httpserver.HttpExchange;
import io.paidan.board.overview.View;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Those who watch: each gets the overview of its view at once, again whenever there is something
 * new, and a sign of life between. One that reads slowly misses what has become old meanwhile; one
 * that takes no bytes for a while is cut off, so that it holds no thread.
 */
public final class StreamClients {
  /** At most this many at once. */
  public static final int MOST = 200;

  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long RECONNECT_MS = 2_000;

  private final Feeds feeds;
  private final Clock clock;
  private final Duration heartbeat;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  /**
   * @param heartbeat the longest silence
   */
  public StreamClients(Feeds feeds, Clock clock, Duration heartbeat) {
    this.feeds = feeds;
    this.clock = clock;
    this.heartbeat = heartbeat;
  }

  public boolean isFull() {
    return clients.size() >= MOST;
  }

  /** What makes a response a stream of events; called when nothing can hinder it any more. */
  @FunctionalInterface
  public interface Beginning {
    void begin() throws IOException;
  }

  /**
   * Serves one client on the calling thread until it goes or the feed ends.
   *
   * @return false when there are too many views already; nothing has been answered then
   * @throws IOException when it has gone
   */
  public boolean serve(View view, HttpExchange exchange, Beginning beginning)
      throws IOException, InterruptedException {
    ViewFeed feed = feeds.watch(view);
    if (feed == null) {
      return false;
    }
    Client client = null;
    try {
      beginning.begin();
      client = new Client(exchange);
      clients.add(client);
      client.send(SseFrame.retry(RECONNECT_MS));
      Snapshot shown = first(feed, client);
      while (shown != null) {
        byte[] overview = BoardJson.at(clock.instant(), feed.json(shown));
        client.send(SseFrame.event("overview", overview));
        shown = next(feed, client, shown.version());
      }
    } finally {
      feed.unwatch();
      if (client != null) {
        clients.remove(client);
      }
      exchange.close();
    }
    return true;
  }

  /** The first one to show, with signs of life while a slow source is asked. */
  private Snapshot first(ViewFeed feed, Client client) throws IOException, InterruptedException {
    Snapshot first = feed.current(heartbeat);
    while (first == null && !feed.isClosed()) {
      client.send(status(feed.last()));
      first = feed.current(heartbeat);
    }
    return first;
  }

  private byte[] status(Snapshot snapshot) {
    return SseFrame.event("status", BoardJson.at(clock.instant(), BoardJson.status(snapshot)));
  }

  private Snapshot next(ViewFeed feed, Client client, long version)
      throws IOException, InterruptedException {
    Snapshot next = feed.await(version, heartbeat);
    while (next != null && next.version() == version) {
      client.send(status(next));
      next = feed.await(version, heartbeat);
    }
    return next;
  }

  /** Cuts off who has taken no bytes for too long. */
  public void cutOffStuck() {
    for (Client client : clients) {
      if (client.isStuck()) {
        client.exchange.close();
      }
    }
  }

  private static final class Client {
    private final HttpExchange exchange;
    private final OutputStream out;

    /** When the write under way began, 0 when there is none. */
    private volatile long writingSince;

    Client(HttpExchange exchange) {
      this.exchange = exchange;
      this.out = exchange.getResponseBody();
    }

    void send(byte[] frame) throws IOException {
      writingSince = System.nanoTime() | 1;
      out.write(frame);
      out.flush();
      writingSince = 0;
    }

    boolean isStuck() {
      long since = writingSince;
      return since != 0 && System.nanoTime() - since > STUCK_NANOS;
    }
  }
}
