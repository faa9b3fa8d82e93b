package io.paidan.stack;

import io.paidan.analytics.AnalyticsJob;
import io.paidan.analytics.AnalyticsOptions;
import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.board.overview.Overview;
import io.paidan.board.source.SourceException;
import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.WallClock;
import io.paidan.index.IndexJob;
import io.paidan.index.IndexOptions;
import io.paidan.index.IndexSetup;
import io.paidan.kafka.KafkaAccess;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.EmbeddedFlink;
import io.paidan.local.EmbeddedKafka;
import io.paidan.topics.Defaults;
import io.paidan.topics.TopicSetup;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything on one machine: the real Kafka, Elasticsearch and Flink, both jobs and the board. What
 * {@code paidan up} runs and what end-to-end tests stand on.
 */
public final class Stack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

  /** Settings that the environment may name are for another Kafka than the one started here. */
  private static final Map<String, String> OWN_KAFKA = Map.of();

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Consumer<String> progress;
  private EmbeddedKafka kafka;
  private EmbeddedElasticsearch elasticsearch;
  private EmbeddedFlink flink;
  private BoardServer board;
  private JobID analytics;
  private JobID index;

  private Stack(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Starts all of it; when this returns, everything answers.
   *
   * @param clock the wall clock of the analytics job
   * @param progress is told each step in a line
   * @throws Exception with one clear line when a part does not come up; what was started is stopped
   */
  public static Stack start(StackOptions options, WallClock clock, Consumer<String> progress)
      throws Exception {
    Stack stack = new Stack(progress);
    try {
      stack.open(options, clock);
      return stack;
    } catch (Exception | Error e) {
      stack.close();
      throw e;
    }
  }

  private void open(StackOptions options, WallClock clock) throws Exception {
    Files.createDirectories(options.home());
    // What an index holds is of its Kafka: a new Kafka gets an empty one, wherever its data lay.
    boolean anew = Files.notExists(options.home().resolve("kafka"));
    // Elasticsearch takes longest: the others start beside it.
    progress.accept("Starting Elasticsearch …");
    CompletableFuture<EmbeddedElasticsearch> coming =
        CompletableFuture.supplyAsync(() -> startElasticsearch(options, anew));
    started.push(() -> stopWhenItCame(coming));

    progress.accept("Starting Kafka …");
    kafka = EmbeddedKafka.start(options.home().resolve("kafka"), options.kafkaPort());
    started.push(kafka);
    try (Admin admin = KafkaAccess.connect(kafka.bootstrapServers())) {
      TopicSetup.ensure(admin, new TopicSetup.Options(options.parallelism(), 1));
    }
    Defaults.policy(kafka.bootstrapServers());
    Defaults.reference(kafka.bootstrapServers());

    progress.accept("Starting Flink …");
    flink =
        EmbeddedFlink.start(
            2 * options.parallelism(),
            options.flinkPort(),
            options.metricsPort(),
            options.home().resolve("flink"));
    started.push(flink);
    analytics = submitAnalytics(options, clock);

    try {
      elasticsearch = coming.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    IndexOptions indexing =
        IndexOptions.parse(
            new String[] {
              "--bootstrap-servers", kafka.bootstrapServers(),
              "--elasticsearch", elasticsearch.uri().toString(),
              "--parallelism", Integer.toString(options.parallelism())
            },
            OWN_KAFKA);
    progress.accept("Setting up the indices …");
    new IndexSetup(indexing.elasticsearch(), 1, 0).run();
    StreamExecutionEnvironment env = JobEnvironment.of(Backend.HEAP, CHECKPOINT_EVERY);
    IndexJob.build(env, indexing);
    index = flink.submit(env, IndexJob.NAME);

    BoardSource source = new BoardSource(indexing.elasticsearch());
    board = BoardServer.start(BoardOptions.of(source).withPort(options.boardPort()));
    started.push(board);
  }

  @SuppressWarnings("MustBeClosedChecker") // the stack closes it
  private static EmbeddedElasticsearch startElasticsearch(StackOptions options, boolean anew) {
    EmbeddedElasticsearch.Builder builder =
        EmbeddedElasticsearch.in(options.home().resolve("elasticsearch"))
            .cache(options.cache())
            .port(options.elasticsearchPort())
            .heapMegabytes(1024);
    return (anew ? builder.freshData() : builder).start();
  }

  private JobID submitAnalytics(StackOptions options, WallClock clock) throws Exception {
    AnalyticsOptions job =
        AnalyticsOptions.parse(
            new String[] {
              "--bootstrap-servers", kafka.bootstrapServers(),
              "--time", options.time().name(),
              "--state-backend", options.backend().name(),
              "--parallelism", Integer.toString(options.parallelism())
            },
            OWN_KAFKA);
    StreamExecutionEnvironment env = JobEnvironment.of(options.backend(), CHECKPOINT_EVERY);
    AnalyticsJob.build(env, job, clock);
    return flink.submit(env, AnalyticsJob.NAME);
  }

  private static void stopWhenItCame(CompletableFuture<EmbeddedElasticsearch> coming) {
    try {
      coming.join().close();
    } catch (CompletionException e) {
      LOG.debug("Elasticsearch did not start, so there is nothing to stop", e);
    }
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public EmbeddedElasticsearch elasticsearch() {
    return elasticsearch;
  }

  public EmbeddedFlink flink() {
    return flink;
  }

  public JobID analytics() {
    return analytics;
  }

  public JobID index() {
    return index;
  }

  /** Where the board is. */
  public URI board() {
    return board.url();
  }

  /** What the board shows of the whole prefecture now. */
  public Overview overview() throws SourceException {
    return board.overview();
  }

  /** Stops what was started, the last first; a part that does not stop is logged. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("A part did not stop: {}", e.getMessage(), e);
        progress.accept("A part did not stop: " + e.getMessage());
      }
    }
  }
}
