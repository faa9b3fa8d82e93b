package io.paidan.index.rebuild;

import io.paidan.document.Alias;
import io.paidan.flink.JobArguments;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.sink.IndexLimits;
import io.paidan.kafka.KafkaProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A rebuild whose passes run on a Flink cluster, for indices that are too large for one machine:
 * {@code flink run -c io.paidan.index.rebuild.RebuildJob}. Each pass is a job; this main waits for
 * it, so it needs a client that stays (no detached submission).
 */
public final class RebuildJob {
  private static final Set<String> NAMES =
      Set.of(
          "bootstrap-servers",
          "kafka-properties",
          "elasticsearch",
          "elasticsearch-ca",
          "aliases",
          "parallelism",
          "accept-fewer",
          "discard-unfinished",
          "keep-old");

  private enum Answer {
    NO,
    YES
  }

  private RebuildJob() {}

  /** Ends with 1 when the rebuild failed, 2 after wrong arguments. */
  public static void main(String[] arguments) {
    Rebuild rebuild;
    try {
      rebuild = of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("RebuildJob: " + e.getMessage());
      System.exit(2);
      return;
    }
    try {
      rebuild.run();
    } catch (RebuildException e) {
      System.err.println("RebuildJob: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * What the arguments ask for.
   *
   * @throws IllegalArgumentException with one clear line
   */
  static Rebuild of(String[] arguments) {
    JobArguments given = JobArguments.parse(arguments, NAMES);
    KafkaProperties kafka =
        KafkaProperties.of(
            given.required("bootstrap-servers"), given.optional("kafka-properties", null));
    kafka.warnings().forEach(warning -> System.err.println("RebuildJob: " + warning));
    ElasticsearchConnection connection =
        ElasticsearchConnection.of(
            given.required("elasticsearch"), given.optional("elasticsearch-ca", null));
    return new Rebuild(
        kafka,
        connection,
        aliases(given.optional("aliases", null)),
        new Rebuild.Options(
            given.oneOf("discard-unfinished", Answer.class, Answer.NO) == Answer.YES,
            given.oneOf("accept-fewer", Answer.class, Answer.NO) == Answer.YES,
            given.oneOf("keep-old", Answer.class, Answer.NO) == Answer.YES),
        new FlinkPasses(
            kafka, connection, IndexLimits.DEFAULTS, (int) given.number("parallelism", 0, 0)),
        line -> System.out.println("rebuild: " + line));
  }

  private static List<Alias> aliases(String names) {
    if (names == null) {
      return Arrays.asList(Alias.values());
    }
    return Arrays.stream(names.split(",")).map(RebuildJob::alias).toList();
  }

  private static Alias alias(String name) {
    Alias alias = Alias.ofAlias(name.strip());
    if (alias == null) {
      throw new IllegalArgumentException("--aliases: there is no alias " + name.strip());
    }
    return alias;
  }
}
