package io.paidan.bench;

import io.paidan.Topics;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.KafkaReading;
import io.paidan.index.IndexOptions;
import io.paidan.index.IndexRecord;
import io.paidan.index.IndexRecordDeserializer;
import io.paidan.index.IndexSetup;
import io.paidan.index.IndexSetupException;
import io.paidan.index.IndexTopology;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.sink.IndexSink;
import io.paidan.index.sink.RejectedDocuments;
import io.paidan.index.sink.RestBulkTransport;
import io.paidan.local.EmbeddedElasticsearch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/**
 * The index job's own topology and sink, from the documents that the analytics job wrote in this
 * run into an Elasticsearch of its own. It reads so many documents and then ends. The warm-up reads
 * those behind them, so that what is measured is new to the index.
 */
final class IndexStage implements Stage {
  private static final int HEAP_MEGABYTES = 1024;

  private EmbeddedElasticsearch elasticsearch;

  @Override
  public String name() {
    return "index";
  }

  @Override
  public String description() {
    return "IndexJob into Elasticsearch (heap " + HEAP_MEGABYTES + " MB)";
  }

  @Override
  public String unit() {
    return "documents";
  }

  @Override
  public void run(StageContext context) throws Exception {
    try (BenchTopics topics = new BenchTopics(context.bootstrapServers())) {
      run(context, topics);
    }
  }

  private void run(StageContext context, BenchTopics topics) throws Exception {
    IndexOptions options = options(context);
    String topic = documents(context, topics);
    boolean measured = context.topic().equals(Topics.TICKET_EVENTS);
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    long each = context.documents() / context.parallelism();
    long total = 0;
    for (Map.Entry<TopicPartition, Long> end : topics.ends(topic).entrySet()) {
      long half = end.getValue() / 2;
      long from = measured ? 0 : half;
      long to = from + Math.min(each, half);
      starts.put(end.getKey(), from);
      ends.put(end.getKey(), to);
      total += to - from;
    }
    long count = total;
    long before = written();

    KafkaSource<IndexRecord> source =
        KafkaSource.<IndexRecord>builder()
            .setProperties(KafkaReading.properties(context.kafka(), "bench-" + context.pass()))
            .setTopics(List.of(topic))
            .setStartingOffsets(OffsetsInitializer.offsets(starts))
            .setBounded(OffsetsInitializer.offsets(ends))
            .setDeserializer(new IndexRecordDeserializer())
            .build();
    StreamExecutionEnvironment flink = context.flink();
    IndexTopology.build(
        flink,
        source,
        new IndexSink(
            options.limits(),
            RestBulkTransport.to(options.elasticsearch()),
            RejectedDocuments.toKafka(context.kafka(), Topics.DEAD_LETTERS, topic)));
    long dead = topics.records(Topics.DEAD_LETTERS);
    context.meter().watch(elasticsearch.processes());
    context
        .meter()
        .measure(
            () -> {
              JobExecutionResult result = flink.execute(context.pass());
              if (topics.records(Topics.DEAD_LETTERS) != dead) {
                throw new IllegalStateException(context.pass() + ": documents were rejected");
              }
              return new Meter.Work(
                  count,
                  Duration.ofMillis(result.getNetRuntime()),
                  "%,d writes".formatted(written() - before));
            });
  }

  /** The Elasticsearch of this run, with its indices, is started when first asked for. */
  private IndexOptions options(StageContext context) throws IndexSetupException {
    if (elasticsearch == null) {
      elasticsearch =
          EmbeddedElasticsearch.in(context.folder().resolve("elasticsearch"))
              .cache(context.folder().getParent())
              .heapMegabytes(HEAP_MEGABYTES)
              .start();
      new IndexSetup(ElasticsearchConnection.of(elasticsearch.uri().toString(), null), 1, 0).run();
    }
    return IndexOptions.of(context.bootstrapServers(), elasticsearch.uri().toString());
  }

  /** The topic with the most documents; made if the analytics job has not run. */
  private static String documents(StageContext context, BenchTopics topics) throws Exception {
    if (topics.named(AnalyticsStage.DOCUMENTS_PREFIX).isEmpty()) {
      new AnalyticsStage("documents", "", Backend.HEAP, true, true).run(context.unmeasured());
    }
    return topics.named(AnalyticsStage.DOCUMENTS_PREFIX).stream()
        .max(Comparator.comparingLong(topics::records))
        .orElseThrow();
  }

  /** How many documents Elasticsearch has written or deleted. */
  private long written() throws IOException {
    URI stats =
        elasticsearch.uri().resolve("/_stats/indexing?filter_path=_all.primaries.indexing.*_total");
    try (InputStream in = stats.toURL().openStream()) {
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      long total = 0;
      Matcher figure = Pattern.compile("\"(index|delete)_total\":(\\d+)").matcher(answer);
      while (figure.find()) {
        total += Long.parseLong(figure.group(2));
      }
      return total;
    }
  }

  @Override
  public void close() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }
}
