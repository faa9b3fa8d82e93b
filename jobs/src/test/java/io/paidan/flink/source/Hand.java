package io.paidan.flink.source;

import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.source.ReadEvent.Origin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;

/**
 * A reader with everything around it driven by hand: the Kafka reader, the log, the clock and the
 * ticks. Nothing happens but by a call.
 */
final class Hand {
  static final String TOPIC = "paidan.ticket-events";

  /**
   * What was said on the main output, in order: a watermark's time, {@code idle}, {@code active}.
   */
  final List<String> said = new ArrayList<>();

  final List<ReadEvent> handedOn = new ArrayList<>();

  /** Record timestamps as the job sees them, beside {@link #handedOn}. */
  final List<Long> timestamps = new ArrayList<>();

  final HandReader kafka = new HandReader();
  final HandLog log = new HandLog();
  final HandTicker ticker = new HandTicker();
  final ReadToEndReader<ReadEvent> reader;
  private final Output output = new Output();

  long now = 1_000_000;
  long watermark = Long.MIN_VALUE;

  Hand(TimeRule rule) {
    reader = reader(rule);
  }

  /** A live reader, bound by {@code bound} ms. */
  Hand(long bound) {
    reader = reader(TimeRule.live(Duration.ofMillis(bound), () -> now));
  }

  private ReadToEndReader<ReadEvent> reader(TimeRule rule) {
    return new ReadToEndReader<>(
        kafka, new View(), rule, log, ticker, () -> now, Duration.ofMillis(100));
  }

  static TopicPartition partition(int partition) {
    return new TopicPartition(TOPIC, partition);
  }

  static KafkaPartitionSplit split(int partition, long offset) {
    return new KafkaPartitionSplit(partition(partition), offset);
  }

  Hand started(KafkaPartitionSplit... splits) throws Exception {
    reader.addSplits(List.of(splits));
    reader.start();
    poll();
    return this;
  }

  /** Lets the task poll as long as there is something to do. */
  void poll() throws Exception {
    while (reader.isAvailable().isDone()) {
      while (reader.pollNext(output) == InputStatus.MORE_AVAILABLE) {}
    }
  }

  /** Lets the task poll once, though it was not woken. */
  InputStatus pollOnce() throws Exception {
    return reader.pollNext(output);
  }

  /** One event comes out of the Kafka reader. */
  void read(int partition, long offset, long eventTime) throws Exception {
    arrives(partition, offset, eventTime);
    poll();
  }

  /** One event waits in the Kafka reader. */
  void arrives(int partition, long offset, long eventTime) {
    kafka.arrive(
        partition,
        ReadEvent.accepted(
            origin(partition, offset),
            "T-1",
            eventTime,
            new byte[] {1},
            null,
            new byte[] {2},
            List.of()));
  }

  /** One malformed record comes out of the Kafka reader. */
  void readMalformed(int partition, long offset) throws Exception {
    kafka.arrive(
        partition,
        ReadEvent.malformed(
            origin(partition, offset),
            new Malformed(Reason.EMPTY, "no value"),
            null,
            null,
            List.of()));
    poll();
  }

  private Origin origin(int partition, long offset) {
    return new Origin(TOPIC, partition, offset, now, now);
  }

  /** The interval has passed. */
  void tick() throws Exception {
    ticker.complete(Duration.ofMillis(100));
    poll();
  }

  /** The log answers the open question with the ends that it has. */
  void answer() throws Exception {
    log.answer();
    poll();
  }

  /** A tick, and the answer to the question that it raises. */
  void ask() throws Exception {
    tick();
    answer();
  }

  /** Answers the question that is open; asks one before if none is. */
  void answerOrAsk() throws Exception {
    if (!log.asked()) {
      tick();
    }
    answer();
  }

  private static final class View implements RecordView<ReadEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public long offset(ReadEvent event) {
      return event.offset();
    }

