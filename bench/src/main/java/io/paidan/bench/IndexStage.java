package io.paidan.bench;

import io.paidan.Topics;
import io.paidan.index.IndexTopology;
import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The index job's own topology and sink, from the documents to empty indices; it ends with them.
 */
final class IndexStage extends IndexingStage {
  IndexStage() {
    super(
        Stages.INDEX,
        "IndexJob into Elasticsearch (heap " + BenchIndex.HEAP_MEGABYTES + " MB)",
        true);
  }

  @Override
  public void run(StageContext context) throws Exception {
    DocumentLog documents = DocumentLog.of(context);
    BenchIndex index = context.index();
    index.empty();
    StreamExecutionEnvironment flink = context.flink();
    IndexTopology.build(flink, documents.source(context), sink(context));
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
}
