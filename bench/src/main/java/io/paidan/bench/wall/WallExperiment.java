package io.paidan.bench.wall;

import io.paidan.bench.Bench;
import io.paidan.bench.Folders;
import io.paidan.bench.MachineFacts;
import io.paidan.board.overview.Overview;
import io.paidan.board.overview.OverviewQueries;
import io.paidan.board.overview.Step;
import io.paidan.board.overview.View;
import io.paidan.board.overview.ViewPeriod;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import io.paidan.board.ticket.ListFigure;
import io.paidan.board.ticket.ListRequest;
import io.paidan.board.ticket.TicketLists;
import io.paidan.index.IndexSetup;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import io.paidan.stack.BoardSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code bench/run wall}: what the wall asks of Elasticsearch costs. */
@Command(
    name = "wall",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "How long a full refresh of the wall takes, over many tickets.")
public final class WallExperiment implements Callable<Integer> {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant NOW = Instant.parse("2026-11-27T04:00:00Z");
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final String DISTRICT = "fuxin";

  @ParentCommand private Bench bench;

  @Spec private CommandSpec spec;

  @Option(
      names = "--tickets",
      defaultValue = "1000000",
      description = "in the index (default: ${DEFAULT-VALUE})")
  private long tickets;

  @Option(
      names = "--refreshes",
      defaultValue = "200",
      description = "of each view that are measured (default: ${DEFAULT-VALUE})")
  private int refreshes;

  @Option(
      names = "--rate",
      defaultValue = "500",
      description =
          "documents a second that are written anew beside it (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--elasticsearch-heap-mb",
      defaultValue = "1024",
      description = "(default: ${DEFAULT-VALUE})")
  private int heapMegabytes;

  @Option(
      names = "--reuse",
      description = "go on with what the last run with as many tickets has filled in")
  private boolean reuse;

  @Override
  public Integer call() throws Exception {
    if (!reuse) {
      Folders.empty(bench.folder());
    }
    say("Machine: %s", MachineFacts.line());
    Path folder = bench.folder().resolve("wall-" + tickets);
    try (EmbeddedElasticsearch elasticsearch =
            EmbeddedElasticsearch.in(folder)
                .cache(bench.folder())
                .heapMegabytes(heapMegabytes)
                .start();
        RestClient client = client(elasticsearch)) {
      ReferenceData reference = DefaultReference.load();
      FigureSums sums = new FigureSums(reference);
      MadeDocuments made = new MadeDocuments(tickets, NOW.toEpochMilli(), reference, sums);
      if (!reuse) {
        fill(elasticsearch, client, made, sums);
      }
      measure(elasticsearch, client, made);
    }
    return 0;
  }

  private static RestClient client(EmbeddedElasticsearch elasticsearch) throws IOException {
    return ElasticsearchClients.open(connection(elasticsearch), ANSWER, Map.of());
  }

  private static ElasticsearchConnection connection(EmbeddedElasticsearch elasticsearch) {
    return ElasticsearchConnection.of(elasticsearch.uri().toString(), null);
  }

  private void fill(
      EmbeddedElasticsearch elasticsearch, RestClient client, MadeDocuments made, FigureSums sums)
      throws Exception {
    new IndexSetup(connection(elasticsearch), 1, 0).run();
    long start = System.nanoTime();
    long written;
    try (BulkWriter writer = new BulkWriter(client)) {
      for (long number = 0; number < tickets; number++) {
        made.ticket(number, NOW.toEpochMilli() - tickets + number, writer::add);
      }
      sums.documents(NOW.toEpochMilli(), writer::add);
      writer.finish();
      written = writer.written();
    }
    client.performRequest(new Request("POST", "/paidan-*/_refresh"));
    say(
        "Filled: %,d documents of %,d tickets in %.0f s",
        written, tickets, (System.nanoTime() - start) / 1e9);
  }

