package io.paidan.flink;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What every job of Paidan runs with, wherever it runs. */
public final class JobEnvironment {
  /** Where state lives while the job runs. */
  public enum Backend {
    /** On the heap: quick, as far as memory goes. */
    HEAP,
    /** RocksDB, with incremental checkpoints: for state that outgrows the heap. */
    ROCKSDB
  }

  private JobEnvironment() {}

  /**
   * The settings of a job.
   *
   * @param checkpointEvery zero: no checkpoints, for measurements only
   */
  public static Configuration configuration(Backend backend, Duration checkpointEvery) {
    Configuration configuration = new Configuration();
    // State and records are packed bytes or own serializers; Kryo would tie them to classes.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // A savepoint finds its operators by uid: a generated one changes with the topology.
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Records are never changed once they were handed on.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // An alert must not wait for a buffer to fill.
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
    configuration.set(
        StateBackendOptions.STATE_BACKEND, backend == Backend.HEAP ? "hashmap" : "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend == Backend.ROCKSDB);
    // A broker may be away for a while: the job starts again for as long as it takes.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    // Records on their way hold raw bytes, with personal data in them: an unaligned checkpoint
    // would write them down (contract, section 3, "Personal data").
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    if (!checkpointEvery.isZero()) {
      configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
      configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
    }
    return configuration;
  }

  /** An environment with these settings. */
  public static StreamExecutionEnvironment of(Backend backend, Duration checkpointEvery) {
    return StreamExecutionEnvironment.getExecutionEnvironment(
        configuration(backend, checkpointEvery));
  }
}
