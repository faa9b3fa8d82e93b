package io.paidan.relay.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Topics;
import io.paidan.relay.alert.UnreadableAlertException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver's book in {@code paidan.relay-state}: key = receiver/alert, value = the entry, none:
 * forgotten.
 */
final class StateTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateTopic.class);
  private static final Duration READ_WITHIN = Duration.ofSeconds(60);

  private final Properties kafka;
  private final String prefix;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Sent> underWay = new LinkedHashMap<>();

  /** What Kafka has been given; an entry of null: forgotten. */
  private record Sent(Entry entry, Future<?> done) {}

  StateTopic(Properties kafka, String receiver) {
    this.kafka = kafka;
    this.prefix = receiver + "/";
    Properties writing = new Properties();
    writing.putAll(kafka);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    // A broker that is away must not hold up for long what can be delivered without it.
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6_000);
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
    writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    writing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * 1024 * 1024);
    this.producer = new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * The entries as of now, by the ids of their alerts.
   *
   * @throws KafkaException when they cannot be read within a minute
   */
  Map<String, Entry> load() {
    Map<String, byte[]> values = new HashMap<>();
    Properties reading = new Properties();
    reading.putAll(kafka);
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.RELAY_STATE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new KafkaException("there is no topic " + Topics.RELAY_STATE + ": run paidan init");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + READ_WITHIN.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException(Topics.RELAY_STATE + " was not read to its end within a minute");
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.key().startsWith(prefix)) {
            values.put(record.key().substring(prefix.length()), record.value());
          }
        }
      }
    }
    Map<String, Entry> entries = new HashMap<>();
    values.forEach((id, value) -> read(id, value, entries));
    return entries;
  }

  private void read(String id, byte[] value, Map<String, Entry> entries) {
    if (value == null) {
      return;
    }
    try {
      entries.put(id, StateJson.read(id, value));
    } catch (IOException | UnreadableAlertException e) {
      LOG.error(
          "What {}{} has been told is unreadable in {} and is left out: {}",
          prefix,
          id,
          Topics.RELAY_STATE,
          e.getMessage());
    }
  }

  /**
   * Begins to write entries down, those that are not under way already, and does not wait for
   * Kafka: {@link #write} does.
   *
   * @param unwritten by the ids of their alerts; a value of null: forgotten
   * @return why some cannot be sent; null: all are under way
   */
  String begin(Map<String, Entry> unwritten) {
    for (Map.Entry<String, Entry> entry : unwritten.entrySet()) {
      Sent before = underWay.get(entry.getKey());
      if (before == null || before.entry() != entry.getValue()) {
        try {
          Future<?> done = producer.send(record(entry.getKey(), entry.getValue()));
          underWay.put(entry.getKey(), new Sent(entry.getValue(), done));
        } catch (KafkaException e) {
          return e.getMessage();
        }
      }
    }
    return null;
  }

  /**
   * Writes entries down; those that Kafka has taken leave the map.
   *
   * @param unwritten by the ids of their alerts; a value of null: forgotten
   * @return why some are left; null: all are written
   */
  String write(Map<String, Entry> unwritten) {
    String problem = begin(unwritten);
    producer.flush();
    for (Map.Entry<String, Sent> sent : underWay.entrySet()) {
      try {
        sent.getValue().done().get();
        if (unwritten.get(sent.getKey()) == sent.getValue().entry()) {
          unwritten.remove(sent.getKey());
        }
      } catch (ExecutionException e) {
        problem = String.valueOf(e.getCause().getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "interrupted";
      }
    }
    underWay.clear();
    return problem;
  }

  private ProducerRecord<String, byte[]> record(String id, Entry entry) {
    return new ProducerRecord<>(
        Topics.RELAY_STATE, prefix + id, entry == null ? null : StateJson.write(entry));
  }

  /** What an alert's key is here. */
  static String id(byte[] key) {
    return new String(key, UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
