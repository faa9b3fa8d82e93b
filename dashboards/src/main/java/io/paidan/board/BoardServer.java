package io.paidan.board;

import com.sun.net.httpserver.HttpServer;
import io.paidan.board.overview.Overview;
import io.paidan.board.overview.OverviewQueries;
import io.paidan.board.overview.View;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import io.paidan.board.stream.Feeds;
import io.paidan.board.stream.StreamClients;
import io.paidan.board.ticket.TicketDetails;
import io.paidan.board.ticket.TicketLists;
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
 *                  does not answer; of a district, of a period
 *   /api/stream    server-sent events: "overview" at once and whenever there is something new,
 *                  "status" between
 *   /api/tickets   the tickets behind a figure
 *   /api/ticket    one ticket with its assignments, clocks, alerts and events
 *   /healthz       200 while the board itself runs, with how its source is
 * </pre>
 *
 * It starts without Elasticsearch, says that it is not there, and shows the figures once it is.
 * Whoever can reach it can read it: it knows no users, so listen on a loopback address or put
 * something that does before it.
 */
public final class BoardServer implements AutoCloseable {
  private static final int STUCK_CHECK_SECONDS = 5;
  private static final int LOOKING_AT_ONCE = 4;

  private final HttpServer http;
  private final URI url;
  private final boolean open;
  private final SourceClient source;
  private final OverviewQueries overviews;
  private final BoardOptions options;
  private final Feeds feeds;
  private final ExecutorService requests;
  private final ScheduledExecutorService looks;
  private final ScheduledExecutorService watchdog;

  private BoardServer(BoardOptions options, SourceClient source, HttpServer http) {
    this.options = options;
    this.http = http;
    this.source = source;
    this.url = urlOf(options.bindHost(), http.getAddress());
    this.open = !http.getAddress().getAddress().isLoopbackAddress();
    this.overviews = new OverviewQueries(source, options.zone());
    this.looks = Executors.newScheduledThreadPool(LOOKING_AT_ONCE, daemons("paidan-board-look-"));
    this.feeds =
        new Feeds(
            new Feeds.Settings(
                overviews, options.clock(), options.zone(), options.interval(), looks));
    StreamClients streams = new StreamClients(feeds, options.clock(), options.heartbeat());
    HostGuard guard =
        new HostGuard(options.bindHost(), http.getAddress().getAddress(), options.publicHosts());
    this.requests = Executors.newCachedThreadPool(daemons("paidan-board-http-"));
    this.watchdog = Executors.newSingleThreadScheduledExecutor(daemons("paidan-board-watchdog-"));
    watchdog.scheduleWithFixedDelay(
        streams::cutOffStuck, STUCK_CHECK_SECONDS, STUCK_CHECK_SECONDS, TimeUnit.SECONDS);
    http.setExecutor(requests);
    http.createContext(
        "/",
        new BoardHandler(
            options,
            guard,
            Assets.load(),
            feeds,
            streams,
            new TicketLists(source, options.zone()),
            new TicketDetails(source)));
  }

  /**
   * Starts a board; it answers when this returns.
   *
   * @throws IOException with one line that says what to do when it cannot listen, or has no client
   *     for Elasticsearch
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by the board, or here
  public static BoardServer start(BoardOptions options) throws IOException {
    SourceClient source = new SourceClient(options.elasticsearch());
    try {
      BoardServer server = new BoardServer(options, source, listen(options));
      server.feeds.start();
      server.http.start();
      return server;
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Where the page is, with the port that was chosen. */
  public URI url() {
    return url;
  }

  /** Whether others than this machine can reach it, who then see all that it shows. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Asks Elasticsearch once for what the board shows of the whole prefecture now.
   *
   * @throws SourceException with one line that says what to do when there is no answer
   */
  public Overview overview() throws SourceException {
    return overviews.overview(View.ALL, options.clock().instant());
  }

  /** Ends all streams and stops listening. */
  @Override
  public void close() throws IOException {
    feeds.close();
    http.stop(0);
    requests.shutdownNow();
    looks.shutdownNow();
    watchdog.shutdownNow();
    source.close();
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
