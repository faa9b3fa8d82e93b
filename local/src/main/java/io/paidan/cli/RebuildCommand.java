package io.paidan.cli;

import io.paidan.document.Alias;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.rebuild.FlinkPasses;
import io.paidan.index.rebuild.Rebuild;
import io.paidan.index.sink.IndexLimits;
import io.paidan.kafka.KafkaProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code paidan rebuild}. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Fills new indices from the documents topic beside those in use and switches the aliases to",
      "them. For indices that have lost documents or are gone, and when init says that an index has",
      "other fields than this version of Paidan. Queries find no less meanwhile; the index job goes",
      "on and waits for a moment at the end.",
    })
final class RebuildCommand implements Callable<Integer> {
  private static final int MOST_PARALLELISM = 64;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--elasticsearch",
      required = true,
      paramLabel = "URL[,…]",
      description = {
        "The nodes, like http://localhost:9200.",
        "User and password: PAIDAN_ES_USER and PAIDAN_ES_PASSWORD.",
      })
  private String elasticsearch;

  @Option(
      names = "--elasticsearch-ca",
      paramLabel = "FILE",
      description = "PEM certificates to trust for https.")
  private Path elasticsearchCa;

  @Option(
      names = "--alias",
      split = ",",
      paramLabel = "ALIAS[,…]",
      description = "What to rebuild, like paidan-tickets; all by default.")
  private List<String> aliases = List.of();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks that read and write; 2 by default.")
  private int parallelism = 2;

  @Option(
      names = "--accept-fewer",
      description = "Switch also where the new index has fewer documents than the old one.")
  private boolean acceptFewer;

  @Option(
      names = "--discard-unfinished",
      description = "First delete what a rebuild that was cut off has left.")
  private boolean discardUnfinished;

  @Option(
      names = "--keep-old",
      description = {
        "Leave the old indices there, read-only and without alias.",
        "Not those with a month's own name, like paidan-events-2026.11: it becomes an alias.",
      })
  private boolean keepOld;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1 || parallelism > MOST_PARALLELISM) {
      throw new ParameterException(
          spec.commandLine(),
          "--parallelism must be from 1 to " + MOST_PARALLELISM + ", not " + parallelism);
    }
    ElasticsearchConnection connection =
        ElasticsearchAddress.connection(spec.commandLine(), elasticsearch, elasticsearchCa);
    List<Alias> chosen = chosen();
    KafkaProperties client = kafka.client();
    new Rebuild(
            client,
            connection,
            chosen,
            new Rebuild.Options(discardUnfinished, acceptFewer, keepOld),
            new FlinkPasses(client, connection, IndexLimits.DEFAULTS, parallelism),
            line -> {
              spec.commandLine().getOut().println("rebuild: " + line);
              spec.commandLine().getOut().flush();
            })
        .run();
    return 0;
  }

  private List<Alias> chosen() {
    if (aliases.isEmpty()) {
      return Arrays.asList(Alias.values());
    }
    List<Alias> chosen = new ArrayList<>();
    for (String name : aliases) {
      Alias alias = Alias.ofAlias(name);
      if (alias == null) {
        throw new ParameterException(
            spec.commandLine(),
            "--alias knows "
                + Stream.of(Alias.values()).map(Alias::alias).collect(Collectors.joining(", "))
                + ", not "
                + name);
      }
      chosen.add(alias);
    }
    return chosen;
  }
}
