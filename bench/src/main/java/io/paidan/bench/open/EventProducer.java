package io.paidan.bench.open;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes events to a topic, keyed by ticket. Thread-safe but for transactions. */
final class EventProducer implements AutoCloseable {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final int LINGER_MS = 5;
  private static final int TRANSACTION_LIMIT_MS = 600_000;

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final LongAdder sent = new LongAdder();

  private EventProducer(String topic, Map<String, Object> config) {
    this.topic = topic;
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** What is sent can be read at once. */
  static EventProducer plain(RunSettings run, String topic) {
    return new EventProducer(topic, config(run));
  }

  /** What is sent between {@link #begin} and {@link #commit} can be read from then, all at once. */
  static EventProducer transactional(RunSettings run, String topic) {
    Map<String, Object> config = config(run);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_LIMIT_MS);
    EventProducer made = new EventProducer(topic, config);
    made.producer.initTransactions();
    return made;
  }

  private static Map<String, Object> config(RunSettings run) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, run.bootstrapServers());
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    return config;
  }

  /**
   * Sends an event.
   *
   * @throws IllegalStateException if one before it could not be written
   */
  void send(String ticketId, byte[] event) {
    if (failure.get() != null) {
      throw new IllegalStateException("events could not be written to Kafka", failure.get());
    }
    sent.increment();
    // The callback is what tells failures; a future an event would only be kept for nothing.
    var unused =
        producer.send(
            new ProducerRecord<>(topic, ticketId, event),
            (metadata, e) -> {
              if (e != null) {
                failure.set(e);
              }
            });
  }

  /** How many events were given to {@link #send}. */
  long sent() {
    return sent.sum();
  }

  /** Returns when the broker has all that was sent. */
  void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("events could not be written to Kafka", failure.get());
    }
  }

  void begin() {
    producer.beginTransaction();
  }

  void commit() {
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }
}
