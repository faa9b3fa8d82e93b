package io.paidan.flink.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A {@link KafkaSource} that says itself what time it is: time is what has been read to the end.
 *
 * <pre>
 *   Kafka ──records──► KafkaSource's reader ──► TrackingOutput ──► output of the split ──► job
 *     │                                             │ offset, event time
 *     │                                             ▼
 *     └──ends of the logs──► LogEnd ──► SplitProgress, one per partition
 *        asked every 100 ms              │
 *                                        ▼
 *                                     TimeRule ──► watermark, idle ──► main output ───────► job
 * </pre>
 *
 * <p>{@link TimeMode#LIVE}: a partition is at the later of (a) its latest event, not beyond now,
 * and (b) the instant at which Kafka was asked for an end that has been read up to; the reader is
 * at the least of its partitions, less the bound, less 1 ms. So time follows the clock though
 * nobody writes, never overtakes an unread backlog, and stands while Kafka does not answer. {@link
 * TimeMode#EVENTS}: events alone move it.
 *
 * <ul>
 *   <li>Malformed records are read, and move no time.
 *   <li>An offset that is behind the end with nothing left to read (transaction markers, aborted
 *       records, gaps of compaction and retention) is found out by looking, after a few answers
 *       without progress.
 *   <li>A reader without partitions is idle after 3 s, and active again when it is given one.
 *   <li>A restored partition goes on from its saved offset and latest event time.
 * </ul>
 *
 * <p><b>Use it with {@code WatermarkStrategy.noWatermarks()}</b>, in streaming mode. Flink's source
 * operator gives a reader one main output and one output per split, and joins them by a minimum
 * over those that have said something. What is said on the main output goes to the next operator
 * within the same call, not at the auto-watermark interval; {@code noWatermarks()} keeps the split
 * outputs silent. With a strategy that generates watermarks, every split output (and the main
 * output, which sees no records) would have a generator whose watermarks mix with these, and {@link
 * org.apache.flink.api.connector.source.ReaderOutput#markIdle()} would be ignored as long as any of
 * them is active. In batch mode Flink swallows all of it.
 */
public final class ReadToEndSource<T>
    implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<T> {
  /** How often the ends of the logs are asked for, unless told otherwise. */
  public static final Duration ASK_EVERY = Duration.ofMillis(100);

  private static final long serialVersionUID = 1L;

  private final KafkaSource<T> kafka;
  private final RecordView<T> view;
  private final Rule rule;
  private final LogEnd.Factory log;
  private final WallClock clock;
  private final Duration askEvery;

  private ReadToEndSource(
      KafkaSource<T> kafka,
      RecordView<T> view,
      Rule rule,
      LogEnd.Factory log,
      WallClock clock,
      Duration askEvery) {
    this.kafka = Objects.requireNonNull(kafka, "kafka");
    this.view = Objects.requireNonNull(view, "view");
    this.rule = rule;
    this.log = Objects.requireNonNull(log, "log");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.askEvery = Objects.requireNonNull(askEvery, "askEvery");
    if (askEvery.toMillis() < 1) {
      throw new IllegalArgumentException("The log end is asked at most once a millisecond.");
    }
  }

  /** Makes the rule of one reader. */
  private interface Rule extends Supplier<TimeRule>, Serializable {}

  /**
   * A source that moves time.
   *
   * @param bound how far time stays behind what has been read; zero or more
   */
  public static <T> ReadToEndSource<T> of(
      KafkaSource<T> kafka,
      RecordView<T> view,
      TimeMode mode,
      Duration bound,
      LogEnd.Factory log,
      WallClock clock,
      Duration askEvery) {
    if (bound.isNegative()) {
      throw new IllegalArgumentException("The bound of time is zero or more, not " + bound + ".");
    }
    Rule rule =
        switch (mode) {
          case LIVE -> () -> TimeRule.live(bound, clock);
          case EVENTS -> () -> TimeRule.events(bound);
        };
    return new ReadToEndSource<>(kafka, view, rule, log, clock, askEvery);
  }

  /**
   * A source that says nothing about time, so that it holds the time of whatever it is joined with,
   * until all that its topics held at the start has been read; then it is idle for good, though it
   * goes on reading. Run it with parallelism 1.
   */
  public static <T> ReadToEndSource<T> idleOnceRead(
      KafkaSource<T> kafka, RecordView<T> view, LogEnd.Factory log) {
    return new ReadToEndSource<>(
        kafka, view, TimeRule::idleOnceRead, log, WallClock.SYSTEM, ASK_EVERY);
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    int subtask = context.getIndexOfSubtask();
    return new ReadToEndReader<>(
        kafka.createReader(context),
        view,
        rule.get(),
        log.open(subtask),
        Ticker.ofThread("read-to-end-" + subtask),
        clock,
        askEvery);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    return kafka.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new TimedPartitionSplit.Serializer(kafka.getSplitSerializer());
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return kafka.getProducedType();
  }
}
