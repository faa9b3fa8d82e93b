package io.paidan.bench;

import io.paidan.Topics;
import io.paidan.index.IndexOptions;
import io.paidan.index.IndexTopology;
import io.paidan.index.sink.IndexSink;
import io.paidan.index.sink.RejectedDocuments;
import io.paidan.index.sink.RestBulkTransport;
import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The index job's own topology and sink, from the documents to empty indices; it ends with them.
 */
final class IndexStage implements Stage {
  @Override
  public String name() {
    return Stages.INDEX;
  }

  @Override
  public String description() {
    return "IndexJob into Elasticsearch (heap " + BenchIndex.HEAP_MEGABYTES + " MB)";
  }

  @Override
  public String unit() {
    return "documents";
  }

  @Override
  public boolean readsDocuments() {
    return true;
  }

  @Override
  public boolean writesIndex() {
    return true;
  }

  @Override
  public void run(StageContext context) throws Exception {
    DocumentLog documents = DocumentLog.of(context);
    BenchIndex index = context.index();
    index.empty();
    StreamExecutionEnvironment flink = context.flink();
    IndexTopology.build(
        flink,
        documents.source(context),
        new IndexSink(
            options(context).limits(),
            RestBulkTransport.to(index.connection()),
            RejectedDocuments.toKafka(context.kafka(), Topics.DEAD_LETTERS, Topics.DOCUMENTS)));
    try (BenchTopics topics = new BenchTopics(context.bootstrapServers())) {
      long dead = topics.records(Topics.DEAD_LETTERS);
      context
          .meter()
          .measure(
              () -> {
                JobExecutionResult result = flink.execute(context.pass());
                if (topics.records(Topics.DEAD_LETTERS) != dead) {
                  throw new IllegalStateException(context.pass() + ": documents were rejected");
                }
                return new Meter.Work(
                    documents.count(),
                    Duration.ofMillis(result.getNetRuntime()),
                    "%,d writes".formatted(index.written()));
              });
    }
  }

  /** The job's defaults. */
  static IndexOptions options(StageContext context) {
    return IndexOptions.of(context.bootstrapServers(), context.index().url());
  }
}
