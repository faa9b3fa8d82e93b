package io.paidan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.analytics.AnalyticsJob;
import io.paidan.analytics.AnalyticsOptions;
import io.paidan.analytics.AnalyticsTopology;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.control.ControlSource;
import io.paidan.flink.kafka.KafkaSinks;
import io.paidan.flink.source.EventSource;
import io.paidan.flink.source.TimeMode;
import io.paidan.index.IndexJob;
import io.paidan.index.IndexOptions;
import io.paidan.index.IndexSetup;
import io.paidan.kafka.KafkaAccess;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.SharedServers;
import io.paidan.replay.EventSender;
import io.paidan.replay.Replay;
import io.paidan.replay.Speed;
import io.paidan.stack.HomeFolder;
import io.paidan.stack.Stack;
import io.paidan.stack.StackOptions;
import io.paidan.topics.Defaults;
import io.paidan.topics.TopicSetup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Everything that runs on one machine, for all end-to-end tests of a test run: the {@link Stack}'s
 * servers stay up, while each test begins with empty topics and indices and with jobs of its own,
 * which are wired as the stack wires them. The jobs' wall clock is {@link HandClock}.
 */
final class Pipeline implements AutoCloseable {
  /** More than a job has subtasks, and not a multiple of them. */
  static final int PARTITIONS = 3;

  private static final int PARALLELISM = 2;
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

  private final Path home;
  private final HomeFolder claim;
  private final Stack stack;
  private final IndexReader index;
  private JobID analyticsJob;
  private JobID indexJob;

  private Pipeline(Path home, HomeFolder claim, Stack stack) {
    this.home = home;
    this.claim = claim;
    this.stack = stack;
    this.index = new IndexReader(stack.elasticsearch().uri());
    analyticsJob = stack.analytics();
    indexJob = stack.index();
  }

  /** Both savepoints of the pipeline. */
  record Savepoints(String analytics, String index) {}

  @SuppressWarnings({"resource", "MustBeClosedChecker"}) // the pipeline closes both
  static Pipeline start() throws Exception {
    Path home = SharedServers.folder("e2e");
    HomeFolder claim = HomeFolder.claim(home, true);
    Stack stack =
        Stack.start(
            new StackOptions(
                home,
                SharedServers.elasticsearchCache(),
                0,
                0,
                0,
                0,
                OptionalInt.of(0),
                PARALLELISM,
                TimeMode.LIVE,
                Backend.HEAP),
            HandClock.CLOCK,
            line -> {});
    Pipeline pipeline = new Pipeline(home, claim, stack);
    try {
      // Its jobs run, and what they make of the reference data may be there already.
      assertThat(pipeline.index.count(Alias.TICKETS))
          .as("tickets of an earlier run in a new stack")
          .isZero();
      return pipeline;
    } catch (Exception | Error e) {
      pipeline.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return stack.kafka().bootstrapServers();
  }

  String elasticsearch() {
    return stack.elasticsearch().uri().toString();
  }

  /** Where Prometheus may read the metrics of both jobs. */
  URI metrics() {
    return stack.flink().metrics().orElseThrow();
  }

  IndexReader index() {
    return index;
  }

  MiniCluster flink() {
    return stack.flink().cluster();
  }

  /** Without jobs, topics and indices; the clock stands at {@code now}. */
  void empty(long now) throws Exception {
    cancelJobs();
    HandClock.set(now);
    try (Admin admin = KafkaAccess.connect(bootstrapServers())) {
      Set<String> names = admin.listTopics().names().get(10, TimeUnit.SECONDS);
      names.removeIf(name -> !name.startsWith("paidan."));
      admin.deleteTopics(names).all().get(10, TimeUnit.SECONDS);
      Await.until(
          () ->
              admin.listTopics().names().get(10, TimeUnit.SECONDS).stream()
                  .noneMatch(names::contains),
          () -> "topics were not deleted: " + names);
    }
    index.deleteAll();
  }

  /** Empty topics and indices, the default policy and reference data; no job runs yet. */
  void fresh(long now) throws Exception {
    freshWithoutPolicy(now);
    assertThat(Defaults.policy(bootstrapServers())).isTrue();
    assertThat(Defaults.reference(bootstrapServers())).isTrue();
  }

  /** Empty topics and indices; no job runs yet. */
  void freshWithoutPolicy(long now) throws Exception {
    empty(now);
    try (Admin admin = KafkaAccess.connect(bootstrapServers())) {
      TopicSetup.ensure(admin, new TopicSetup.Options(PARTITIONS, 1));
    }
    new IndexSetup(indexOptions(elasticsearch()).elasticsearch(), 1, 0).run();
  }

  /** Both jobs from nothing. */
  void startJobs(Backend backend) throws Exception {
    startJobs(backend, new Savepoints(null, null));
  }

  /** Both jobs, each from its savepoint; null: from nothing. */
  void startJobs(Backend backend, Savepoints from) throws Exception {
    startJobs(backend, from, indexOptions(elasticsearch()));
  }

  /** Both jobs from nothing, the index job with other options. */
  void startJobs(Backend backend, IndexOptions indexing) throws Exception {
    startJobs(backend, new Savepoints(null, null), indexing);
  }

  private void startJobs(Backend backend, Savepoints from, IndexOptions indexing) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.of(backend, CHECKPOINT_EVERY);
    AnalyticsJob.build(env, analyticsOptions(), HandClock.CLOCK);
    analyticsJob = submit(env, AnalyticsJob.NAME, from.analytics());

    env = JobEnvironment.of(Backend.HEAP, CHECKPOINT_EVERY);
    IndexJob.build(env, indexing);
    indexJob = submit(env, IndexJob.NAME, from.index());
  }