  private void measure(EmbeddedElasticsearch elasticsearch, RestClient client, MadeDocuments made)
      throws Exception {
    BoardSource access = new BoardSource(connection(elasticsearch), Map.of());
    try (SourceClient source = new SourceClient(access)) {
      OverviewQueries queries = new OverviewQueries(source, ZONE);
      TicketLists lists = new TicketLists(source, ZONE);
      Overview overview = queries.overview(View.ALL, NOW);
      say(
          "Open %,d, overdue %,d, dispatched in the month %,d",
          overview.figures().open().total(),
          overview.figures().overdue().total(),
          overview.figures().dispatched());
      check(lists, overview);
      say("");
      say(
          "| | nothing is written, nothing remembered: p50 / p99 ms | nothing is written |"
              + " %,d documents a second are written |",
          rate);
      say("|---|--:|--:|--:|");
      ViewPeriod year = ViewPeriod.parse("2026");
      row(
          client,
          made,
          "full refresh, the prefecture, a month",
          refreshes,
          () -> queries.overview(View.ALL, NOW));
      row(
          client,
          made,
          "full refresh, a district, a month",
          refreshes,
          () -> queries.overview(new View(DISTRICT, null), NOW));
      row(
          client,
          made,
          "full refresh, the prefecture, a year",
          refreshes,
          () -> queries.overview(new View(null, year), NOW));
      int few = Math.max(5, refreshes / 10);
      View all = View.ALL;
      row(
          client,
          made,
          "list: overdue",
          few,
          () ->
              lists.list(
                  new ListRequest(ListFigure.OVERDUE, all, null, null, null, null, null), NOW));
      row(
          client,
          made,
          "list: step reached, a year",
          few,
          () ->
              lists.list(
                  new ListRequest(
                      ListFigure.STEP_REACHED,
                      new View(null, year),
                      null,
                      null,
                      Step.IMPLEMENT,
                      null,
                      null),
                  NOW));
      row(
          client,
          made,
          "list: on time, a month",
          few,
          () ->
              lists.list(
                  new ListRequest(ListFigure.ON_TIME, all, null, null, null, null, null), NOW));
      row(
          client,
          made,
          "list: late, a year",
          Math.max(3, few / 4),
          () ->
              lists.list(
                  new ListRequest(
                      ListFigure.LATE, new View(null, year), null, null, null, null, null),
                  NOW));
    }
  }

  /** What is measured is right, too: the lists are as long as the figures say. */
  private static void check(TicketLists lists, Overview overview) throws SourceException {
    Overview.Figures figures = overview.figures();
    Map<ListFigure, Long> expected =
        Map.of(
            ListFigure.DISPATCHED, figures.dispatched(),
            ListFigure.ON_TIME, figures.onTime().numerator(),
            ListFigure.LATE, figures.late(),
            ListFigure.OVERDUE, figures.overdue().total());
    for (Map.Entry<ListFigure, Long> figure : expected.entrySet()) {
      long total =
          lists
              .list(new ListRequest(figure.getKey(), View.ALL, null, null, null, null, null), NOW)
              .total();
      if (total != figure.getValue()) {
        throw new IllegalStateException(
            figure.getKey() + ": " + figure.getValue() + " on the wall, " + total + " behind it");
      }
    }
  }

  private void row(RestClient client, MadeDocuments made, String what, int times, Callable<?> asked)
      throws Exception {
    remember(client, false);
    String forgetting = times(asked, times);
    remember(client, true);
    String quiet = times(asked, times);
    String writing;
    try (Rewriting rewriting = new Rewriting(client, made, tickets, rate)) {
      writing = times(asked, times);
      rewriting.check();
    }
    say("| %s | %s | %s | %s |", what, forgetting, quiet, writing);
  }

  /**
   * Whether shards may answer from what they remember of an equal search since the last refresh.
   */
  private static void remember(RestClient client, boolean on) throws IOException {
    Request request = new Request("PUT", "/paidan-*/_settings");
    request.setJsonEntity("{\"index.requests.cache.enable\":" + on + "}");
    client.performRequest(request);
    client.performRequest(new Request("POST", "/paidan-*/_cache/clear"));
  }

  private static String times(Callable<?> asked, int times) throws Exception {
    for (int i = 0; i < Math.max(3, times / 5); i++) {
      asked.call();
    }
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      asked.call();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return String.format(Locale.ROOT, "%.0f / %.0f", rank(millis, 0.5), rank(millis, 0.99));
  }

  private static double rank(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
