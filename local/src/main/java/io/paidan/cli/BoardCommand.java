package io.paidan.cli;

import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.board.source.SourceException;
import io.paidan.stack.BoardSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code paidan board}. */
@Command(
    name = "board",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves the wall for any cluster; it only reads. Ctrl-C stops it. Who it is there comes from",
      "the environment: PAIDAN_ES_API_KEY, or PAIDAN_ES_USER and PAIDAN_ES_PASSWORD, or each with",
      "_FILE and a file's name. It knows no users of its own: see docs/board.md.",
    })
final class BoardCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";

  @Option(
      names = "--elasticsearch",
      required = true,
      paramLabel = "URL[,…]",
      description = "The nodes, like https://es.example.org:9200.")
  private String elasticsearch;

  @Option(
      names = "--elasticsearch-ca",
      paramLabel = "FILE",
      description = "PEM certificates to trust for https.")
  private Path elasticsearchCa;

  @Option(
      names = "--bind",
      defaultValue = LOOPBACK,
      paramLabel = "ADDRESS",
      description = {
        "Where to listen; " + LOOPBACK + " by default, which shows it to this machine only.",
        "Whoever reaches another address sees all tickets.",
      })
  private String bind;

  @Option(
      names = "--port",
      defaultValue = "8090",
      paramLabel = "PORT",
      description = "8090 by default; 0: any free one.")
  private int port;

  @Option(
      names = "--public-host",
      split = ",",
      paramLabel = "NAME[,…]",
      description = {
        "The names, without port, that a proxy passes on and browsers call it by,",
        "like wall.example.org; requests under others are turned away.",
      })
  private List<String> publicHosts = List.of();

  @Option(
      names = "--zone",
      defaultValue = "Asia/Shanghai",
      paramLabel = "ZONE",
      description = "By whose days and hours is counted; Asia/Shanghai by default.")
  private String zone;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (BoardServer board = BoardServer.start(options())) {
      if (!probe(board)) {
        return 1;
      }
      out.println("Board           " + board.url());
      if (board.isOpen()) {
        out.println(
            "Whoever reaches "
                + bind
                + " sees all tickets: the board knows no users; let only a proxy that does reach it"
                + " (docs/board.md).");
      }
      out.println("Ctrl-C stops it.");
      out.flush();
      waitForTheEnd();
    }
    return 0;
  }

  private BoardOptions options() {
    try {
      BoardSource source =
          new BoardSource(
              ElasticsearchAddress.connection(spec.commandLine(), elasticsearch, elasticsearchCa));
      return BoardOptions.of(source)
          .withBindHost(bind)
          .withPort(port)
          .withPublicHosts(publicHosts)
          .withZone(ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(), "--zone " + zone + " is no zone: use one like Asia/Shanghai", e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Whether there is a point in going on: a cluster that is away or not set up yet may come, a
   * wrong key or certificate does not mend itself.
   */
  private boolean probe(BoardServer board) {
    try {
      board.overview();
      return true;
    } catch (SourceException e) {
      boolean lasting =
          switch (e.reason()) {
            case DENIED, UNTRUSTED -> true;
            case UNREACHABLE, SLOW, INDEX_MISSING, UNAVAILABLE, FAILED -> false;
          };
      spec.commandLine()
          .getErr()
          .println(
              "paidan board: "
                  + e.getMessage()
                  + (lasting ? "" : "; the board says so and tries again"));
      return !lasting;
    }
  }

  /** Until the process is told to end, or this thread is. */
  private static void waitForTheEnd() {
    CountDownLatch stop = new CountDownLatch(1);
    Thread hook = new Thread(stop::countDown, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      stop.await();
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      Thread.currentThread().interrupt();
    }
  }
}
