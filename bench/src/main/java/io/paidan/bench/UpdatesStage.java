package io.paidan.bench;

import io.paidan.document.Document;
import io.paidan.index.IndexRecord;
import io.paidan.index.IndexTopology;
import io.paidan.index.sink.IndexLimits;
import io.paidan.index.sink.IndexMetricNames;
import io.paidan.kafka.DocumentRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The index job, live, while each document changes ten times within the age at which the sink sends
 * it: how often is it written? Elasticsearch counts, and the sink says what it superseded. Waves of
 * documents follow each other at a steady rate, at no particular time of the sink's own.
 */
final class UpdatesStage extends IndexingStage {
  static final int UPDATES = 10;

  /** Updates a second, all documents together. */
  private static final int RATE = 10_000;

  private static final long MOST = 200_000;

  /** The age at which the sink sends a document. */
  private static final Duration AGE = IndexLimits.DEFAULTS.batchAge();

  /** In which a document gets all of its updates: half the age, so that a busy machine keeps it. */
  private static final Duration WAVE = AGE.dividedBy(2);

  private static final Duration STALLED = Duration.ofMinutes(1);

  UpdatesStage() {
    super(
        "updates",
        "IndexJob, live, %d updates of each document within %d ms"
            .formatted(UPDATES, WAVE.toMillis()),
        true);
  }

  @Override
  public String unit() {
    return "updates";
  }

  @Override
  public void run(StageContext context) throws Exception {
    List<Document> documents = documents(context);
    String topic = "bench-updates-" + context.pass();
    DocumentLog updates = new DocumentLog(new HashMap<>(), new HashMap<>());
    for (int i = 0; i < documents.size(); i++) {
      TopicPartition partition = new TopicPartition(topic, partition(i, context));
      updates.from().put(partition, 0L);
      updates.to().merge(partition, (long) UPDATES, Long::sum);
    }
    try (BenchTopics topics = new BenchTopics(context.bootstrapServers())) {
      topics.create(topic, context.parallelism());
    }
    BenchIndex index = context.index();
    index.empty();
    SinkCounters.forget();
    StreamExecutionEnvironment flink = context.countingFlink();
    IndexTopology.build(flink, updates.source(context), sink(context));
    context
        .meter()
        .measure(
            () -> {
              JobClient job = flink.executeAsync(context.pass());
              send(context, topic, documents);
              JobExecutionResult result = job.getJobExecutionResult().get();
              return new Meter.Work(
                  (long) documents.size() * UPDATES,
                  Duration.ofMillis(result.getNetRuntime()),
                  note(documents.size(), index.written(), late(context, updates)));
            });
  }

  /** How many documents got their updates in more than the age, by the broker's stamps. */
  private static long late(StageContext context, DocumentLog updates) {
    Map<String, LongSummaryStatistics> stamps = new HashMap<>();
    updates.read(
        context,
        r ->
            stamps
                .computeIfAbsent(
                    new String(r.key(), StandardCharsets.UTF_8), key -> new LongSummaryStatistics())
                .accept(r.timestamp()));
    return stamps.values().stream()
        .filter(of -> of.getMax() - of.getMin() > AGE.toMillis())
        .count();
  }

  /** So many different ones of those that the analytics job made. */
  private static List<Document> documents(StageContext context) throws Exception {
    long wanted = Math.min(context.documents(), MOST) / UPDATES;
    Map<String, Document> found = new HashMap<>();
    DocumentLog.of(context)
        .read(
            context,
            r -> {
              IndexRecord record = IndexRecord.of(r, 0);
              if (found.size() < wanted && !record.document().isDeletion()) {
                found.putIfAbsent(record.key(), record.document());
              }
            });
    return new ArrayList<>(found.values());
  }

  private static int partition(int document, StageContext context) {
    return document % context.parallelism();
  }

  /** Waves of documents; in each, all of them once, then all of them again, ten times. */
  private static void send(StageContext context, String topic, List<Document> documents)
      throws IOException {
    int wave = Math.max(1, (int) (RATE * WAVE.toMillis() / 1000 / UPDATES));
    long round = WAVE.toNanos() / UPDATES;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            context.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      long next = 0;
      for (int start = 0; start < documents.size(); start += wave) {
        for (int update = 1; update <= UPDATES; update++) {
          for (int i = start; i < Math.min(start + wave, documents.size()); i++) {
            producer.send(update(topic, partition(i, context), documents.get(i), update));
          }
          if (start == 0) {
            // The first wave finds the job still starting, and the others find it running.
            continue;
          }
          next += round;
          while (System.nanoTime() < next) {
            LockSupport.parkNanos(next - System.nanoTime());
          }
        }
        if (start == 0) {
          producer.flush();
          awaitWrites(context.index());
          next = System.nanoTime();
        }
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> update(
      String topic, int partition, Document d, int update) {
    ProducerRecord<byte[], byte[]> record =
        DocumentRecords.toRecord(
            topic, new Document(d.alias(), d.id(), update, d.body(), d.month()));
    return new ProducerRecord<>(topic, partition, record.key(), record.value(), record.headers());
  }

  private static void awaitWrites(BenchIndex index) throws IOException {
    long limit = System.nanoTime() + STALLED.toNanos();
    while (index.written() == 0) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("the index job writes nothing");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static String note(long documents, long written, long late) {
    long superseded = SinkCounters.sum(IndexMetricNames.SUPERSEDED);
    long conflicts = SinkCounters.sum(IndexMetricNames.CONFLICTS);
    if (written < documents || written + superseded + conflicts != documents * UPDATES) {
      throw new IllegalStateException(
          "%d documents, each updated %d times: %d written, %d superseded, %d conflicts do not add up"
              .formatted(documents, UPDATES, written, superseded, conflicts));
    }
    return String.format(
        Locale.ROOT,
        "%.2f writes a document; %,d documents, %,d writes, %,d superseded, %,d conflicts; %,d"
            + " documents took longer than %d ms",
        (double) written / documents,
        documents,
        written,
        superseded,
        conflicts,
        late,
        AGE.toMillis());
  }
}
