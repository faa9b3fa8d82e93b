package io.paidan.index.sink;

import io.paidan.index.IndexRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Documents into Elasticsearch: whole-document upserts and deletions with external versions, so
 * that the order of arrival, repeats and restarts change nothing. Give it a stream keyed by {@link
 * IndexRecord#key}, so that all changes of one document meet in one subtask and the newest replaces
 * those that still wait.
 */
public final class IndexSink
    implements Sink<IndexRecord>, SupportsWriterState<IndexRecord, IndexRecord> {
  private static final long serialVersionUID = 1L;

  private final IndexLimits limits;
  private final Targets targets;
  private final BulkTransport.Factory transport;
  private final RejectedDocuments.Factory deadLetters;

  /** Writes to the aliases. */
  public IndexSink(
      IndexLimits limits, BulkTransport.Factory transport, RejectedDocuments.Factory deadLetters) {
    this(limits, Targets.ALIASES, transport, deadLetters);
  }

  /** Writes under other names. */
  public IndexSink(
      IndexLimits limits,
      Targets targets,
      BulkTransport.Factory transport,
      RejectedDocuments.Factory deadLetters) {
    this.limits = limits;
    this.targets = targets;
    this.transport = transport;
    this.deadLetters = deadLetters;
  }

  @Override
  public IndexWriter createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public IndexWriter restoreWriter(WriterInitContext context, Collection<IndexRecord> restored)
      throws IOException {
    return new IndexWriter(
        limits,
        targets,
        transport.open(),
        deadLetters.open(),
        context.getMailboxExecutor(),
        context.getProcessingTimeService(),
        new IndexMetrics(context.metricGroup()),
        new SplittableRandom(),
        restored);
  }

  @Override
  public SimpleVersionedSerializer<IndexRecord> getWriterStateSerializer() {
    return new IndexRecordStateSerializer();
  }
}
