package io.paidan.bench.wall;

import io.paidan.bench.Bench;
import io.paidan.bench.Folders;
import io.paidan.bench.MachineFacts;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
  /** When it is in the index. */
  static final Instant NOW = Instant.parse("2026-11-27T04:00:00Z");

  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** What an interrupted run has written must be read again first. */
  private static final Duration START = Duration.ofMinutes(5);

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
      description = "go on with what the last run with as many tickets has filled in, also in part")
  private boolean reuse;

  @Override
  public Integer call() throws Exception {
    if (!reuse) {
      Folders.empty(bench.folder());
    }
    say("Machine: %s", MachineFacts.line());
    try (EmbeddedElasticsearch elasticsearch =
        EmbeddedElasticsearch.in(bench.folder().resolve("wall-" + tickets))
            .cache(bench.folder())
            .heapMegabytes(heapMegabytes)
            .startLimit(START)
            .start()) {
      ElasticsearchConnection connection =
          ElasticsearchConnection.of(elasticsearch.uri().toString(), null);
      try (RestClient client = ElasticsearchClients.open(connection, ANSWER, Map.of())) {
        ReferenceData reference = DefaultReference.load();
        FigureSums sums = new FigureSums(reference);
        MadeDocuments made = new MadeDocuments(tickets, NOW.toEpochMilli(), reference, sums);
        say("%s", new WallFill(connection, client, tickets, made, sums).run(reuse));
        WallTimes times =
            new WallTimes(elasticsearch, client, new Rewriting(client, made, tickets));
        times.measure(connection, refreshes, rate, line -> say("%s", line));
      }
    }
    return 0;
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
