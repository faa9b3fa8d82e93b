package io.paidan.bench;

import com.sun.management.ThreadMXBean;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.index.IndexRecord;
import io.paidan.index.sink.BulkAnswer;
import io.paidan.index.sink.BulkTransport;
import io.paidan.index.sink.IndexLimits;
import io.paidan.index.sink.IndexSink;
import io.paidan.index.sink.RejectedDocuments;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * The sink's writer alone, in one thread, with documents from memory and a transport that answers
 * at once that all is done: no Kafka, no exchange, no Elasticsearch.
 */
final class WriterStage extends IndexingStage {
  WriterStage() {
    super("writer", "the index sink's writer, answered at once", false);
  }

  @Override
  public void run(StageContext context) throws Exception {
    DocumentLog documents = DocumentLog.of(context);
    List<IndexRecord> records = new ArrayList<>();
    documents.read(context, r -> records.add(IndexRecord.of(r, System.currentTimeMillis())));
    IndexSink sink = new IndexSink(IndexLimits.DEFAULTS, AtOnce::new, NoDeadLetters::new);
    WriterTask task = new WriterTask();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (SinkWriter<IndexRecord> writer = sink.createWriter(task)) {
      // What reading left on the heap is not the writer's to clear.
      System.gc();
      context
          .meter()
          .measure(
              () -> {
                long start = System.nanoTime();
                long cpu = threads.getCurrentThreadCpuTime();
                long allocated = threads.getCurrentThreadAllocatedBytes();
                for (IndexRecord record : records) {
                  writer.write(record, null);
                  task.runMails();
                }
                writer.flush(true);
                double each = records.size();
                return new Meter.Work(
                    records.size(),
                    Duration.ofNanos(System.nanoTime() - start),
                    "its thread: %.2f µs and %,.0f bytes allocated a document"
                        .formatted(
                            (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / each,
                            (threads.getCurrentThreadAllocatedBytes() - allocated) / each));
              });
    }
  }

  private static final class AtOnce implements BulkTransport {
    private static final BulkAnswer DONE = new BulkAnswer(200, null, null, null);

    @Override
    public void send(byte[] body, int length, Consumer<BulkAnswer> answer) {
      answer.accept(DONE);
    }

    @Override
    public String where() {
      return "nowhere";
    }

    @Override
    public void close() {}
  }

  private static final class NoDeadLetters implements RejectedDocuments {
    @Override
    public CompletionStage<Void> take(DeadLetter letter) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("a document was rejected: " + letter));
    }

    @Override
    public void close() {}
  }
}
