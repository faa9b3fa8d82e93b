package io.paidan.board;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The board: a page that shows where the prefecture's tickets stand, and moves by itself.
 *
 * <pre>
 *   /              the page; everything it needs comes from here
 *   /api/overview  the figures as of now, JSON; 503 with the last known ones while Elasticsearch
 *                  does not answer
 *   /api/stream    server-sent events: "overview" at once and whenever there is something new,
 *                  "heartbeat" between
 *   /healthz       200 while the board itself runs, with how its source is
 * </pre>
 *
 * It starts without Elasticsearch, says that it is not there, and shows the figures once it is.
 * Whoever can reach it can read it: it knows no users, so listen on a loopback address or put
 * something that does before it.
 */
public final class BoardServer implements AutoCloseable {
  private static final int STUCK_CHECK_SECONDS = 5;

  private final HttpServer http;
  private final URI url;
  private final OverviewFeed feed;
  private final ExecutorService requests;
  private final ScheduledExecutorService watchdog;

  private BoardServer(BoardOptions options, HttpServer http) {
    this.http = http;
    this.url = urlOf(options.bindHost(), http.getAddress());
    this.feed = new OverviewFeed(new BoardQueries(options), options.clock(), options.interval());
    StreamClients streams = new StreamClients(feed, options);
    HostGuard guard = new HostGuard(options.bindHost(), http.getAddress().getAddress());
    this.requests = Executors.newCachedThreadPool(daemons("paidan-board-http-"));
    this.watchdog = Executors.newSingleThreadScheduledExecutor(daemons("paidan-board-watchdog-"));
    watchdog.scheduleWithFixedDelay(
        streams::cutOffStuck, STUCK_CHECK_SECONDS, STUCK_CHECK_SECONDS, TimeUnit.SECONDS);
    http.setExecutor(requests);
    http.createContext("/", new BoardHandler(options, guard, Assets.load(), feed, streams));
  }

  /**
   * Starts a board; it answers when this returns.
   *
   * @throws IOException with one line that says what to do when it cannot listen
   */
  public static BoardServer start(BoardOptions options) throws IOException {
    BoardServer server = new BoardServer(options, listen(options));
    server.feed.start();
    server.http.start();
    return server;
  }

  /** Where the page is, with the port that was chosen. */
  public URI url() {
    return url;
  }

  /** Ends all streams and stops listening. */
  @Override
  public void close() throws IOException {
    feed.close();
    http.stop(0);
    requests.shutdownNow();
    watchdog.shutdownNow();
  }

  private static HttpServer listen(BoardOptions options) throws IOException {
    String where = "port " + options.port() + " on " + options.bindHost();
    try {
      InetAddress address = InetAddress.getByName(options.bindHost());
      return HttpServer.create(new InetSocketAddress(address, options.port()), 0);
    } catch (UnknownHostException e) {
      throw new IOException(
          "The board cannot listen on "
              + options.bindHost()
              + ": no such host; give an address of this machine, for example 127.0.0.1",
          e);
    } catch (BindException e) {
      boolean taken = String.valueOf(e.getMessage()).contains("in use");
      throw new IOException(
          taken
              ? "The board cannot listen: "
                  + where
                  + " is taken; stop the program that listens there or choose another port (0: any"
                  + " free one)"
              : "The board cannot listen: "
                  + where
                  + " is not open to it ("
                  + e.getMessage()
                  + "); give an address of this machine and a port from 1024 up",
          e);
    }
  }

  private static URI urlOf(String bindHost, InetSocketAddress bound) {
    String host = bound.getAddress().isAnyLocalAddress() ? "localhost" : bindHost;
    String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + bound.getPort() + "/");
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
