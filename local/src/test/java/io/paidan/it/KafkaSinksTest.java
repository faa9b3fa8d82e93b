package io.paidan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterRecords;
import io.paidan.flink.deadletter.DeadLetterType;
import io.paidan.flink.kafka.KafkaSinks;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import io.paidan.flink.types.DocumentType;
import io.paidan.kafka.DocumentRecords;
import io.paidan.local.testing.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the sinks write, read back from a real broker. */
class KafkaSinksTest {
  private static String servers;
  private static Flink flink;

  @BeforeAll
  static void start() throws Exception {
    servers = SharedServers.kafka().bootstrapServers();
    flink = Flink.start(2);
  }

  @AfterAll
  static void stop() throws Exception {
    flink.close();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(Topic topic, int count)
      throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Topic.client(servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Until.holds(
          count + " records in " + topic.name(),
          () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return records.size() >= count;
          });
    }
    return records;
  }

  @Test
  void deadLettersArriveByteForByte() throws Exception {
    Topic topic = Topic.create(servers, "sink-dead", 1);
    byte[] large = new byte[2 << 20];
    new Random(20261123).nextBytes(large);
    Origin origin = new Origin("events", 1, 42, 1_000, 2_000);
    List<RecordHeader> headers = List.of(new RecordHeader("trace", new byte[] {1, 0, -1}));
    StreamExecutionEnvironment env = Flink.environment(1, null);
    env.fromData(
            DeadLetterType.INSTANCE,
            new DeadLetter(
                new Malformed(Reason.TOO_LARGE, "太大"), origin, new byte[] {9}, large, headers),
            new DeadLetter(new Malformed(Reason.EMPTY, "none"), origin, null, null, List.of()))
        .uid("letters")
        .sinkTo(KafkaSinks.deadLetters(Topic.client(servers), topic.name()))
        .uid("sink");
    assertThat(flink.submit(env).result().isSuccess()).isTrue();

    List<ConsumerRecord<byte[], byte[]>> records = read(topic, 2);
    assertThat(records.get(0).value()).isEqualTo(large);
    assertThat(records.get(0).key()).containsExactly(9);
    assertThat(records.get(0).headers().lastHeader("trace").value()).containsExactly(1, 0, -1);
    assertThat(header(records.get(0), DeadLetterRecords.REASON)).isEqualTo("TOO_LARGE");
    assertThat(header(records.get(0), DeadLetterRecords.DETAIL)).isEqualTo("太大");
    assertThat(header(records.get(0), DeadLetterRecords.OFFSET)).isEqualTo("42");
    assertThat(records.get(1).value()).isNull();
    assertThat(records.get(1).key()).isNull();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void documentsAndAlertsArriveUnderTheirKeys() throws Exception {
    Topic documents = Topic.create(servers, "sink-documents", 1);
    Topic alerts = Topic.create(servers, "sink-alerts", 1);
    Document alert = Document.of(Alias.ALERTS, "T-1/-/1/TOTAL/BREACH", 7, "{}".getBytes(UTF_8));
    Document gone = Document.deletion(Alias.TICKETS, "T-2", 8);
    StreamExecutionEnvironment env = Flink.environment(1, null);
    env.fromData(DocumentType.INSTANCE, alert, gone)
        .uid("documents")
        .sinkTo(KafkaSinks.documents(Topic.client(servers), documents.name()))
        .uid("documents-sink");
    env.fromData(DocumentType.INSTANCE, alert)
        .uid("alerts")
        .sinkTo(KafkaSinks.alerts(Topic.client(servers), alerts.name()))
        .uid("alerts-sink");
    assertThat(flink.submit(env).result().isSuccess()).isTrue();

    List<ConsumerRecord<byte[], byte[]>> written = read(documents, 2);
    assertThat(DocumentRecords.fromRecord(written.get(0))).isEqualTo(alert);
    assertThat(DocumentRecords.fromRecord(written.get(1))).isEqualTo(gone);
    ConsumerRecord<byte[], byte[]> written1 = read(alerts, 1).get(0);
    assertThat(new String(written1.key(), UTF_8)).isEqualTo("T-1/-/1/TOTAL/BREACH");
    assertThat(new String(written1.value(), UTF_8)).isEqualTo("{}");
  }
}
