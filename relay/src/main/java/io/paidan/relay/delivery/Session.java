package io.paidan.relay.delivery;

import io.paidan.Topics;
import io.paidan.relay.alert.AlertJson;
import io.paidan.relay.alert.UnreadableAlertException;
import io.paidan.relay.monitor.ReceiverStats;
import io.paidan.relay.monitor.ReceiverStats.Count;
import io.paidan.relay.monitor.ReceiverStats.Gauges;
import io.paidan.relay.monitor.ReceiverStats.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver's reading of {@code paidan.alerts} in a consumer group of its own, from joining the
 * group until Kafka throws it out. The order that nothing is lost by: a delivery, then the book
 * written to {@code paidan.relay-state}, then the offset. Not thread-safe, but for {@link #wakeUp}.
 */
final class Session implements AutoCloseable {
  /** The consumer groups are called so, and then by the receiver's name. */
  static final String GROUP = "paidan-relay-";

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final long HEARTBEAT = 250;
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(5);
  private static final long CATCH_UP_WITHIN = 10_000;
  private static final long SETTLE_EVERY = 1_000;
  private static final long STORE_AGAIN_AFTER = 3_000;
  private static final long WATCH_EVERY = 500;

  private final Receiver receiver;
  private final Deliveries deliveries;
  private final ReceiverStats stats;
  private final Clock clock;
  private final Desk desk;
  private final StateTopic state;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<Integer, Long> committed = new HashMap<>();
  private final Map<TopicPartition, Long> catchUp = new HashMap<>();
  private long catchUpUntil;
  private long storeNotBefore = Long.MIN_VALUE;
  private long watchedAt;
  private long settledAt;
  private boolean paused;

  @SuppressWarnings("this-escape")
  Session(
      Properties kafka,
      Receiver receiver,
      Deliveries deliveries,
      ReceiverStats stats,
      Clock clock) {
    this.receiver = receiver;
    this.deliveries = deliveries;
    this.stats = stats;
    this.clock = clock;
    this.desk = new Desk(receiver, new Counts(stats));
    Properties reading = new Properties();
    reading.putAll(kafka);
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP + receiver.name());
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    // One that was killed is known to be gone as soon as a broker allows.
    reading.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    reading.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
    this.consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.state = new StateTopic(kafka, receiver.name());
    consumer.subscribe(Set.of(Topics.ALERTS), new Assignment());
  }

  /** Ends a wait for records; may be called by any thread. */
  void wakeUp() {
    consumer.wakeup();
  }

  /** Reads, delivers, writes down, moves on: once round. */
  void step() throws InterruptedException {
    pauseWhenFull();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience())) {
      read(record);
    }
    desk.tidy(clock.millis(), committed);
    // One delivery, for what was read since the last may matter more: where a hundred thousand
    // alerts fire, telling them again takes seconds.
    boolean delivered = isCaughtUp() && deliveries.deliver(desk, clock.millis());
    boolean settle = !delivered || clock.millis() - settledAt >= SETTLE_EVERY;
    if (settle || !receiver.states()) {
      // A message is in the book before the next: what a crash repeats is one.
      store();
    } else {
      // A state may be told twice: in a storm the next does not wait until Kafka has this one.
      beginToStore();
    }
    if (settle) {
      commit();
      settledAt = clock.millis();
    }
    watch();
  }

  private Duration patience() {
    if (!isCaughtUp()) {
      return Duration.ofMillis(HEARTBEAT);
    }
    long now = clock.millis();
    long wait = deliveries.nextAt(desk, now) - now;
    return Duration.ofMillis(Math.max(0, Math.min(HEARTBEAT, wait)));
  }

  private void pauseWhenFull() {
    if (desk.isFull()) {
      consumer.pause(consumer.assignment());
      paused = true;
    } else if (paused) {
      consumer.resume(consumer.paused());
      paused = false;
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    positions.put(partition, record.offset() + 1);
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      desk.take(
          AlertJson.read(StateTopic.id(record.key()), record.value()),
          record.partition(),
          record.offset(),
          clock.millis());
    } catch (UnreadableAlertException e) {
      stats.count(Count.UNREADABLE, 1);
      LOG.error(
          "The record {} at offset {} is no alert and is left out: {}",
          partition,
          record.offset(),
          e.getMessage());
    }
  }

  /**
   * After an outage all is read before the first delivery: who has slept through the night need not
   * hear of what has ended since.
   */
  private boolean isCaughtUp() {
    if (catchUp.isEmpty()) {
      return true;
    }
    if (desk.isFull() || clock.millis() > catchUpUntil) {
      catchUp.clear();
    }
    catchUp.entrySet().removeIf(e -> positions.getOrDefault(e.getKey(), 0L) >= e.getValue());
    return catchUp.isEmpty();
  }

  private boolean store() {
    if (desk.unwritten().isEmpty()) {
      return true;
    }
    if (clock.millis() < storeNotBefore) {
      return false;
    }
    String problem = state.write(desk.unwritten());
    if (problem == null) {
      storeNotBefore = Long.MIN_VALUE;
      return true;
    }
    putOffStoring(problem);
    return false;
  }

  private void beginToStore() {
    if (clock.millis() < storeNotBefore) {
      return;
    }
    String problem = state.begin(desk.unwritten());
    if (problem != null) {
      putOffStoring(problem);
    }
  }

  private void putOffStoring(String problem) {
    storeNotBefore = clock.millis() + STORE_AGAIN_AFTER;
    LOG.warn(
        "What {} has been told cannot be written to {} yet: {}",
        receiver.name(),
        Topics.RELAY_STATE,
        problem);
  }

  /** Offsets move to the first record that is not done with, never further. */
  private void commit() {
    if (!desk.unwritten().isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> moves = new HashMap<>();
    positions.forEach(
        (partition, position) -> {
          long done = Math.min(position, desk.held(partition.partition()));
          if (done != committed.getOrDefault(partition.partition(), -1L)) {
            moves.put(partition, new OffsetAndMetadata(done));
          }
        });
    if (moves.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(moves, COMMIT_WITHIN);
      moves.forEach((partition, done) -> committed.put(partition.partition(), done.offset()));
    } catch (RetriableException | CommitFailedException | RebalanceInProgressException e) {
      // Kafka is away, or the group is being shared out anew: the next round commits, or what is
      // read again is known from the book.
      LOG.debug("Offsets of {} were not committed", receiver.name(), e);
    }
  }

  private void watch() {
    long now = clock.millis();
    if (now - watchedAt < WATCH_EVERY) {
      return;
    }
    watchedAt = now;
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
      lag += consumer.currentLag(position.getKey()).orElse(0);
      lag += position.getValue() - committed.getOrDefault(position.getKey().partition(), 0L);
    }
    Counts.Held held = desk.counted(now);
    stats.gauges(
        new Gauges(
            held.waiting(),
            held.heldBack(),
            held.firing(),
            held.aside(),
            lag,
            held.oldestMillis()));
  }

  @Override
  public void close() {
    try {
      consumer.close();
    } finally {
      state.close();
    }
  }

  /** What comes with partitions and goes with them. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (stats.state() == State.STARTING) {
        stats.state(State.OK, "");
      }
      if (partitions.isEmpty()) {
        return;
      }
      long now = clock.millis();
      Set<Integer> numbers = numbers(partitions);
      state
          .load()
          .forEach(
              (id, entry) -> {
                if (numbers.contains(entry.partition())) {
                  desk.restore(id, entry, now);
                }
              });
      begin(partitions, now);
      catchUp.putAll(consumer.endOffsets(partitions));
      catchUpUntil = now + CATCH_UP_WITHIN;
      paused = false;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (store()) {
        commit();
      }
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      Set<Integer> numbers = numbers(partitions);
      desk.forget(numbers);
      committed.keySet().removeAll(numbers);
      partitions.forEach(positions::remove);
      partitions.forEach(catchUp::remove);
    }

    /** A receiver that is new begins with what was said within the horizon. */
    private void begin(Collection<TopicPartition> partitions, long now) {
      Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
      Map<TopicPartition, Long> since = new HashMap<>();
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata offset = known.get(partition);
        if (offset == null) {
          since.put(partition, now - receiver.horizon().toMillis());
        } else {
          positions.put(partition, offset.offset());
          committed.put(partition.partition(), offset.offset());
        }
      }
      if (since.isEmpty()) {
        return;
      }
      Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(since);
      Map<TopicPartition, Long> ends = consumer.endOffsets(since.keySet());
      Map<TopicPartition, OffsetAndMetadata> begun = new HashMap<>();
      for (TopicPartition partition : since.keySet()) {
        OffsetAndTimestamp first = found.get(partition);
        long offset = first == null ? ends.get(partition) : first.offset();
        consumer.seek(partition, offset);
        positions.put(partition, offset);
        begun.put(partition, new OffsetAndMetadata(offset));
      }
      // At once: a relay that dies now must not begin later next time.
      consumer.commitSync(begun);
      begun.forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
    }

    private Set<Integer> numbers(Collection<TopicPartition> partitions) {
      Set<Integer> numbers = new HashSet<>();
      partitions.forEach(partition -> numbers.add(partition.partition()));
      return numbers;
    }
  }
}