  /** What the index job failed of last, with all its causes; empty: it has not failed yet. */
  String indexJobFailure() throws Exception {
    var failure = flink().getExecutionGraph(indexJob).get(10, TimeUnit.SECONDS).getFailureInfo();
    return failure == null ? "" : failure.getExceptionAsString();
  }

  JobStatus indexJobStatus() throws Exception {
    return stack.flink().status(indexJob);
  }

  /**
   * The analytics job alone, from nothing, with sinks that may fail: to documents and to alerts.
   */
  void startFailingAnalytics(Backend backend, int parallelism) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.of(backend, CHECKPOINT_EVERY);
    env.setParallelism(parallelism);
    AnalyticsOptions options = analyticsOptions();
    new AnalyticsTopology(HandClock.CLOCK, options.expiry(), options.linger())
        .build(
            env,
            EventSource.of(
                options.kafka(), options.group(), options.time(), options.bound(), HandClock.CLOCK),
            ControlSource.of(options.kafka(), options.group() + "-controls"),
            ControlSource.reports(options.kafka(), options.group() + "-reports"),
            ControlSource.alerts(options.kafka(), options.group() + "-alerts"),
            new FailingSink(
                Topics.DOCUMENTS, KafkaSinks.documents(options.kafka(), Topics.DOCUMENTS)),
            new FailingSink(Topics.ALERTS, KafkaSinks.alerts(options.kafka(), Topics.ALERTS)),
            KafkaSinks.reports(options.kafka(), Topics.REPORTS),
            KafkaSinks.deadLetters(options.kafka(), Topics.DEAD_LETTERS));
    analyticsJob = submit(env, AnalyticsJob.NAME, null);
  }

  private AnalyticsOptions analyticsOptions() {
    return AnalyticsOptions.parse(
        new String[] {
          "--bootstrap-servers", bootstrapServers(),
          "--parallelism", Integer.toString(PARALLELISM)
        });
  }

  /** Of the index job towards some Elasticsearch. */
  IndexOptions indexOptions(String elasticsearch, String... more) {
    return IndexOptions.parse(
        Stream.concat(
                Stream.of(
                    "--bootstrap-servers",
                    bootstrapServers(),
                    "--elasticsearch",
                    elasticsearch,
                    "--parallelism",
                    Integer.toString(PARALLELISM)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JobID submit(StreamExecutionEnvironment env, String name, String savepoint)
      throws Exception {
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(name);
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    return flink().submitJob(graph).get(60, TimeUnit.SECONDS).getJobID();
  }

  /** Ends the jobs as a crash would: nothing is saved. */
  void cancelJobs() throws Exception {
    for (JobID job : jobs()) {
      flink().cancelJob(job).get(30, TimeUnit.SECONDS);
    }
    awaitEnd();
    analyticsJob = null;
    indexJob = null;
  }

  /** Stops both jobs with savepoints. */
  Savepoints stopJobs() throws Exception {
    awaitRunning();
    String folder = home.resolve("savepoints").toUri().toString();
    String analytics = savepoint(analyticsJob, folder);
    String indexing = savepoint(indexJob, folder);
    awaitEnd();
    analyticsJob = null;
    indexJob = null;
    return new Savepoints(analytics, indexing);
  }

  private String savepoint(JobID job, String folder) throws Exception {
    return flink()
        .stopWithSavepoint(job, folder, false, SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  private List<JobID> jobs() {
    return Stream.of(analyticsJob, indexJob).filter(Objects::nonNull).toList();
  }

  private void awaitEnd() throws Exception {
    for (JobID job : jobs()) {
      Await.until(
          () -> stack.flink().status(job).isGloballyTerminalState(), () -> "a job does not end");
    }
  }

  /** Waits until every task of the jobs runs. */
  void awaitRunning() throws Exception {
    for (JobID job : jobs()) {
      Await.until(
          () -> {
            var graph = flink().getExecutionGraph(job).get(10, TimeUnit.SECONDS);
            for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
              if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
              }
            }
            return graph.getState() == JobStatus.RUNNING;
          },
          () -> "a job does not run");
    }
  }

  /** Takes a checkpoint of the analytics job, and waits for it. */
  void checkpoint() throws Exception {
    awaitRunning();
    flink().triggerCheckpoint(analyticsJob).get(60, TimeUnit.SECONDS);
  }

  /** Kills the one task manager in the middle of whatever it does, and starts another one. */
  void killTaskManager() throws Exception {
    flink().terminateTaskManager(0).get(60, TimeUnit.SECONDS);
    flink().startTaskManager();
  }

  /** Publishes a policy under its key. */
  void publishPolicy(String id, byte[] document) throws Exception {
    send(Topics.POLICIES, 0, id.getBytes(StandardCharsets.UTF_8), document);
  }

  /** Publishes reference data under its key. */
  void publishReference(String id, byte[] document) throws Exception {
    send(Topics.REFERENCE, 0, id.getBytes(StandardCharsets.UTF_8), document);
  }

  /** Sends one record to a partition of a topic and waits until it is there. */
  RecordMetadata send(String topic, int partition, byte[] key, byte[] value) throws Exception {
    return send(List.of(new ProducerRecord<>(topic, partition, key, value))).get(0);
  }

  /** Sends records in this order; where they are now. */
  List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            TopicSetup.MAX_RECORD_BYTES);
    List<RecordMetadata> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record).get(30, TimeUnit.SECONDS));
      }
    }
    return sent;
  }

  /** Sends the lines of a file as {@code paidan replay} does. */
  void replay(Path file) throws Exception {
    try (EventSender sender = EventSender.connect(bootstrapServers())) {
      Replay replay = new Replay(List.of(file), Speed.MAX);
      replay.run(sender::send);
      sender.flush();
    }
  }

  /**
   * Sends each partition its mark: a line that is no event. Their dead letters tell that all before
   * them has been read; so they belong to what is expected.
   */
  void mark(List<byte[]> marks) throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      send(Topics.TICKET_EVENTS, partition, null, marks.get(partition));
    }
  }

  /**
   * Waits until topic and index hold what is expected, and stay so.
   *
   * @return the documents, compared
   */
  void awaitFacts(Facts expected, DocumentsView view) throws Exception {
    awaitFacts(expected, view, index);
  }

  /** The same in another index. */
  static void awaitFacts(Facts expected, DocumentsView view, IndexReader index) throws Exception {
    awaitTopic(expected, view);
    awaitIndex(view, index);
    // What is still under way would change something again.
    assertThat(view.refresh()).as("documents changed after all were there").isFalse();
    assertThat(view.backward()).isEmpty();
  }

  /** Waits until the topic holds what is expected. */
  static void awaitTopic(Facts expected, DocumentsView view) throws Exception {
    long end = System.nanoTime() + Await.LIMIT.toNanos();
    List<String> differences = null;
    while (differences == null || !differences.isEmpty()) {
      if (view.refresh() || differences == null) {
        differences = expected.differences(view.facts(), Recomputed.BOTH);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            differences.size()
                + " differences between recompute and the jobs after "
                + Await.LIMIT.toSeconds()
                + " s:\n"
                + String.join("\n", differences));
      }
      Thread.sleep(50);
    }
  }

  /** Waits until the index holds the documents of the topic, byte for byte and no other. */
  void awaitIndex(DocumentsView view) throws Exception {
    awaitIndex(view, index);
  }

  /** The same in another index. */
  static void awaitIndex(DocumentsView view, IndexReader index) throws Exception {
    List<String> differences = new ArrayList<>();
    Await.until(
        () -> {
          view.refresh();
          Map<String, Document> topic = view.present();
          differences.clear();
          long count = index.count();
          if (count != topic.size()) {
            differences.add("the index has " + count + " documents, the topic " + topic.size());
            return false;
          }
          compare(topic, index.documents(), differences);
          return differences.isEmpty();
        },
        () -> "the index is not what the topic says:\n" + String.join("\n", differences));
  }

  private static void compare(
      Map<String, Document> topic, Map<String, Document> indexed, List<String> differences) {
    topic.forEach(
        (key, document) -> {
          Document found = indexed.get(key);
          if (!document.equals(found)) {
            differences.add("topic " + text(document) + ", index " + text(found));
          }
        });
    indexed.forEach(
        (key, document) -> {
          if (!topic.containsKey(key)) {
            differences.add("only in the index: " + document);
          }
        });
  }

  private static String text(Document document) {
    return document == null || document.isDeletion()
        ? String.valueOf(document)
        : document + " " + new String(document.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    stack.close();
    claim.close();
  }
}
