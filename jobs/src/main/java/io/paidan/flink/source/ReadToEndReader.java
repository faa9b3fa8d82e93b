package io.paidan.flink.source;

import io.paidan.Instants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads with another reader and says time by what has been read to the end, see {@link
 * ReadToEndSource}. All but the completion of futures runs on the task's thread.
 */
@SuppressWarnings("try") // the Kafka reader may be interrupted while it closes; so may this one
final class ReadToEndReader<T> implements SourceReader<T, KafkaPartitionSplit> {
  /** Answers without progress, before what lies ahead is looked at. */
  static final int QUIET_ANSWERS = 3;

  /** How long a reader without partitions waits for one, before it is idle. */
  static final Duration IDLE_AFTER = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(ReadToEndReader.class);

  private final SourceReader<T, KafkaPartitionSplit> reader;
  private final RecordView<T> view;
  private final TimeRule rule;
  private final LogEnd log;
  private final Ticker ticker;
  private final WallClock clock;
  private final Duration askEvery;

  private final Map<String, SplitProgress> splits = new LinkedHashMap<>();
  private final Signal signal = new Signal();

  private TrackingOutput<T> records;
  private TimeOutput time;
  private CompletableFuture<Void> tick;
  private CompletableFuture<Void> withoutSplits;
  private CompletableFuture<Answer> question;
  private Probe probe;
  private CompletableFuture<Void> watched;
  private boolean askNow;
  private boolean answering = true;

  ReadToEndReader(
      SourceReader<T, KafkaPartitionSplit> reader,
      RecordView<T> view,
      TimeRule rule,
      LogEnd log,
      Ticker ticker,
      WallClock clock,
      Duration askEvery) {
    this.reader = reader;
    this.view = view;
    this.rule = rule;
    this.log = log;
    this.ticker = ticker;
    this.clock = clock;
    this.askEvery = askEvery;
  }

  /**
   * What the log answered.
   *
   * @param askedAt wall clock before the question went out: all that had been written by then lies
   *     before the ends
   */
  private record Answer(
      long askedAt, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> starts) {}

  /** A look at what lies ahead of one partition. */
  private record Probe(SplitProgress split, CompletableFuture<Long> next) {}

  @Override
  public void start() {
    reader.start();
    tick = raising(ticker.after(askEvery));
    withoutSplits = raising(ticker.after(IDLE_AFTER));
    signal.raise();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (records == null) {
      records = new TrackingOutput<>(output, view, splits::get, this::finished);
      time = new TimeOutput(output);
    }
    if (signal.take()) {
      attend();
    }
    return reader.pollNext(records);
  }

  private void attend() {
    if (question != null && question.isDone()) {
      hear();
    }
    if (probe != null && probe.next().isDone()) {
      probed();
    }
    if (tick.isDone() && !rule.done()) {
      tick = raising(ticker.after(askEvery));
      askNow = true;
    }
    if (askNow && question == null && !splits.isEmpty() && !rule.done()) {
      askNow = false;
      ask();
    }
    rule.tell(splits.values(), withoutSplits.isDone(), time);
  }

  private void ask() {
    Set<TopicPartition> partitions = new HashSet<>();
    Map<TopicPartition, Long> markers = new HashMap<>();
    for (SplitProgress split : splits.values()) {
      partitions.add(split.partition());
      if (!split.positionKnown()) {
        markers.put(split.partition(), split.position());
      }
    }
    long askedAt = clock.millis();
    CompletableFuture<Map<TopicPartition, Long>> ends = log.ends(partitions);
    CompletableFuture<Map<TopicPartition, Long>> starts =
        markers.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : log.starts(markers);
    question = raising(ends.thenCombine(starts, (end, start) -> new Answer(askedAt, end, start)));
  }

  private void hear() {
    CompletableFuture<Answer> heard = question;
    question = null;
    if (heard.isCompletedExceptionally()) {
      if (answering) {
        LOG.warn(
            "Kafka does not say where the logs of {} end: time stands still until it does.",
            splits.keySet(),
            heard.handle((answer, failure) -> failure).join());
        answering = false;
      }
      return;
    }
    if (!answering) {
      LOG.info("Kafka says again where the logs of {} end: time goes on.", splits.keySet());
      answering = true;
    }
    Answer answer = heard.join();
    for (SplitProgress split : splits.values()) {
      Long start = answer.starts().get(split.partition());
      if (start != null) {
        split.startsAt(start);
      }
      Long end = answer.ends().get(split.partition());
      if (end != null) {
        split.endsAt(end, answer.askedAt());
        if (probe == null && split.wantsProbe()) {
          probe = new Probe(split, raising(log.nextRecord(split.partition(), split.position())));
        }
      }
    }
  }

  private void probed() {
    Probe done = probe;
    probe = null;
    if (done.next().isCompletedExceptionally()) {
      LOG.warn(
          "Could not look at what lies ahead in {} at offset {}; trying again.",
          done.split().partition(),
          done.split().position(),
          done.next().handle((offset, failure) -> failure).join());
    } else {
      done.split().nothingBefore(done.next().join());
    }
  }

  /** The same future, which wakes the reader however it completes. */
  @SuppressWarnings("FutureReturnValueIgnored") // raising a signal cannot fail
  private <V> CompletableFuture<V> raising(CompletableFuture<V> future) {
    future.whenComplete((value, failure) -> signal.raise());
    return future;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // waking cannot fail
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> available = reader.isAvailable();
    if (available.isDone()) {
      return available;
    }
    if (available != watched) {
      watched = available;
      available.whenComplete((nothing, failure) -> signal.wake());
    }
    CompletableFuture<Void> next = signal.next();
    return available.isDone() ? available : next;
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> added) {
    for (KafkaPartitionSplit split : added) {
      splits.put(
          split.splitId(),
          new SplitProgress(
              split.getTopicPartition(),
              split.getStartingOffset(),
              split instanceof TimedPartitionSplit timed ? timed.maxEventTime() : Instants.NONE,
              QUIET_ANSWERS));
    }
    reader.addSplits(added);
    askNow = true;
    signal.raise();
  }

  private void finished(String splitId) {
    SplitProgress split = splits.remove(splitId);
    if (split != null) {
      rule.finished(split);
      signal.raise();
    }
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    List<KafkaPartitionSplit> saved = new ArrayList<>();
    for (KafkaPartitionSplit split : reader.snapshotState(checkpointId)) {
      SplitProgress progress = splits.get(split.splitId());
      saved.add(
          progress == null || progress.maxEventTime() == Instants.NONE
              ? split
              : new TimedPartitionSplit(split, progress.maxEventTime()));
    }
    return saved;
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    reader.pauseOrResumeSplits(toPause, toResume);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void close() throws Exception {
    try (ticker;
        log) {
      reader.close();
    }
  }
}
