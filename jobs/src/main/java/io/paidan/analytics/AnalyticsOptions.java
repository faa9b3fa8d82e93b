package io.paidan.analytics;

import io.paidan.core.recompute.Recompute;
import io.paidan.flink.JobArguments;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.TimeMode;
import io.paidan.kafka.KafkaProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the analytics job is told.
 *
 * @param kafka client properties: {@code bootstrap.servers} and what the file of {@code
 *     --kafka-properties} or {@value KafkaProperties#FILE_VARIABLE} holds
 * @param time whether the clock or the events alone move time
 * @param bound how far time stays behind what has been read
 * @param expiry how long after a ticket's end, in event time, its events are still taken
 * @param linger for how long events of a ticket are gathered before its documents are written
 * @param parallelism 0: as the cluster says
 */
public record AnalyticsOptions(
    KafkaProperties kafka,
    String group,
    TimeMode time,
    Duration bound,
    Duration expiry,
    Duration linger,
    Backend backend,
    Duration checkpointEvery,
    int parallelism) {
  /** The plain runner's, so that both ways agree (contract, section 4, {@code recompute}). */
  public static final Duration DEFAULT_EXPIRY = Recompute.EXPIRY;

  /**
   * Nobody sees a wall that is a fifth of a second behind; a backlog is worked off several times as
   * fast, since each ticket is written once in that time and not with each event.
   */
  public static final Duration DEFAULT_LINGER = Duration.ofMillis(200);

  private static final Set<String> NAMES =
      Set.of(
          "bootstrap-servers",
          "kafka-properties",
          "group",
          "time",
          "bound-ms",
          "expiry-days",
          "linger-ms",
          "state-backend",
          "checkpoint-interval-ms",
          "parallelism");

  /**
   * Reads the arguments of the job's main.
   *
   * @throws IllegalArgumentException with one clear line
   */
  public static AnalyticsOptions parse(String[] arguments) {
    return parse(arguments, System.getenv());
  }

  /**
   * The same with another environment than that of this process.
   *
   * @param environment where {@value KafkaProperties#FILE_VARIABLE} may be
   */
  public static AnalyticsOptions parse(String[] arguments, Map<String, String> environment) {
    JobArguments given = JobArguments.parse(arguments, NAMES);
    return new AnalyticsOptions(
        KafkaProperties.of(
            given.required("bootstrap-servers"),
            given.optional("kafka-properties", null),
            environment),
        given.optional("group", "paidan-analytics"),
        given.oneOf("time", TimeMode.class, TimeMode.LIVE),
        Duration.ofMillis(given.number("bound-ms", 0, 0)),
        Duration.ofDays(given.number("expiry-days", DEFAULT_EXPIRY.toDays(), 1)),
        Duration.ofMillis(given.number("linger-ms", DEFAULT_LINGER.toMillis(), 0)),
        given.oneOf("state-backend", Backend.class, Backend.HEAP),
        Duration.ofMillis(given.number("checkpoint-interval-ms", 10_000, 0)),
        (int) given.number("parallelism", 0, 0));
  }
}
