package io.paidan.analytics;

import io.paidan.Topics;
import io.paidan.flink.JobEnvironment;
import io.paidan.flink.control.ControlSource;
import io.paidan.flink.kafka.KafkaSinks;
import io.paidan.flink.source.EventSource;
import io.paidan.flink.source.WallClock;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Wires {@link AnalyticsTopology} to Kafka and runs it. */
public final class AnalyticsJob {
  public static final String NAME = "Paidan analytics";

  private static final List<String> WRITTEN =
      List.of(Topics.DOCUMENTS, Topics.ALERTS, Topics.REPORTS, Topics.DEAD_LETTERS);

  private AnalyticsJob() {}

  /** See {@link AnalyticsOptions} for the arguments. */
  public static void main(String[] arguments) throws Exception {
    AnalyticsOptions options;
    try {
      options = AnalyticsOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("AnalyticsJob: " + e.getMessage());
      System.exit(2);
      return;
    }
    options.kafka().warnings().forEach(warning -> System.err.println("AnalyticsJob: " + warning));
    StreamExecutionEnvironment env =
        JobEnvironment.of(options.backend(), options.checkpointEvery());
    build(env, options, WallClock.SYSTEM);
    env.execute(NAME);
  }

  /** The job in an environment of the caller's. */
  public static void build(
      StreamExecutionEnvironment env, AnalyticsOptions options, WallClock clock) {
    if (options.parallelism() > 0) {
      env.setParallelism(options.parallelism());
    }
    new AnalyticsTopology(clock, options.expiry(), options.linger())
        .build(
            env,
            EventSource.of(
                options.kafka(),
                Topics.TICKET_EVENTS,
                WRITTEN,
                options.group(),
                options.time(),
                options.bound(),
                clock),
            ControlSource.of(options.kafka(), options.group() + "-controls"),
            ControlSource.reports(options.kafka(), options.group() + "-reports"),
            ControlSource.alerts(options.kafka(), options.group() + "-alerts"),
            KafkaSinks.documents(options.kafka(), Topics.DOCUMENTS),
            KafkaSinks.alerts(options.kafka(), Topics.ALERTS),
            KafkaSinks.reports(options.kafka(), Topics.REPORTS),
            KafkaSinks.deadLetters(options.kafka(), Topics.DEAD_LETTERS));
  }
}
