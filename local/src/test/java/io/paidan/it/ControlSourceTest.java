package io.paidan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.control.ControlRecord.Kind;
import io.paidan.flink.control.ControlRecordType;
import io.paidan.flink.control.ControlSource;
import io.paidan.local.testing.SharedServers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policies' input on a real broker and a real Flink: idle means read, and nothing else. */
@SuppressWarnings("try") // jobs end with their block, and so does an interrupted test
class ControlSourceTest {
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  private static String servers;
  private static Flink flink;

  @TempDir Path temp;

  @BeforeAll
  static void start() throws Exception {
    servers = SharedServers.kafka().bootstrapServers();
    flink = Flink.start(2);
  }

  @AfterAll
  static void stop() throws Exception {
    flink.close();
  }

  private static Flink.Job run(
      Topic policies, Topic reference, Observed<ControlRecord> observed, String savepoint)
      throws Exception {
    StreamExecutionEnvironment env = Flink.environment(1, savepoint);
    observed.watch(
        env.fromSource(
                ControlSource.of(
                    Topic.client(servers), policies.name(), reference.name(), policies.name()),
                WatermarkStrategy.noWatermarks(),
                "controls")
            .uid("controls")
            .setParallelism(1),
        ControlRecordType.INSTANCE);
    return flink.submit(env);
  }

  private static ProducerRecord<byte[], byte[]> record(Topic topic, String key, String value) {
    return new ProducerRecord<>(
        topic.name(), 0, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }

  @Test
  void idleWhenAllIsReadAndForGood() throws Exception {
    Topic policies = Topic.create(servers, "control-policies", 1, COMPACTED);
    Topic reference = Topic.create(servers, "control-reference", 2, COMPACTED);
    for (int i = 0; i < 200; i++) {
      policies.send(record(policies, "p-" + i % 10, "{" + i + "}"));
    }
    reference.send(record(reference, "prefecture", "{}"), record(reference, "prefecture", null));

    String savepoint;
    try (Observed<ControlRecord> observed = Observed.create();
        Flink.Job job = run(policies, reference, observed, null)) {
      Until.holds("idle", () -> !observed.statuses.isEmpty());
      assertThat(observed.statuses).containsExactly("idle after 202");

      policies.send(record(policies, "p-1", "{later}"));
      Until.holds("read on", () -> observed.count.get() == 203);
      assertThat(observed.statuses).containsExactly("idle after 202");
      assertThat(observed.watermark).as("no time, ever").isEqualTo(Long.MIN_VALUE);
      assertThat(observed.records)
          .filteredOn(r -> r.kind() == Kind.REFERENCE)
          .extracting(ControlRecord::isDeletion)
          .containsExactly(false, true);
      assertThat(observed.records)
          .filteredOn(r -> r.kind() == Kind.POLICY)
          .last()
          .satisfies(r -> assertThat(new String(r.value(), UTF_8)).isEqualTo("{later}"));
      savepoint = job.stop(temp);
    }

    policies.send(record(policies, "p-2", "{meanwhile}"));
    try (Observed<ControlRecord> observed = Observed.create();
        Flink.Job job = run(policies, reference, observed, savepoint)) {
      Until.holds("idle", () -> !observed.statuses.isEmpty());
      assertThat(observed.statuses).containsExactly("idle after 1");
    }
  }

  @Test
  void idleAtOnceOnEmptyTopicsAndOnTopicsThatEndInNothing() throws Exception {
    Topic policies = Topic.create(servers, "control-gone-policies", 1);
    Topic reference = Topic.create(servers, "control-aborted-reference", 1);
    policies.send(record(policies, "p", "{}"), record(policies, "p", "{}"));
    try (Admin admin = Topic.admin(servers)) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(policies.name(), 0), RecordsToDelete.beforeOffset(2)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        reference.producer(Map.of("transactional.id", "it-" + reference.name()))) {
      producer.initTransactions();
      producer.beginTransaction();
      Topic.send(producer, record(reference, "prefecture", "{}"));
      producer.flush();
      producer.abortTransaction();
    }
    try (Observed<ControlRecord> observed = Observed.create();
        Flink.Job job = run(policies, reference, observed, null)) {
      Until.holds("idle", () -> !observed.statuses.isEmpty());
      assertThat(observed.statuses).containsExactly("idle after 0");
    }
  }
}
