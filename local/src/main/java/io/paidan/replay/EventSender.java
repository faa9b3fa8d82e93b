package io.paidan.replay;

import io.paidan.Topics;
import io.paidan.kafka.KafkaAccess;
import io.paidan.kafka.KafkaAccessException;
import io.paidan.kafka.KafkaProperties;
import io.paidan.kafka.KafkaWords;
import io.paidan.kafka.TopicAccess;
import io.paidan.topics.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records to {@code paidan.ticket-events} as any producer would: in order, acknowledged by
 * all replicas, bytes untouched. One thread sends; the counts may be read from any.
 */
public final class EventSender implements AutoCloseable {
  private static final Duration DELIVERY_PATIENCE = Duration.ofMinutes(2);

  private final Producer<byte[], byte[]> producer;
  private final String bootstrapServers;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private EventSender(Producer<byte[], byte[]> producer, String bootstrapServers) {
    this.producer = producer;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Connects, and checks that the topic is there and may be written: a broker would make one with
   * settings of its own.
   *
   * @param client {@code bootstrap.servers} and what else a client needs; goes before what is usual
   *     here
   * @throws KafkaAccessException when Kafka cannot be reached, the topic is missing or not ours
   */
  public static EventSender connect(Properties client)
      throws KafkaAccessException, InterruptedException {
    try (Admin admin = KafkaAccess.connect(client)) {
      new TopicAccess(Set.of(), Set.of(Topics.TICKET_EVENTS), null).require(admin, client);
    }
    Properties config = new Properties();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "paidan-events");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * TopicSetup.MAX_RECORD_BYTES);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_PATIENCE.toMillis());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_PATIENCE.toMillis());
    config.putAll(client);
    return new EventSender(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
        client.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** The same, to brokers that ask nobody who he is. */
  public static EventSender connect(String bootstrapServers)
      throws KafkaAccessException, InterruptedException {
    return connect(KafkaProperties.of(bootstrapServers));
  }

  /**
   * Sends one record; blocks while Kafka is behind.
   *
   * @param ticketId the key; null for a record that names no ticket
   * @param value the record's bytes
   * @param origin where it comes from ({@code file:line}), for a message
   * @throws KafkaAccessException when this record or one before it could not be delivered
   */
  public void send(String ticketId, byte[] value, String origin) throws KafkaAccessException {
    check();
    byte[] key = ticketId == null ? null : ticketId.getBytes(StandardCharsets.UTF_8);
    try {
      var unused = // the callback hears of it
          producer.send(
              new ProducerRecord<>(Topics.TICKET_EVENTS, key, value),
              (metadata, error) -> {
                if (error == null) {
                  acknowledged.incrementAndGet();
                } else {
                  failure.compareAndSet(null, named(error, value.length, origin));
                }
              });
    } catch (InterruptException e) {
      throw new KafkaAccessException("stopped while sending " + origin, e);
    } catch (KafkaException e) {
      throw named(e, value.length, origin);
    }
    sent.incrementAndGet();
  }

  /**
   * Waits until everything that was sent is acknowledged.
   *
   * @throws KafkaAccessException when a record could not be delivered
   */
  public void flush() throws KafkaAccessException {
    try {
      producer.flush();
    } catch (InterruptException e) {
      throw new KafkaAccessException("stopped while waiting for acknowledgements", e);
    }
    check();
  }

  /** Records handed over so far. */
  public long sent() {
    return sent.get();
  }

  /** Records that Kafka has acknowledged so far. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /** Ends the connection; what was not acknowledged in 5 s is given up. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private void check() throws KafkaAccessException {
    Exception error = failure.get();
    if (error != null) {
      throw new KafkaAccessException(error.getMessage(), error);
    }
  }

  private KafkaAccessException named(Exception error, int bytes, String origin) {
    if (error instanceof RecordTooLargeException) {
      return new KafkaAccessException(
          origin
              + ": the record of "
              + bytes
              + " bytes is over what topic "
              + Topics.TICKET_EVENTS
              + " takes (max.message.bytes); take the line out or raise the topic's limit",
          error);
    }
    return new KafkaAccessException(
        origin
            + ": not delivered to Kafka at "
            + bootstrapServers
            + " ("
            + KafkaWords.of(error)
            + "); sending again from the start does no harm, repeats change nothing",
        error);
  }
}
