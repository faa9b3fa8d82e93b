package io.paidan.flink.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * {@link LogEnd} by a Kafka admin client, and by a consumer of its own for the looks ahead. Both
 * take the reading consumer's properties: addresses, security, isolation level, group.
 */
final class KafkaLogEnd implements LogEnd {
  private static final int ANSWER_WITHIN_MS = 5_000;
  private static final Duration LOOK_FOR = Duration.ofSeconds(2);

  private final Properties consumer;
  private final String clientId;
  private final ListOffsetsOptions options;
  private final Admin admin;
  private final ExecutorService looking;

  private KafkaConsumer<byte[], byte[]> eyes;
  private boolean closed;

  KafkaLogEnd(Properties consumer, String clientId) {
    this.consumer = consumer;
    this.clientId = clientId;
    String isolation =
        consumer.getProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    this.options =
        new ListOffsetsOptions(IsolationLevel.valueOf(isolation.toUpperCase(Locale.ROOT)));
    this.admin = Admin.create(adminProperties(consumer, clientId));
    this.looking =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, clientId + "-look");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static Properties adminProperties(Properties consumer, String clientId) {
    Properties properties = new Properties();
    for (String name : consumer.stringPropertyNames()) {
      // Settings of what else runs in the client (config providers, its own plugins) have no list.
      if (AdminClientConfig.configNames().contains(name)
          || !ConsumerConfig.configNames().contains(name)) {
        properties.setProperty(name, consumer.getProperty(name));
      }
    }
    properties.setProperty(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
    properties.setProperty(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(ANSWER_WITHIN_MS));
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
    return properties;
  }

  @Override
  public CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  @Override
  public CompletableFuture<Map<TopicPartition, Long>> starts(Map<TopicPartition, Long> markers) {
    Set<TopicPartition> committed = with(markers, KafkaPartitionSplit.COMMITTED_OFFSET);
    CompletableFuture<Map<TopicPartition, Long>> known =
        committed.isEmpty()
            ? CompletableFuture.completedFuture(Map.of())
            : committed(consumer.getProperty(ConsumerConfig.GROUP_ID_CONFIG), committed);
    return known.thenCompose(
        commits -> {
          String reset =
              consumer
                  .getProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest")
                  .toLowerCase(Locale.ROOT);
          Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
          markers.forEach(
              (partition, marker) -> {
                if (marker == KafkaPartitionSplit.EARLIEST_OFFSET) {
                  asked.put(partition, OffsetSpec.earliest());
                } else if (marker != KafkaPartitionSplit.COMMITTED_OFFSET) {
                  asked.put(partition, OffsetSpec.latest());
                } else if (!commits.containsKey(partition)) {
                  asked.put(
                      partition,
                      reset.equals("earliest") ? OffsetSpec.earliest() : OffsetSpec.latest());
                }
              });
          return offsets(asked)
              .thenApply(
                  offsets -> {
                    Map<TopicPartition, Long> starts = new HashMap<>(commits);
                    starts.putAll(offsets);
                    return starts;
                  });
        });
  }

  private static Set<TopicPartition> with(Map<TopicPartition, Long> markers, long marker) {
    return markers.entrySet().stream()
        .filter(entry -> entry.getValue() == marker)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private CompletableFuture<Map<TopicPartition, Long>> committed(
      String group, Set<TopicPartition> partitions) {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(
            offsets -> {
              Map<TopicPartition, Long> known = new HashMap<>();
              for (TopicPartition partition : partitions) {
                OffsetAndMetadata offset = offsets.get(partition);
                if (offset != null) {
                  known.put(partition, offset.offset());
                }
              }
              return known;
            });
  }

  private CompletableFuture<Map<TopicPartition, Long>> offsets(
      Set<TopicPartition> partitions, OffsetSpec spec) {
    return offsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)));
  }

  private CompletableFuture<Map<TopicPartition, Long>> offsets(
      Map<TopicPartition, OffsetSpec> asked) {
    return admin
        .listOffsets(asked, options)
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(
            answers -> {
              Map<TopicPartition, Long> offsets = new HashMap<>();
              answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
              return offsets;
            });
  }

  @Override
  public CompletableFuture<Long> nextRecord(TopicPartition partition, long offset) {
    return CompletableFuture.supplyAsync(() -> look(partition, offset), looking);
  }

  private long look(TopicPartition partition, long offset) {
    KafkaConsumer<byte[], byte[]> consumer = eyes();
    consumer.assign(Set.of(partition));
    consumer.seek(partition, offset);
    long until = System.nanoTime() + LOOK_FOR.toNanos();
    while (true) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(LOOK_FOR);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        return record.offset();
      }
      long position = consumer.position(partition);
      if (position > offset || System.nanoTime() > until) {
        return Math.max(offset, position);
      }
    }
  }

  private synchronized KafkaConsumer<byte[], byte[]> eyes() {
    if (closed) {
      throw new WakeupException();
    }
    if (eyes == null) {
      Properties properties = new Properties();
      properties.putAll(consumer);
      properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
      properties.setProperty(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-look");
      properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
      properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
      properties.setProperty(
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(ANSWER_WITHIN_MS));
      properties.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
      eyes =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    return eyes;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (eyes != null) {
        eyes.wakeup();
      }
    }
    looking.execute(
        () -> {
          if (eyes != null) {
            eyes.close();
          }
        });
    looking.shutdown();
    admin.close(Duration.ZERO);
    try {
      if (!looking.awaitTermination(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)) {
        looking.shutdownNow();
      }
    } catch (InterruptedException e) {
      looking.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
