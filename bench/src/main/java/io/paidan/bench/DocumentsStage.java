package io.paidan.bench;

import io.paidan.index.IndexRecord;
import io.paidan.index.IndexTopology;
import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The index job without its sink: what it costs it to read the documents and bring them there. */
final class DocumentsStage extends IndexingStage {
  DocumentsStage() {
    super("index-read", "IndexJob, discard", false);
  }

  @Override
  public void run(StageContext context) throws Exception {
    DocumentLog documents = DocumentLog.of(context);
    CountingSink<IndexRecord> sink = CountingSink.discarding();
    StreamExecutionEnvironment flink = context.flink();
    IndexTopology.build(flink, documents.source(context), sink);
    context
        .meter()
        .measure(
            () -> {
              JobExecutionResult result = flink.execute(context.pass());
              if (sink.count() != documents.count()) {
                throw new IllegalStateException(
                    "%s: %d documents came to the end, not %d"
                        .formatted(context.pass(), sink.count(), documents.count()));
              }
              return new Meter.Work(sink.count(), Duration.ofMillis(result.getNetRuntime()), "");
            });
  }
}
