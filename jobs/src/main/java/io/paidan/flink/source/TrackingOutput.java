package io.paidan.flink.source;

import io.paidan.Instants;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * The output that the Kafka reader writes to: hands every record on and notes how far its partition
 * has been read. A record's timestamp is its event time where it has one. What the Kafka reader
 * would say about time is not passed on: time is said beside it.
 */
final class TrackingOutput<T> implements ReaderOutput<T> {
  private final ReaderOutput<T> output;
  private final RecordView<T> view;
  private final Function<String, SplitProgress> progress;
  private final Consumer<String> finished;
  private final Map<String, SourceOutput<T>> bySplit = new HashMap<>();

  TrackingOutput(
      ReaderOutput<T> output,
      RecordView<T> view,
      Function<String, SplitProgress> progress,
      Consumer<String> finished) {
    this.output = output;
    this.view = view;
    this.progress = progress;
    this.finished = finished;
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    return bySplit.computeIfAbsent(
        splitId,
        id -> new SplitOutput<>(output.createOutputForSplit(id), view, progress.apply(id)));
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    bySplit.remove(splitId);
    finished.accept(splitId);
    output.releaseOutputForSplit(splitId);
  }

  @Override
  public void collect(T record) {
    throw outsideSplit();
  }

  @Override
  public void collect(T record, long timestamp) {
    throw outsideSplit();
  }

  private static IllegalStateException outsideSplit() {
    return new IllegalStateException(
        "The Kafka reader handed on a record outside of any partition: this build does not fit its"
            + " flink-connector-kafka.");
  }

  @Override
  public void emitWatermark(Watermark watermark) {}

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  private static final class SplitOutput<T> implements SourceOutput<T> {
    private final SourceOutput<T> output;
    private final RecordView<T> view;
    private final SplitProgress progress;

    private SplitOutput(SourceOutput<T> output, RecordView<T> view, SplitProgress progress) {
      this.output = output;
      this.view = view;
      this.progress = progress;
    }

    @Override
    public void collect(T record) {
      long eventTime = view.eventTime(record);
      if (eventTime == Instants.NONE) {
        output.collect(record);
      } else {
        output.collect(record, eventTime);
      }
      progress.read(view.offset(record), eventTime);
    }

    @Override
    public void collect(T record, long timestamp) {
      long eventTime = view.eventTime(record);
      output.collect(record, eventTime == Instants.NONE ? timestamp : eventTime);
      progress.read(view.offset(record), eventTime);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
