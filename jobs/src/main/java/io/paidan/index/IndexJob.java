package io.paidan.index;

import io.paidan.index.sink.IndexSink;
import io.paidan.index.sink.RejectedDocuments;
import io.paidan.index.sink.RestBulkTransport;
import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Documents from Kafka into Elasticsearch. Only wires: see {@link IndexTopology} for what runs and
 * {@link IndexOptions#USAGE} for how to call it.
 */
public final class IndexJob {
  public static final String NAME = "paidan-index";

  private IndexJob() {}

  public static void main(String[] args) throws Exception {
    if (Arrays.asList(args).contains("--help")) {
      System.out.println(IndexOptions.USAGE);
      return;
    }
    IndexOptions options = IndexOptions.parse(args);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    wire(env, options);
    env.execute(NAME);
  }

  /** Sets up an environment and adds the job to it. */
  public static void wire(StreamExecutionEnvironment env, IndexOptions options) {
    env.configure(configuration(options));
    if (options.parallelism() > 0) {
      env.setParallelism(options.parallelism());
    }
    IndexTopology.build(
        env,
        DocumentSource.of(options.kafka(), options.documentsTopic(), options.group()),
        new IndexSink(
            options.limits(),
            RestBulkTransport.to(options.elasticsearch()),
            RejectedDocuments.toKafka(options.kafka(), options.deadLettersTopic())));
  }

  /**
   * Repeats are harmless, so checkpoints need not align. While Elasticsearch is away the sink is
   * full, its task waits and checkpoints do not come through: none of that is a reason to stop. A
   * job that fails is started again, for as long as it takes.
   */
  private static Configuration configuration(IndexOptions options) {
    return new Configuration()
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval())
        .set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE)
        .set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10))
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
