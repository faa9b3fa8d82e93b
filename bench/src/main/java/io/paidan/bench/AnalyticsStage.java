package io.paidan.bench;

import io.paidan.Topics;
import io.paidan.analytics.AnalyticsOptions;
import io.paidan.analytics.AnalyticsTopology;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.control.ControlSource;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.kafka.KafkaSinks;
import io.paidan.flink.source.EventSource;
import io.paidan.flink.source.TimeMode;
import io.paidan.flink.source.WallClock;
import java.time.Duration;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The analytics job as it runs live, on a backlog: its own topology, sources and settings. It does
 * not end by itself; it is done when every event has come out as its document and nothing more
 * comes, and the time is that of the last document.
 */
record AnalyticsStage(String name, String description, Backend backend, boolean toKafka)
    implements Stage {
  /** The topics that the documents of this stage's measured passes go to. */
  static final String DOCUMENTS_PREFIX = "bench-documents-";

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration STALLED = Duration.ofMinutes(2);

  @Override
  public void run(StageContext context) throws Exception {
    try (BenchTopics topics = new BenchTopics(context.bootstrapServers())) {
      run(context, topics);
    }
  }

  private void run(StageContext context, BenchTopics topics) throws Exception {
    String topic = DOCUMENTS_PREFIX + context.pass();
    if (toKafka) {
      topics.create(topic, context.parallelism());
    }
    Properties kafka = context.kafka();
    String group = "bench-" + context.pass();
    CountingSink<Document> documents =
        CountingSink.before(
            toKafka ? KafkaSinks.documents(kafka, topic) : null,
            document -> document.alias() == Alias.EVENTS);
    Sink<Document> alerts =
        toKafka ? KafkaSinks.alerts(kafka, Topics.ALERTS) : CountingSink.discarding();
    CountingSink<DeadLetter> deadLetters = CountingSink.discarding();

    StreamExecutionEnvironment flink = context.flink(backend);
    new AnalyticsTopology(
            WallClock.SYSTEM, AnalyticsOptions.DEFAULT_EXPIRY, AnalyticsOptions.DEFAULT_LINGER)
        .build(
            flink,
            EventSource.of(
                kafka, context.topic(), group, TimeMode.LIVE, Duration.ZERO, WallClock.SYSTEM),
            ControlSource.of(kafka, group + "-controls"),
            ControlSource.reports(kafka, group + "-reports"),
            documents,
            alerts,
            CountingSink.<Document>discarding(),
            deadLetters);

    context
        .meter()
        .measure(
            () -> {
              JobClient job = flink.executeAsync(context.pass());
              long start = System.nanoTime();
              // Asking the broker costs: it is asked when the job is through.
              LongSupplier done =
                  () ->
                      toKafka && documents.marked() == context.events()
                          ? topics.records(topic)
                          : documents.count();
              long end = awaitEnd(context, job, documents, done);
              if (deadLetters.count() > 0) {
                throw new IllegalStateException(
                    "%s: %d dead letters".formatted(context.pass(), deadLetters.count()));
              }
              return new Meter.Work(
                  context.events(),
                  Duration.ofNanos(end - start),
                  "%,d documents".formatted(documents.count()),
                  () -> job.cancel().get());
            });
  }

  /** The nano time of the last change, once all events came out and it has been quiet since. */
  private static long awaitEnd(
      StageContext context, JobClient job, CountingSink<Document> documents, LongSupplier done)
      throws Exception {
    long last = -1;
    long changed = System.nanoTime();
    while (true) {
      long now = done.getAsLong();
      long time = System.nanoTime();
      if (now != last) {
        last = now;
        changed = time;
      } else if (documents.marked() == context.events()
          && now == documents.count()
          && time - changed > QUIET.toNanos()) {
        return changed;
      } else if (time - changed > STALLED.toNanos()) {
        throw new IllegalStateException(
            "%s: nothing came for %d s; %,d of %,d events came out"
                .formatted(
                    context.pass(), STALLED.toSeconds(), documents.marked(), context.events()));
      }
      if (job.getJobStatus().get().isTerminalState()) {
        job.getJobExecutionResult().get();
        throw new IllegalStateException(context.pass() + ": the job ended too early");
      }
      Thread.sleep(20);
    }
  }
}
