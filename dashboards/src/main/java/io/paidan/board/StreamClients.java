package io.paidan.board;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Those who watch: each gets the overview at once, again whenever there is something new, and a
 * heartbeat between. One that takes no bytes for a while is cut off, so that it holds no thread.
 */
final class StreamClients {
  static final int MOST = 200;
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long RECONNECT_MS = 2_000;

  private final OverviewFeed feed;
  private final Clock clock;
  private final ZoneId zone;
  private final Duration heartbeat;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  StreamClients(OverviewFeed feed, BoardOptions options) {
    this.feed = feed;
    this.clock = options.clock();
    this.zone = options.zone();
    this.heartbeat = options.heartbeat();
  }

  boolean isFull() {
    return clients.size() >= MOST;
  }

  /**
   * Serves one client on the calling thread until it goes or the feed ends.
   *
   * @throws IOException when it has gone
   */
  void serve(HttpExchange exchange) throws IOException, InterruptedException {
    Client client = new Client(exchange);
    clients.add(client);
    feed.watch();
    try {
      client.send(SseFrame.retry(RECONNECT_MS));
      Snapshot shown = feed.current();
      while (shown != null) {
        client.send(SseFrame.event("overview", BoardJson.overview(shown, zone, clock.instant())));
        shown = next(client, shown.version());
      }
    } finally {
      feed.unwatch();
      clients.remove(client);
      exchange.close();
    }
  }

  private Snapshot next(Client client, long version) throws IOException, InterruptedException {
    Snapshot next = feed.await(version, heartbeat);
    while (next != null && next.version() == version) {
      client.send(SseFrame.event("heartbeat", BoardJson.heartbeat(next, clock.instant())));
      next = feed.await(version, heartbeat);
    }
    return next;
  }

  /** Cuts off who has taken no bytes for too long. */
  void cutOffStuck() {
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
