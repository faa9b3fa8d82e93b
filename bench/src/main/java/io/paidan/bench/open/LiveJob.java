package io.paidan.bench.open;

import io.paidan.analytics.AnalyticsOptions;
import io.paidan.analytics.AnalyticsTopology;
import io.paidan.bench.BenchFlink;
import io.paidan.bench.CountingSink;
import io.paidan.bench.DocumentCounts;
import io.paidan.bench.JvmTimes;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlSource;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.kafka.KafkaSinks;
import io.paidan.flink.source.EventSource;
import io.paidan.flink.source.TimeMode;
import io.paidan.flink.source.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The analytics job as it runs live, on a Flink in this JVM. Its alerts go to Kafka; its documents
 * are thrown away until {@link #writeDocuments}, for those of the tickets that were there before
 * would only cost time and room.
 */
final class LiveJob implements AutoCloseable {
  /** Without an interval there would be no coordinator to ask for a checkpoint. */
  private static final Duration NEVER = Duration.ofDays(1);

  /** Longer than documents of a ticket are held back for others of it, and figures for others. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final Duration STALLED = Duration.ofMinutes(3);
  private static final int CHECKPOINTS_KEPT = 10_000;
  private static final long PAUSE_MS = 5;
  private static final int STOP_LIMIT_S = 60;

  private final String name;
  private final MiniCluster cluster;
  private final JobID job;
  private final GatedSink<Document> gate;
  private final CountingSink<Document> watched;
  private final DocumentCounts documents;
  private final CountingSink<Document> alerts;
  private final CountingSink<DeadLetter> deadLetters;
  private final RunTopics topics;

  private LiveJob(
      RunSettings run, RunTopics topics, CountingSink.Filter<Document> filter, MiniCluster cluster)
      throws Exception {
    this.name = run.name();
    this.topics = topics;
    this.cluster = cluster;
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", run.bootstrapServers());
    gate = new GatedSink<>(KafkaSinks.documents(kafka, topics.documents()));
    watched = CountingSink.before(gate, filter);
    documents = new DocumentCounts(watched);
    alerts = CountingSink.before(KafkaSinks.alerts(kafka, topics.alerts()), alert -> false);
    deadLetters = CountingSink.discarding();

    StreamExecutionEnvironment flink = new StreamExecutionEnvironment(configuration(run));
    flink.setParallelism(run.parallelism());
    String group = "bench-" + run.name();
    new AnalyticsTopology(
            WallClock.SYSTEM, AnalyticsOptions.DEFAULT_EXPIRY, AnalyticsOptions.DEFAULT_LINGER)
        .build(
            flink,
            EventSource.of(
                kafka, topics.events(), group, TimeMode.LIVE, Duration.ZERO, WallClock.SYSTEM),
            ControlSource.of(kafka, topics.policies(), topics.reference(), group + "-controls"),
            ControlSource.reports(kafka, topics.reports(), group + "-reports"),
            ControlSource.alerts(kafka, topics.alerts(), group + "-alerts"),
            documents.sink(),
            alerts,
            KafkaSinks.reports(kafka, topics.reports()),
            deadLetters);
    StreamGraph graph = flink.getStreamGraph();
    graph.setJobName(name);
    job = cluster.submitJob(graph).get(60, TimeUnit.SECONDS).getJobID();
  }

  /**
   * Starts it, and returns when it runs.
   *
   * @param watched documents that are counted apart, see {@link #watched()}
   */
  static LiveJob start(RunSettings run, RunTopics topics, CountingSink.Filter<Document> watched)
      throws Exception {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(run))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(run.parallelism())
                .build());
    try {
      cluster.start();
      LiveJob started = new LiveJob(run, topics, watched, cluster);
      started.await("running", () -> started.runs() ? 1 : 0, 1);
      return started;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  private boolean runs() {
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(job).join().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  private static Configuration configuration(RunSettings run) {
    Duration every = run.checkpointEvery().isZero() ? NEVER : run.checkpointEvery();
    Configuration configuration =
        BenchFlink.configuration(run.backend(), every, run.folder(), run.rocksdbMemory());
    // Several may run on this machine, and nobody looks at them from elsewhere.
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, CHECKPOINTS_KEPT);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    return configuration;
  }

  /** From here on documents go to Kafka. */
  void writeDocuments() {
    gate.open();
  }

  /** How many events have come out, as their documents. */
  long events() {
    return documents.events();
  }

  /** How many documents of all kinds have come out. */
  long documents() {
    return documents.all();
  }

  /** How many of the documents that are counted apart. */
  long watched() {
    return watched.marked();
  }

  /**
   * Returns when so many have come, of what is counted.
   *
   * @throws IllegalStateException if the job ends, gives dead letters, or nothing comes for long
   */
  void await(String what, LongSupplier count, long target) throws Exception {
    long last = -1;
    long changed = System.nanoTime();
    long looked = 0;
    for (long now = count.getAsLong(); now < target; now = count.getAsLong()) {
      long time = System.nanoTime();
      if (now != last) {
        last = now;
        changed = time;
      } else if (time - changed > STALLED.toNanos()) {
        throw new IllegalStateException(
            "%s: of %,d %s came %,d, and nothing more for %d s"
                .formatted(name, target, what, now, STALLED.toSeconds()));
      }
      if (time - looked > TimeUnit.SECONDS.toNanos(1)) {
        check();
        looked = time;
      }
      Thread.sleep(PAUSE_MS);
    }
    check();
  }

  /** Returns when so many events have come out in all. */
  void awaitEvents(long target) throws Exception {
    await("events", this::events, target);
  }

  /**
   * When the last document of a ticket came out, and what this JVM had used by then.
   *
   * @param nanos as {@link System#nanoTime}
   */
  record Quiet(long nanos, Duration cpu, Duration gc) {}

  /**
   * Returns when so many events have come out in all, and after them no document of any kind for a
   * while: those of the tickets come a little later than those of the events, and figures up to a
   * second after them, which is none of work.
   */
  Quiet awaitQuiet(long target) throws Exception {
    awaitEvents(target);
    Quiet quiet = null;
    long tickets = -1;
    long all = -1;
    long changed = System.nanoTime();
    while (quiet == null || System.nanoTime() - changed < QUIET.toNanos()) {
      if (documents.tickets() != tickets) {
        tickets = documents.tickets();
        quiet = new Quiet(System.nanoTime(), JvmTimes.cpu(), JvmTimes.gc());
      }
      if (documents.all() != all) {
        all = documents.all();
        changed = System.nanoTime();
      }
      Thread.sleep(PAUSE_MS);
    }
    check();
    return quiet;
  }

  /** How many alerts have come out. */
  long alerts() {
    return alerts.count();
  }

  /** Returns when so many alerts in all are on their topic. */
  void awaitAlerts(long target) throws Exception {
    // Asking the broker costs: it is asked when there is not much to wait for any more.
    await("alerts", this::alerts, target);
    await("alerts' records", () -> topics.records(topics.alerts()), target);
  }

  /** Whether all is well with the job. */
  private void check() throws Exception {
    if (deadLetters.count() > 0) {
      throw new IllegalStateException("%s: %d dead letters".formatted(name, deadLetters.count()));
    }
    if (cluster.getJobStatus(job).get().isTerminalState()) {
      cluster.requestJobResult(job).get().toJobExecutionResult(getClass().getClassLoader());
      throw new IllegalStateException(name + ": the job ended too early");
    }
  }

  /** Asks for a checkpoint now; completes with it, or fails with it. */
  CompletableFuture<String> checkpoint() {
    return cluster.triggerCheckpoint(job);
  }

  /** All checkpoints until now. */
  Checkpoints checkpoints() throws Exception {
    CheckpointStatsSnapshot stats =
        cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    long now = System.currentTimeMillis();
    return new Checkpoints(
        stats == null
            ? List.of()
            : stats.getHistory().getCheckpoints().stream()
                .map(one -> Checkpoints.Checkpoint.of(one, now))
                .toList());
  }

  /** Ends the job, however it is, and Flink with it. */
  @Override
  public void close() {
    try {
      try {
        if (!cluster.getJobStatus(job).get().isTerminalState()) {
          cluster.cancelJob(job).get();
          cluster.requestJobResult(job).get(STOP_LIMIT_S, TimeUnit.SECONDS);
        }
      } finally {
        cluster.closeAsync().get(STOP_LIMIT_S, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(name + ": the job did not end", e);
    }
  }
}
