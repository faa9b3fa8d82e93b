package io.paidan.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code paidan.alerts} from now on and remembers the last alert that fires. */
final class LastAlert implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastAlert.class);
  private static final JsonFactory JSON = new JsonFactory();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private volatile String last = "–";
  private volatile boolean closed;

  LastAlert(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.ALERTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::follow, "last-alert");
    thread.setDaemon(true);
    thread.start();
  }

  /** Its {@code _id} and when its threshold was, or a dash. */
  String last() {
    return last;
  }

  private void follow() {
    try {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(Duration.ofMillis(500))) {
          remember(alert);
        }
      }
    } catch (WakeupException e) {
      if (!closed) {
        throw e;
      }
    }
  }

  private void remember(ConsumerRecord<byte[], byte[]> alert) {
    try (JsonParser json = JSON.createParser(alert.value())) {
      String status = null;
      String threshold = null;
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (value.isStructStart()) {
          json.skipChildren();
        } else if (name.equals("status")) {
          status = json.getText();
        } else if (name.equals("threshold_at")) {
          threshold = json.getText();
        }
      }
      if ("FIRING".equals(status)) {
        last = threshold + " " + new String(alert.key(), UTF_8);
      }
    } catch (IOException e) {
      LOG.warn("Alert at {}/{} is not JSON", alert.partition(), alert.offset(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(5_000);
      consumer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
