package io.paidan.bench;

import io.paidan.Topics;
import io.paidan.index.IndexOptions;
import io.paidan.index.IndexRecord;
import io.paidan.index.sink.IndexSink;
import io.paidan.index.sink.RejectedDocuments;
import io.paidan.index.sink.RestBulkTransport;
import org.apache.flink.api.connector.sink2.Sink;

/** A stage of the index job or a part of it, with the documents of {@link DocumentLog}. */
abstract class IndexingStage implements Stage {
  private final String name;
  private final String description;
  private final boolean writesIndex;

  /**
   * @param writesIndex whether it writes to the {@link BenchIndex}
   */
  IndexingStage(String name, String description, boolean writesIndex) {
    this.name = name;
    this.description = description;
    this.writesIndex = writesIndex;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public String unit() {
    return "documents";
  }

  @Override
  public final boolean readsDocuments() {
    return true;
  }

  @Override
  public final boolean writesIndex() {
    return writesIndex;
  }

  /** The job's defaults. */
  static IndexOptions options(StageContext context) {
    return IndexOptions.of(context.bootstrapServers(), context.index().url());
  }

  /** The job's own sink. */
  static Sink<IndexRecord> sink(StageContext context) {
    return new IndexSink(
        options(context).limits(),
        RestBulkTransport.to(context.index().connection()),
        RejectedDocuments.toKafka(context.kafka(), Topics.DEAD_LETTERS, Topics.DOCUMENTS));
  }
}
