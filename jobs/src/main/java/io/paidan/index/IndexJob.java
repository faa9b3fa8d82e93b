package io.paidan.index;

import io.paidan.Topics;
import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.index.sink.IndexSink;
import io.paidan.index.sink.RejectedDocuments;
import io.paidan.index.sink.RestBulkTransport;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Wires {@link IndexTopology} to Kafka and Elasticsearch and runs it. */
public final class IndexJob {
  public static final String NAME = "Paidan index";

  private IndexJob() {}

  /** See {@link IndexOptions} for the arguments. */
  public static void main(String[] arguments) throws Exception {
    IndexOptions options;
    try {
      options = IndexOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("IndexJob: " + e.getMessage());
      System.exit(2);
      return;
    }
    options.kafka().warnings().forEach(warning -> System.err.println("IndexJob: " + warning));
    StreamExecutionEnvironment env = JobEnvironment.of(Backend.HEAP, options.checkpointEvery());
    build(env, options);
    env.execute(NAME);
  }

  /** The job in an environment of the caller's, whose settings it makes its own. */
  public static void build(StreamExecutionEnvironment env, IndexOptions options) {
    env.configure(patience());
    if (options.parallelism() > 0) {
      env.setParallelism(options.parallelism());
    }
    IndexTopology.build(
        env,
        DocumentSource.of(
            options.kafka(), Topics.DOCUMENTS, RejectedDocuments.TOPICS, options.group()),
        new IndexSink(
            options.limits(),
            RestBulkTransport.to(options.elasticsearch()),
            RejectedDocuments.toKafka(options.kafka(), Topics.DEAD_LETTERS, Topics.DOCUMENTS)));
  }

  /**
   * Repeats are harmless, so checkpoints need not align. While Elasticsearch is away the sink is
   * full, its task waits and checkpoints do not come through: none of that is a reason to stop. A
   * job that fails is started again, for as long as it takes.
   */
  private static Configuration patience() {
    return new Configuration()
        .set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE)
        .set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE)
        .set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay")
        .set(
            RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
            Duration.ofSeconds(1))
        .set(
            RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
            Duration.ofSeconds(30))
        .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
  }
}
