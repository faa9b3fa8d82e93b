package io.paidan.bench;

import io.paidan.analytics.AnalyticsOptions;
import io.paidan.analytics.AnalyticsTopology;
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
 * comes, and the time is that of the last document of a ticket. Figures come up to a second later
 * by design, however many events there were: that second is none of work.
 */
record AnalyticsStage(
    String name, String description, Backend backend, boolean figures, boolean toKafka)
    implements Stage {
  /** The topics that the documents of this stage's measured passes go to. */
  static final String DOCUMENTS_PREFIX = "bench-documents-";

  private static final String ALERTS_PREFIX = "bench-alerts-";
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
    String alertTopic = ALERTS_PREFIX + context.pass();
    topics.create(alertTopic, context.parallelism());
    Properties kafka = context.kafka();
    String group = "bench-" + context.pass();
    DocumentCounts documents =
        new DocumentCounts(toKafka ? KafkaSinks.documents(kafka, topic) : null);
    Sink<Document> alerts =
        toKafka ? KafkaSinks.alerts(kafka, alertTopic) : CountingSink.discarding();
    CountingSink<Document> reports = CountingSink.discarding();
    CountingSink<DeadLetter> deadLetters = CountingSink.discarding();

    StreamExecutionEnvironment flink = context.flink(backend);
    topology()
        .build(
            flink,
            EventSource.of(
                kafka, context.topic(), group, TimeMode.LIVE, Duration.ZERO, WallClock.SYSTEM),
            ControlSource.of(kafka, group + "-controls"),
            ControlSource.reports(kafka, group + "-reports"),
            ControlSource.alerts(kafka, alertTopic, group + "-alerts"),
            documents.sink(),
            alerts,
            reports,
            deadLetters);

    context
        .meter()
        .measure(
            () -> {
              JobClient job = flink.executeAsync(context.pass());
              long start = System.nanoTime();
              LongSupplier written = toKafka ? () -> topics.records(topic) : documents::all;
              long end = awaitEnd(context, job, documents, written);
              if (deadLetters.count() > 0) {
                throw new IllegalStateException(
                    "%s: %d dead letters".formatted(context.pass(), deadLetters.count()));
              }
              return new Meter.Work(
                  context.events(),
                  Duration.ofNanos(end - start),
                  documents.note(reports.count()),
                  () -> job.cancel().get());
            });
  }

  private AnalyticsTopology topology() {
    AnalyticsTopology topology =
        new AnalyticsTopology(
            WallClock.SYSTEM, AnalyticsOptions.DEFAULT_EXPIRY, AnalyticsOptions.DEFAULT_LINGER);
    return figures ? topology : topology.withoutFigures();
  }

  /**
   * Returns when all events have come out and it has been quiet since.
   *
   * @param written how many documents are where they go
   * @return the nano time at which the last document of a ticket was where it goes
   */
  private static long awaitEnd(
      StageContext context, JobClient job, DocumentCounts documents, LongSupplier written)
      throws Exception {
    long tickets = -1;
    long all = -1;
    long changed = System.nanoTime();
    long givenWithTickets = 0;
    long end = 0;
    while (true) {
      long ticketsNow = documents.tickets();
      long allNow = documents.all();
      long time = System.nanoTime();
      if (ticketsNow != tickets) {
        tickets = ticketsNow;
        // Whatever was given until here: the documents of tickets are among it.
        givenWithTickets = allNow;
        end = 0;
      }
      if (allNow != all) {
        all = allNow;
        changed = time;
      }
      boolean through = documents.events() == context.events();
      // Asking the broker costs: it is asked when the job is through.
      if (through && end == 0 && written.getAsLong() >= givenWithTickets) {
        end = time;
      }
      if (through && end != 0 && time - changed > QUIET.toNanos()) {
        return end;
      }
      if (time - changed > STALLED.toNanos()) {
        throw new IllegalStateException(
            "%s: nothing came for %d s; %,d of %,d events came out"
                .formatted(
                    context.pass(), STALLED.toSeconds(), documents.events(), context.events()));
      }
      if (job.getJobStatus().get().isTerminalState()) {
        job.getJobExecutionResult().get();
        throw new IllegalStateException(context.pass() + ": the job ended too early");
      }
      Thread.sleep(20);
    }
  }
}
