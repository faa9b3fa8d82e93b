package io.paidan.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic on a real broker, made for one test. */
record Topic(String servers, String name) {

  static Topic create(String servers, String name, int partitions, Map<String, String> config)
      throws Exception {
    try (Admin admin = admin(servers)) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
          .all()
          .get(30, TimeUnit.SECONDS);
      // Made is not yet ready: a producer that is quicker than the leader loses its place.
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (int i = 0; i < partitions; i++) {
        ends.put(new TopicPartition(name, i), OffsetSpec.latest());
      }
      Until.holds("topic " + name + " is ready", () -> isThere(admin, ends));
    }
    return new Topic(servers, name);
  }

  private static boolean isThere(Admin admin, Map<TopicPartition, OffsetSpec> ends)
      throws Exception {
    try {
      return admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS).size() == ends.size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  /** One that takes timestamps as they are given and records of up to 4 MB. */
  static Topic create(String servers, String name, int partitions) throws Exception {
    return create(servers, name, partitions, Map.of("max.message.bytes", "4194304"));
  }

  static Admin admin(String servers) {
    return Admin.create(Map.of("bootstrap.servers", servers));
  }

  static Properties client(String servers) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", servers);
    return properties;
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
    Properties properties = client(servers);
    properties.setProperty("max.request.size", "4194304");
    properties.setProperty("linger.ms", "5");
    properties.putAll(more);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends a record within a transaction: its end tells whether it was written. */
  @SuppressWarnings("FutureReturnValueIgnored")
  static void send(
      KafkaProducer<byte[], byte[]> transaction, ProducerRecord<byte[], byte[]> record) {
    transaction.send(record);
  }

  /** Sends records and waits until they are written. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  final List<RecordMetadata> send(ProducerRecord<byte[], byte[]>... records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      List<Future<RecordMetadata>> sent = Arrays.stream(records).map(producer::send).toList();
      producer.flush();
      List<RecordMetadata> written = new ArrayList<>();
      for (Future<RecordMetadata> one : sent) {
        written.add(one.get(30, TimeUnit.SECONDS));
      }
      return written;
    }
  }

  /** Sends events one after another in time, spread over the partitions; waits for all. */
  void sendBacklog(int partitions, int count, long firstTime, long stepMs) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        sent.add(producer.send(event(i % partitions, i, firstTime + i * stepMs)));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  /** An event of that time, written now. */
  ProducerRecord<byte[], byte[]> event(int partition, int number, long time) {
    String json =
        """
        {"specversion":"1.0","id":"e-%d","source":"/it","type":"paidan.ticket.accepted",\
        "subject":"T-%d","time":"%s","data":{"department":"urban-management"}}"""
            .formatted(number, number % 1000, Instant.ofEpochMilli(time));
    return new ProducerRecord<>(
        name, partition, ("T-" + number % 1000).getBytes(UTF_8), json.getBytes(UTF_8));
  }
}