    @Override
    public long eventTime(ReadEvent event) {
      return event.eventTime();
    }
  }

  static final class HandTicker implements Ticker {
    private final Map<Duration, CompletableFuture<Void>> running = new HashMap<>();
    boolean closed;

    @Override
    public CompletableFuture<Void> after(Duration delay) {
      return running.compute(delay, (same, before) -> new CompletableFuture<>());
    }

    void complete(Duration delay) {
      running.get(delay).complete(null);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A log that answers when it is told to. */
  static final class HandLog implements LogEnd {
    final Map<TopicPartition, Long> ends = new HashMap<>();
    final Map<TopicPartition, Long> starts = new HashMap<>();

    /** Where the next record is, looked at from an offset; else the offset itself. */
    final Map<Long, Long> next = new HashMap<>();

    int questions;
    int looks;
    boolean closed;
    private Map<TopicPartition, Long> frozen = Map.of();
    private CompletableFuture<Map<TopicPartition, Long>> open;

    void end(int partition, long end) {
      ends.put(partition(partition), end);
    }

    void start(int partition, long start) {
      starts.put(partition(partition), start);
    }

    boolean asked() {
      return open != null;
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
      questions++;
      frozen = new HashMap<>(ends);
      frozen.keySet().retainAll(partitions);
      open = new CompletableFuture<>();
      return open;
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Long>> starts(Map<TopicPartition, Long> markers) {
      Map<TopicPartition, Long> known = new HashMap<>(starts);
      known.keySet().retainAll(markers.keySet());
      return CompletableFuture.completedFuture(known);
    }

    @Override
    public CompletableFuture<Long> nextRecord(TopicPartition partition, long offset) {
      looks++;
      return CompletableFuture.completedFuture(next.getOrDefault(offset, offset));
    }

    /** Answers with the ends at the time of the question. */
    void answer() {
      CompletableFuture<Map<TopicPartition, Long>> answered = open;
      open = null;
      answered.complete(frozen);
    }

    void fail() {
      CompletableFuture<Map<TopicPartition, Long>> failed = open;
      open = null;
      failed.completeExceptionally(
          new org.apache.kafka.common.errors.TimeoutException("broker away"));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A Kafka reader that hands on what has arrived, one record a poll. */
  static final class HandReader implements SourceReader<ReadEvent, KafkaPartitionSplit> {
    private record Arrived(String splitId, ReadEvent event) {}

    final List<String> calls = new ArrayList<>();
    List<KafkaPartitionSplit> state = List.of();
    private final Queue<Arrived> arrived = new ArrayDeque<>();
    private final Queue<String> finished = new ArrayDeque<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();

    void arrive(int partition, ReadEvent event) {
      arrived.add(new Arrived(partition(partition).toString(), event));
      available.complete(null);
    }

    void finish(int partition) {
      finished.add(partition(partition).toString());
      available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<ReadEvent> output) {
      Arrived next = arrived.poll();
      if (next != null) {
        output.createOutputForSplit(next.splitId()).collect(next.event(), next.event().timestamp());
        return InputStatus.MORE_AVAILABLE;
      }
      String done = finished.poll();
      if (done != null) {
        output.releaseOutputForSplit(done);
      }
      available = new CompletableFuture<>();
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public void start() {
      calls.add("start");
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      calls.add("add " + splits);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      calls.add("snapshot " + checkpointId);
      return state;
    }

    @Override
    public void notifyNoMoreSplits() {
      calls.add("no more");
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      calls.add("complete " + checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
      calls.add("aborted " + checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(
        java.util.Collection<String> toPause, java.util.Collection<String> toResume) {
      calls.add("pause " + toPause + " resume " + toResume);
    }

    @Override
    public void handleSourceEvents(org.apache.flink.api.connector.source.SourceEvent event) {
      calls.add("event");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  private final class Output implements ReaderOutput<ReadEvent> {
    @Override
    public void collect(ReadEvent event) {
      collect(event, Long.MIN_VALUE);
    }

    @Override
    public void collect(ReadEvent event, long timestamp) {
      handedOn.add(event);
      timestamps.add(timestamp);
    }

    @Override
    public void emitWatermark(Watermark mark) {
      said.add(Long.toString(mark.getTimestamp()));
      watermark = mark.getTimestamp();
    }

    @Override
    public void markIdle() {
      said.add("idle");
    }

    @Override
    public void markActive() {
      said.add("active");
    }

    @Override
    public SourceOutput<ReadEvent> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      said.add("released " + splitId);
    }
  }
}
