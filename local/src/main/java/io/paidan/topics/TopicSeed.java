package io.paidan.topics;

import io.paidan.kafka.KafkaAccess;
import io.paidan.kafka.KafkaAccessException;
import io.paidan.kafka.KafkaWords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts a first value into a compacted topic that holds none. */
public final class TopicSeed {
  private static final Duration READ_WITHIN = Duration.ofSeconds(60);

  private TopicSeed() {}

  /**
   * Writes the value under the key unless the topic holds any value already.
   *
   * @param client {@code bootstrap.servers} and what else a client needs
   * @return whether it was written
   * @throws KafkaAccessException when Kafka cannot be reached or refuses
   */
  public static boolean seed(Properties client, String topic, String key, byte[] value)
      throws KafkaAccessException, InterruptedException {
    try {
      if (holdsValues(client, topic)) {
        return false;
      }
      write(client, topic, key, value);
      return true;
    } catch (InterruptException e) {
      Thread.interrupted(); // the exception below says the same
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (KafkaException e) {
      throw new KafkaAccessException("cannot seed " + topic + ": " + KafkaWords.of(e), e);
    }
  }

  /** Whether any key's latest record has a value: tombstones are none. */
  private static boolean holdsValues(Properties client, String topic) {
    Properties config = new Properties();
    config.putAll(client);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) KafkaAccess.PATIENCE.toMillis());
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<String, Boolean> latest = new HashMap<>();
      long deadline = System.nanoTime() + READ_WITHIN.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException("not read to its end within " + READ_WITHIN.toSeconds() + " s");
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          latest.put(record.key(), record.value() != null);
        }
      }
      return latest.containsValue(true);
    }
  }

  private static void write(Properties client, String topic, String key, byte[] value)
      throws KafkaAccessException, InterruptedException {
    Properties config = new Properties();
    config.putAll(client);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * TopicSetup.MAX_RECORD_BYTES);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, KafkaAccess.PATIENCE.toMillis());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (ExecutionException e) {
      throw new KafkaAccessException(
          "cannot write to " + topic + ": " + KafkaWords.of(e.getCause()), e.getCause());
    }
  }
}
