package io.paidan.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A real Flink cluster inside this JVM, with its web UI: what runs on it runs on a cluster without
 * a line changed.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final MiniCluster cluster;
  private final URI ui;
  private final OptionalInt metricsPort;

  private EmbeddedFlink(MiniCluster cluster, URI ui, OptionalInt metricsPort) {
    this.cluster = cluster;
    this.ui = ui;
    this.metricsPort = metricsPort;
  }

  /**
   * Starts it.
   *
   * @param slots how many parallel pipelines fit
   * @param uiPort the port of the web UI on 127.0.0.1; 0: one of its own choosing
   * @param metricsPort where Prometheus may read the metrics, on all addresses of the machine, as
   *     Flink's reporter knows no other way; 0: a free one; empty: nowhere
   * @param folder where checkpoints and temporary files go
   * @throws IOException with one clear line when the port is taken or the cluster does not come up
   */
  public static EmbeddedFlink start(int slots, int uiPort, OptionalInt metricsPort, Path folder)
      throws IOException {
    if (uiPort != 0) {
      Ports.requireFree(uiPort, "the Flink UI", "--flink-port");
    }
    // A reporter that does not come up is no more than a line in Flink's log.
    if (metricsPort.orElse(0) != 0) {
      Ports.requireFree(metricsPort.getAsInt(), "the metrics", "--metrics-port");
    }
    OptionalInt reporting =
        metricsPort.equals(OptionalInt.of(0)) ? OptionalInt.of(Ports.free()) : metricsPort;
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, String.valueOf(uiPort));
    configuration.set(RestOptions.PORT, uiPort);
    // What is asked for metrics is answered with those of a second ago, not of ten.
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    reporting.ifPresent(
        port ->
            MetricOptions.forReporter(configuration, "prom")
                .set(
                    MetricOptions.REPORTER_FACTORY_CLASS, PrometheusReporterFactory.class.getName())
                .setString("port", Integer.toString(port)));
    configuration.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    try {
      cluster.start();
      return new EmbeddedFlink(
          cluster, cluster.getRestAddress().get(30, TimeUnit.SECONDS), reporting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Flink was starting", e);
    } catch (Exception e) {
      cluster.closeAsync();
      throw new IOException("Flink did not start: " + e.getMessage(), e);
    }
  }

  /** Where the web UI is. */
  public URI ui() {
    return ui;
  }

  /** Where Prometheus may read the metrics; empty when they were not asked for. */
  public Optional<URI> metrics() {
    return metricsPort.isEmpty()
        ? Optional.empty()
        : Optional.of(
            URI.create("http://" + Ports.HOST + ":" + metricsPort.getAsInt() + "/metrics"));
  }

  /** The cluster itself, for tests that stop, snapshot or break it. */
  public MiniCluster cluster() {
    return cluster;
  }

  /**
   * Submits what was built in the environment.
   *
   * @throws IOException when the cluster does not take it
   */
  public JobID submit(StreamExecutionEnvironment env, String name) throws IOException {
    try {
      var graph = env.getStreamGraph();
      graph.setJobName(name);
      return cluster.submitJob(graph).get(60, TimeUnit.SECONDS).getJobID();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while submitting " + name, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Flink did not take the job '" + name + "': " + e.getMessage(), e);
    }
  }

  /**
   * How the job is.
   *
   * @throws IOException when the cluster does not answer
   */
  public JobStatus status(JobID job) throws IOException {
    try {
      return cluster.getJobStatus(job).get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking Flink", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Flink does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      cluster.closeAsync().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Flink did not stop within " + STOP_LIMIT + ": " + e.getMessage(), e);
    }
  }
}
