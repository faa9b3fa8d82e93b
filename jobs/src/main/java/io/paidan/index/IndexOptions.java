package io.paidan.index;

import io.paidan.flink.JobArguments;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.sink.IndexLimits;
import io.paidan.kafka.KafkaProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the index job is told. No secret is among it: those of Elasticsearch come from the
 * environment of the task managers, see {@link io.paidan.index.elasticsearch.ElasticsearchClients}.
 *
 * @param kafka client properties: {@code bootstrap.servers} and what the file of {@code
 *     --kafka-properties} or {@value KafkaProperties#FILE_VARIABLE} holds
 * @param group consumer group, for people to look at
 * @param checkpointEvery zero: no checkpoints, for measurements only
 * @param parallelism 0: as the cluster says
 */
public record IndexOptions(
    KafkaProperties kafka,
    ElasticsearchConnection elasticsearch,
    IndexLimits limits,
    String group,
    Duration checkpointEvery,
    int parallelism) {
  private static final Set<String> NAMES =
      Set.of(
          "bootstrap-servers",
          "kafka-properties",
          "elasticsearch",
          "elasticsearch-ca",
          "group",
          "checkpoint-interval-ms",
          "parallelism",
          "batch-count",
          "batch-bytes",
          "batch-age-ms",
          "in-flight",
          "unreachable-seconds");

  /**
   * The defaults between these, whatever the environment says.
   *
   * @param elasticsearch one or more URLs, separated by commas
   */
  public static IndexOptions of(String bootstrapServers, String elasticsearch) {
    return parse(
        new String[] {"--bootstrap-servers", bootstrapServers, "--elasticsearch", elasticsearch},
        Map.of());
  }

  /**
   * Reads the arguments of the job's main.
   *
   * @throws IllegalArgumentException with one clear line
   */
  public static IndexOptions parse(String[] arguments) {
    return parse(arguments, System.getenv());
  }

  /**
   * The same with another environment than that of this process.
   *
   * @param environment where {@value KafkaProperties#FILE_VARIABLE} may be
   */
  public static IndexOptions parse(String[] arguments, Map<String, String> environment) {
    JobArguments given = JobArguments.parse(arguments, NAMES);
    IndexLimits limits = IndexLimits.DEFAULTS;
    return new IndexOptions(
        KafkaProperties.of(
            given.required("bootstrap-servers"),
            given.optional("kafka-properties", null),
            environment),
        ElasticsearchConnection.of(
            given.required("elasticsearch"), given.optional("elasticsearch-ca", null)),
        new IndexLimits(
            (int) given.number("batch-count", limits.batchCount(), 1),
            (int) given.number("batch-bytes", limits.batchBytes(), 1),
            Duration.ofMillis(given.number("batch-age-ms", limits.batchAge().toMillis(), 0)),
            (int) given.number("in-flight", limits.inFlight(), 1),
            limits.heldCount(),
            limits.heldBytes(),
            limits.documentBytes(),
            limits.firstBackOff(),
            limits.longestBackOff(),
            Duration.ofSeconds(
                given.number("unreachable-seconds", limits.unreachable().toSeconds(), 0))),
        given.optional("group", "paidan-index"),
        Duration.ofMillis(given.number("checkpoint-interval-ms", 10_000, 0)),
        (int) given.number("parallelism", 0, 0));
  }
}
