package io.paidan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.cli.kibana.KibanaStandIn;
import io.paidan.kafka.KafkaAccess;
import io.paidan.local.EmbeddedKafka;
import io.paidan.policy.DefaultPolicy;
import io.paidan.reference.DefaultReference;
import io.paidan.simulator.Simulator;
import io.paidan.simulator.SimulatorSettings;
import io.paidan.simulator.SimulatorTraffic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need a broker, in the order of a first installation. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path temp;
  private static EmbeddedKafka kafka;
  private static String servers;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(temp.resolve("kafka"));
    servers = kafka.bootstrapServers();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  @Order(1)
  void replayAsksForInit() throws Exception {
    Path file = Files.writeString(temp.resolve("one.ndjson"), "{}\n");
    CommandRun run = CommandRun.of("replay", "--events", file, "--bootstrap-servers", servers);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("no topic paidan.ticket-events", "paidan init");
  }

  @Test
  @Order(2)
  void initMakesWhatIsMissingAndRepeatsSafely() throws Exception {
    CommandRun first = CommandRun.of("init", "--bootstrap-servers", servers, "--partitions", 3);
    assertThat(first.err()).isEmpty();
    assertThat(first.exit()).isZero();
    assertThat(first.out())
        .contains("created topic paidan.ticket-events", "created topic paidan.documents")
        .contains("published the default policy", "published the reference data");

    CommandRun second = CommandRun.of("init", "--bootstrap-servers", servers);
    assertThat(second.err()).isEmpty();
    assertThat(second.exit()).isZero();
    assertThat(second.out()).doesNotContain("created", "published").contains("left as it is");

    try (Admin admin = KafkaAccess.connect(servers)) {
      Set<String> topics =
          Set.of(
              Topics.TICKET_EVENTS,
              Topics.POLICIES,
              Topics.REFERENCE,
              Topics.DOCUMENTS,
              Topics.ALERTS,
              Topics.DEAD_LETTERS,
              Topics.REPORTS,
              Topics.RELAY_STATE);
      var described =
          KafkaAccess.await(admin.describeTopics(topics).allTopicNames(), "describe the topics");
      assertThat(described.get(Topics.DOCUMENTS).partitions()).hasSize(3);
      assertThat(described.get(Topics.TICKET_EVENTS).partitions()).hasSize(3);
      assertThat(described.get(Topics.POLICIES).partitions()).hasSize(1);
      assertThat(setting(admin, Topics.TICKET_EVENTS, "message.timestamp.type"))
          .isEqualTo("LogAppendTime");
      assertThat(setting(admin, Topics.TICKET_EVENTS, "retention.ms")).isEqualTo("-1");
      assertThat(setting(admin, Topics.TICKET_EVENTS, "cleanup.policy")).isEqualTo("delete");
      assertThat(described.get(Topics.REPORTS).partitions()).hasSize(1);
      assertThat(setting(admin, Topics.REPORTS, "cleanup.policy")).isEqualTo("delete");
      assertThat(setting(admin, Topics.REPORTS, "retention.ms")).isEqualTo("-1");
      assertThat(setting(admin, Topics.REPORTS, "retention.bytes")).isEqualTo("-1");
      assertThat(setting(admin, Topics.REPORTS, "max.message.bytes"))
          .isEqualTo(setting(admin, Topics.DOCUMENTS, "max.message.bytes"));
      for (String topic : List.of(Topics.DOCUMENTS, Topics.POLICIES, Topics.REFERENCE)) {
        assertThat(setting(admin, topic, "cleanup.policy")).isEqualTo("compact");
      }
    }
    List<ConsumerRecord<String, byte[]>> policies = read(Topics.POLICIES, 1);
    assertThat(policies.get(0).key()).isEqualTo(DefaultPolicy.load().versions().get(0).id());
    assertThat(policies.get(0).value()).isEqualTo(DefaultPolicy.json());
    assertThat(read(Topics.REFERENCE, 1).get(0).value()).isEqualTo(DefaultReference.json());
  }

  @Test
  @Order(3)
  void initSaysWhatDiffersAndChangesNothing() throws Exception {
    configure(Topics.DOCUMENTS, "cleanup.policy", "delete");
    configure(Topics.TICKET_EVENTS, "retention.ms", "1000000000000");
    CommandRun run = CommandRun.of("init", "--bootstrap-servers", servers);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("paidan.documents: cleanup.policy is delete, should be compact");
    assertThat(run.out())
        .contains("paidan.ticket-events: retention.ms is 1000000000000, should be -1, unless");
    configure(Topics.DOCUMENTS, "cleanup.policy", "compact");
    configure(Topics.TICKET_EVENTS, "retention.ms", "-1");
    assertThat(CommandRun.of("init", "--bootstrap-servers", servers).exit()).isZero();
  }

  @Test
  @Order(3)
  void initImportsTheDashboards() throws Exception {
    try (KibanaStandIn kibana = KibanaStandIn.start()) {
      CommandRun run =
          CommandRun.of(
              "init", "--bootstrap-servers", servers, "--kibana", kibana.url(), "--language", "en");
      assertThat(run.err()).isEmpty();
      assertThat(run.exit()).isZero();
      assertThat(run.out())
          .contains("init: imported 38 Kibana objects (en)", "init: the alerting rule");
      assertThat(kibana.asked().get(0).body()).contains("[Paidan] Live overview");
    }
    CommandRun gone =
        CommandRun.of("init", "--bootstrap-servers", servers, "--kibana", "http://127.0.0.1:1");
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err().lines()).hasSize(1);
    assertThat(gone.err()).contains("paidan init: Cannot reach Kibana at http://127.0.0.1:1");
  }

  @Test
  @Order(4)
  void replaySendsEveryLineByteForByte() throws Exception {
    byte[] notUtf8 = {'{', '"', 's', 'u', 'b', 'j', 'e', 'c', 't', '"', ':', (byte) 0xff, '}'};
    byte[] big = "x".repeat(2 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.writeBytes("{\"subject\":\"T-1\",\"n\":1}\n".getBytes(StandardCharsets.UTF_8));
    plain.writeBytes("\n   \n".getBytes(StandardCharsets.UTF_8));
    plain.writeBytes("{\"n\":2,\"subject\":\"单-2\"}\r\n".getBytes(StandardCharsets.UTF_8));
    plain.writeBytes(notUtf8);
    plain.write('\n');
    plain.writeBytes(big);
    plain.writeBytes("\n{\"subject\":\"T-1\",\"n\":".getBytes(StandardCharsets.UTF_8));
    Path first = Files.write(temp.resolve("plain.ndjson"), plain.toByteArray());
    Path second = temp.resolve("packed");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(second))) {
      out.write("{\"subject\":\"T-1\",\"n\":4}\n".getBytes(StandardCharsets.UTF_8));
    }

    CommandRun run =
        CommandRun.of("replay", "--events", first, second, "--bootstrap-servers", servers);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("6 lines sent and acknowledged", "2 of them name no ticket", "2 empty lines");

    List<ConsumerRecord<String, byte[]>> records = read(Topics.TICKET_EVENTS, 6);
    assertThat(records).allMatch(record -> record.timestampType() == TimestampType.LOG_APPEND_TIME);
    assertThat(records.stream().filter(record -> "T-1".equals(record.key())))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly(
            "{\"subject\":\"T-1\",\"n\":1}",
            "{\"subject\":\"T-1\",\"n\":",
            "{\"subject\":\"T-1\",\"n\":4}");
    assertThat(records.stream().filter(record -> "单-2".equals(record.key())))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("{\"n\":2,\"subject\":\"单-2\"}\r");
    assertThat(records.stream().filter(record -> record.key() == null).map(ConsumerRecord::value))
        .containsExactlyInAnyOrder(notUtf8, big);
  }

  @Test
  @Order(5)
  void replayNamesALineThatTheTopicDoesNotTake() throws Exception {
    Path file = temp.resolve("huge.ndjson");
    Files.writeString(file, "{\"subject\":\"T-9\"}\n" + "y".repeat(9 * 1024 * 1024) + "\n");
    CommandRun run = CommandRun.of("replay", "--events", file, "--bootstrap-servers", servers);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(file + ":2", "9437184 bytes");
  }

  @Test
  @Order(6)
  void simulatedTrafficSendsHistoryAtOnceAndThenAsTimePasses() throws Exception {
    Instant now = Instant.parse("2026-11-20T04:00:00Z");
    Simulator simulator =
        new Simulator(
            DefaultReference.load(), SimulatorSettings.live(7, now, Duration.ofHours(3), 50));
    Simulator same =
        new Simulator(
            DefaultReference.load(), SimulatorSettings.live(7, now, Duration.ofHours(3), 50));
    Set<String> past = new HashSet<>();
    long count = 0;
    for (var next = same.next(); next.at() <= now.toEpochMilli(); next = same.next()) {
      past.add(new String(next.value(), StandardCharsets.ISO_8859_1));
      count++;
    }
    assertThat(count).isGreaterThan(300);

    long before = read(Topics.TICKET_EVENTS, 0).size();
    // Time stands still: what is to come is never sent.
    SimulatorTraffic traffic = SimulatorTraffic.start(servers, simulator, InstantSource.fixed(now));
    try {
      assertThat(traffic.awaitHistory(30, TimeUnit.SECONDS)).isTrue();
      assertThat(traffic.failure()).isEmpty();
    } finally {
      traffic.close();
    }
    assertThat(traffic.sent()).isEqualTo(count);
    assertThat(traffic.acknowledged()).isEqualTo(count);
    List<ConsumerRecord<String, byte[]>> records =
        read(Topics.TICKET_EVENTS, (int) (before + count));
    assertThat(
            records.stream().map(record -> new String(record.value(), StandardCharsets.ISO_8859_1)))
        .containsAll(past);
  }

  @Test
  @Order(7)
  void aBrokerThatIsNotThereIsOneLine() throws Exception {
    Path file = Files.writeString(temp.resolve("one.ndjson"), "{}\n");
    CommandRun run =
        CommandRun.of("replay", "--events", file, "--bootstrap-servers", "localhost:1");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("cannot reach Kafka at localhost:1: Connection refused");
  }

  private static String setting(Admin admin, String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return KafkaAccess.await(admin.describeConfigs(List.of(resource)).all(), "read the settings")
        .get(resource)
        .get(name)
        .value();
  }

  private static void configure(String topic, String name, String value) throws Exception {
    try (Admin admin = KafkaAccess.connect(servers)) {
      KafkaAccess.await(
          admin
              .incrementalAlterConfigs(
                  Map.of(
                      new ConfigResource(ConfigResource.Type.TOPIC, topic),
                      List.of(
                          new AlterConfigOp(
                              new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
              .all(),
          "configure " + topic);
    }
  }

  /** All records of the topic once there are so many at least. */
  private static List<ConsumerRecord<String, byte[]>> read(String topic, int atLeast) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (records.size() < atLeast
          || partitions.stream()
              .anyMatch(p -> consumer.position(p) < consumer.endOffsets(partitions).get(p))) {
        assertThat(System.nanoTime()).as("time to read " + topic).isLessThan(deadline);
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }
}
