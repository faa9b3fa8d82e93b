package io.paidan.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.local.testing.ServerOwner;
import io.paidan.local.testing.SharedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir Path temp;

  @Test
  void carriesRecordsOfTwoMegabytes() throws Exception {
    String servers = SharedServers.kafka().bootstrapServers();
    byte[] big = new byte[2 * 1024 * 1024];
    big[big.length - 1] = 7;
    createTopic(servers, "embedded-kafka-big");
    produce(servers, "embedded-kafka-big", big);

    ConsumerRecord<byte[], byte[]> read = first(servers, "embedded-kafka-big");
    assertThat(read.value()).isEqualTo(big);
    assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
  }

  @Test
  void makesNoTopicOnFirstUse() throws Exception {
    try (Admin admin = admin(SharedServers.kafka().bootstrapServers())) {
      assertThatThrownBy(() -> admin.describeTopics(Set.of("never-made")).allTopicNames().get())
          .hasMessageContaining("UnknownTopicOrPartition");
    }
  }

  @Test
  void keepsDataAndLeavesNoThreads() throws Exception {
    // Threads are born into their maker's group: all that is in it later is the broker's.
    ThreadGroup group = new ThreadGroup("broker under test");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread user =
        new Thread(
            group,
            () -> {
              try {
                try (EmbeddedKafka kafka = EmbeddedKafka.start(temp)) {
                  createTopic(kafka.bootstrapServers(), "kept");
                  produce(kafka.bootstrapServers(), "kept", new byte[] {1, 2, 3});
                }
                try (EmbeddedKafka kafka = EmbeddedKafka.start(temp)) {
                  assertThat(first(kafka.bootstrapServers(), "kept").value())
                      .containsExactly(1, 2, 3);
                }
              } catch (Exception | AssertionError e) {
                failure.set(e);
              }
            });
    user.start();
    user.join();

    assertThat(failure.get()).isNull();
    assertThat(Await.until(Duration.ofSeconds(10), () -> brokerThreads(group).isEmpty()))
        .as("threads left: %s", brokerThreads(group))
        .isTrue();
  }

  @Test
  void turnsExitsOfTheBrokerIntoExceptions() {
    SharedServers.kafka();
    assertThatThrownBy(() -> Exit.exit(1, "fault"))
        .isInstanceOf(LocalServerException.class)
        .hasMessage("the Kafka broker gave up (exit 1: fault)");
    assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(LocalServerException.class);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> EmbeddedKafka.start(temp, port))
          .isInstanceOf(LocalServerException.class)
          .hasMessageStartingWith("port " + port + " for Kafka is taken");
      assertThatThrownBy(() -> KafkaProcess.start(temp, port))
          .isInstanceOf(LocalServerException.class)
          .hasMessageStartingWith("port " + port + " for Kafka is taken");
    }
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    Path file = Files.writeString(temp.resolve("kafka"), "a file");
    assertThatThrownBy(() -> EmbeddedKafka.start(file))
        .isInstanceOf(LocalServerException.class)
        .hasMessage(
            "cannot write to folder %s for Kafka (a file is in its place): make it writable or"
                    .formatted(file)
                + " choose another folder");
  }

  @Test
  void saysThatTheFolderIsInUse() {
    Path folder = SharedServers.kafka().folder();
    assertThatThrownBy(() -> EmbeddedKafka.start(folder))
        .isInstanceOf(LocalServerException.class)
        .hasMessage(
            "folder %s is in use by another running Kafka: stop that one or choose another folder"
                .formatted(folder));
  }

  @Test
  void saysThatTheDataIsNotKafkas() throws IOException {
    Path data = Files.createDirectories(temp.resolve("data"));
    Files.writeString(data.resolve("meta.properties"), "version=99\n");
    assertThatThrownBy(() -> EmbeddedKafka.start(temp))
        .isInstanceOf(LocalServerException.class)
        .hasMessageStartingWith("Kafka did not start in " + temp + ": ")
        .hasMessageContaining("; logs in " + LogFolder.current());
  }

  @Test
  void processSurvivesACrashWithItsData() throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(temp)) {
      createTopic(kafka.bootstrapServers(), "kept");
      produce(kafka.bootstrapServers(), "kept", new byte[] {4});
      kafka.kill();
      assertThat(kafka.isAlive()).isFalse();
    }
    try (KafkaProcess kafka = KafkaProcess.start(temp)) {
      assertThat(first(kafka.bootstrapServers(), "kept").value()).containsExactly(4);
    }
  }

  @Test
  void processGoesWithItsKilledOwner() throws Exception {
    ServerOwner.Running running = ServerOwner.start("kafka", temp);
    assertThat(running.server()).hasSizeGreaterThanOrEqualTo(2);
    running.owner().destroyForcibly();
    assertGone(running, Duration.ofSeconds(30));
  }

  @Test
  void leftoverOfAKilledOwnerAndGuardIsStoppedByTheNextStart() throws Exception {
    ServerOwner.Running running = ServerOwner.start("kafka", temp);
    ProcessHandle broker =
        running.server().stream()
            .filter(p -> p.info().command().filter(c -> c.endsWith("/java")).isPresent())
            .findFirst()
            .orElseThrow();
    running.server().stream()
        .filter(p -> !p.equals(broker))
        .forEach(ProcessHandle::destroyForcibly);
    running.owner().destroyForcibly();
    assertThat(
            Await.until(
                Duration.ofSeconds(10),
                () ->
                    !running.owner().isAlive()
                        && running.server().stream()
                            .filter(ProcessHandle::isAlive)
                            .toList()
                            .equals(List.of(broker))))
        .isTrue();
    assertThat(broker.isAlive()).as("without owner and guard nobody stops the broker").isTrue();

    try (KafkaProcess next = KafkaProcess.start(temp)) {
      assertThat(broker.isAlive()).isFalse();
      assertThat(next.isAlive()).isTrue();
    }
  }

  @Test
  void aProcessThatOnlyHasTheNumberOfALeftoverIsLeftAlone() throws Exception {
    ProcessHandle me = ProcessHandle.current();
    long start = me.info().startInstant().orElseThrow().toEpochMilli();
    Files.writeString(temp.resolve("x.pid"), me.pid() + " " + start + "\n" + "torn");
    try (InstanceFolder folder = InstanceFolder.open(temp, "x", "Test")) {
      assertThat(me.isAlive()).isTrue();
      assertThat(folder.path()).isEqualTo(temp);
    }
  }

  private static void assertGone(ServerOwner.Running running, Duration limit) {
    assertThat(
            Await.until(limit, () -> running.server().stream().noneMatch(ProcessHandle::isAlive)))
        .as("processes of the server %s are gone", running.server())
        .isTrue();
  }

  private static List<String> brokerThreads(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount() + 16];
    int count = group.enumerate(threads, true);
    return Arrays.stream(threads, 0, count)
        .map(Thread::getName)
        // One for all brokers of a JVM, a daemon, kept by the metrics library.
        .filter(name -> !name.startsWith("metrics-meter-tick-thread"))
        .toList();
  }

  private static Admin admin(String servers) {
    return Admin.create(Map.of("bootstrap.servers", servers));
  }

  private static void createTopic(String servers, String topic) throws Exception {
    try (Admin admin = admin(servers)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 1, (short) 1)
                      .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void produce(String servers, String topic, byte[] value) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "max.request.size",
            4 * 1024 * 1024,
            "enable.idempotence",
            true);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static ConsumerRecord<byte[], byte[]> first(String servers, String topic) {
    Map<String, Object> config = Map.of("bootstrap.servers", servers);
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(30)).records(partition).get(0);
    }
  }
}
