package io.paidan.it;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in the JVM of the tests, for one test class. */
@SuppressWarnings("try") // a test that is interrupted may end so
final class Flink implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final MiniCluster cluster;

  private Flink(MiniCluster cluster) {
    this.cluster = cluster;
  }

  static Flink start(int slots) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    cluster.start();
    return new Flink(cluster);
  }

  /** As strict as the jobs are, and without restarts: what fails is seen. */
  static StreamExecutionEnvironment environment(int parallelism, String savepoint) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    env.setBufferTimeout(10);
    return env;
  }

  Job submit(StreamExecutionEnvironment env) throws Exception {
    return new Job(
        cluster.submitJob(env.getStreamGraph()).get(LIMIT_SECONDS, TimeUnit.SECONDS).getJobID());
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }

  /** A job that runs; closing it cancels it. */
  @SuppressWarnings("try")
  final class Job implements AutoCloseable {
    private final JobID id;
    private boolean ended;

    private Job(JobID id) {
      this.id = id;
    }

    /** Waits for its end. */
    JobResult result() throws Exception {
      CompletableFuture<JobResult> result = cluster.requestJobResult(id);
      JobResult known = result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      ended = true;
      return known;
    }

    /** Stops it without moving time to its end; returns the savepoint. */
    String stop(Path folder) throws Exception {
      String savepoint =
          cluster
              .stopWithSavepoint(
                  id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      result();
      return savepoint;
    }

    @Override
    public void close() throws Exception {
      if (!ended) {
        cluster.cancelJob(id).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        result();
      }
    }
  }
}
