package io.paidan.bench.wall;

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
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.stack.BoardSource;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** Takes the times of what the wall asks. */
final class WallTimes {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final View DISTRICT = new View("fuxin", null);
  private static final View YEAR = new View(null, ViewPeriod.parse("2026"));

  private final EmbeddedElasticsearch elasticsearch;
  private final RestClient client;
  private final Rewriting rewriting;

  WallTimes(EmbeddedElasticsearch elasticsearch, RestClient client, Rewriting rewriting) {
    this.elasticsearch = elasticsearch;
    this.client = client;
    this.rewriting = rewriting;
  }

  /**
   * Measures all, and tells it as a table.
   *
   * @param times of each overview; lists are asked for less often
   * @param rate documents a second that are written meanwhile, where they are
   */
  void measure(ElasticsearchConnection connection, int times, int rate, Consumer<String> told)
      throws Exception {
    try (SourceClient source = new SourceClient(new BoardSource(connection, Map.of()))) {
      OverviewQueries overviews = new OverviewQueries(source, ZONE);
      TicketLists lists = new TicketLists(source, ZONE);
      Overview overview = overviews.overview(View.ALL, WallExperiment.NOW);
      check(lists, overview);
      told.accept(
          String.format(
              Locale.ROOT,
              "Open %,d, overdue %,d, dispatched in the month %,d",
              overview.figures().open().total(),
              overview.figures().overdue().total(),
              overview.figures().dispatched()));
      told.accept("");
      told.accept(
          "| p50 / p99 ms | nothing remembered | Elasticsearch's processor time, ms each | nothing"
              + " is written | "
              + rate
              + " documents a second are written |");
      told.accept("|---|--:|--:|--:|--:|");
      Map<String, View> views =
          Map.of("the prefecture, a month", View.ALL, "a district, a month", DISTRICT);
      for (Map.Entry<String, View> view : views.entrySet()) {
        Callable<?> asked = () -> overviews.overview(view.getValue(), WallExperiment.NOW);
        told.accept(row("full refresh, " + view.getKey(), asked, times, rate));
      }
      Callable<?> year = () -> overviews.overview(YEAR, WallExperiment.NOW);
      told.accept(row("full refresh, the prefecture, a year", year, times, rate));
      int few = Math.max(5, times / 10);
      for (ListFigure figure : new ListFigure[] {ListFigure.OVERDUE, ListFigure.ON_TIME}) {
        Callable<?> asked = () -> list(lists, figure, View.ALL, null);
        told.accept(row("list: " + figure.word() + ", a month", asked, few, rate));
      }
      Callable<?> reached = () -> list(lists, ListFigure.STEP_REACHED, YEAR, Step.IMPLEMENT);
      told.accept(row("list: step reached, a year", reached, few, rate));
      Callable<?> late = () -> list(lists, ListFigure.LATE, YEAR, null);
      told.accept(row("list: late, a year", late, Math.max(3, few / 4), rate));
    }
  }

  private static long list(TicketLists lists, ListFigure figure, View view, Step step)
      throws SourceException {
    ListRequest request = new ListRequest(figure, view, null, null, step, null, null);
    return lists.list(request, WallExperiment.NOW).total();
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
      long total = list(lists, figure.getKey(), View.ALL, null);
      if (total != figure.getValue()) {
        throw new IllegalStateException(
            figure.getKey() + ": " + figure.getValue() + " on the wall, " + total + " behind it");
      }
    }
  }

  private String row(String what, Callable<?> asked, int times, int rate) throws Exception {
    remember(false);
    warmUp(asked, times);
    Duration before = serverTime();
    String forgetting = times(asked, times);
    double serverMillis = serverTime().minus(before).toMillis() / (double) times;
    remember(true);
    warmUp(asked, times);
    String quiet = times(asked, times);
    String written;
    try (Rewriting.Run run = rewriting.start(rate)) {
      written = times(asked, times);
      run.check();
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %s | %s |",
        what,
        forgetting,
        serverMillis,
        quiet,
        written);
  }

  /**
   * Whether shards may answer from what they remember of an equal search since the last refresh.
   */
  private void remember(boolean on) throws IOException {
    WallFill.set(client, "{\"index.requests.cache.enable\":" + on + "}");
    client.performRequest(new Request("POST", "/paidan-*/_cache/clear"));
  }

  private Duration serverTime() {
    return elasticsearch.processes().stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static void warmUp(Callable<?> asked, int times) throws Exception {
    for (int i = 0; i < Math.max(3, times / 5); i++) {
      asked.call();
    }
  }

  private static String times(Callable<?> asked, int times) throws Exception {
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
}
