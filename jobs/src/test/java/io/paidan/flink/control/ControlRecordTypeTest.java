package io.paidan.flink.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.flink.control.ControlRecord.Kind;
import io.paidan.flink.types.Serialized;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ControlRecordTypeTest {
  private static final ControlRecord POLICY =
      new ControlRecord(Kind.POLICY, "昌吉/3", "{}".getBytes(UTF_8), "paidan.policies", 1, 7, 99);
  private static final ControlRecord DELETED =
      new ControlRecord(Kind.REFERENCE, null, null, "paidan.reference", 0, 8, Instants.NONE);

  @Test
  void recordsComeBackAsTheyWere() throws Exception {
    assertThat(Serialized.roundTrip(ControlRecordType.INSTANCE, POLICY)).isEqualTo(POLICY);
    assertThat(Serialized.roundTrip(ControlRecordType.INSTANCE, DELETED)).isEqualTo(DELETED);
    assertThat(DELETED.isDeletion()).isTrue();
  }

  /** Bytes of format 1, kept: every later build reads them. */
  @Test
  void format1IsRead() throws Exception {
    assertThat(
            Serialized.ofHex(
                ControlRecordType.INSTANCE,
                "0200ffffffff117061696461"
                    + "6e2e7265666572656e6365"
                    + "00000000"
                    + "0000000000000008"
                    + "8000000000000000"))
        .isEqualTo(DELETED);
  }

  @Test
  void aSnapshotRestoresTheSerializer() throws Exception {
    assertThat(Serialized.restored(ControlRecordType.INSTANCE))
        .isSameAs(Serialized.serializer(ControlRecordType.INSTANCE));
    assertThat(InstantiationUtil.clone(ControlRecordType.INSTANCE))
        .isSameAs(ControlRecordType.INSTANCE);
  }

  @Test
  void everyRecordIsHandedOnAsItIs() {
    ControlDeserializer deserializer =
        new ControlDeserializer(
            Map.of(
                "paidan.policies",
                Kind.POLICY,
                "paidan.reference",
                Kind.REFERENCE,
                "paidan.reports",
                Kind.REPORT));
    List<ControlRecord> out = new ArrayList<>();
    deserializer.deserialize(
        record("paidan.policies", "changji".getBytes(UTF_8), new byte[] {'{', (byte) 0xff}),
        new ListCollector<>(out));
    deserializer.deserialize(record("paidan.reference", null, null), new ListCollector<>(out));
    deserializer.deserialize(record("paidan.reports", null, null), new ListCollector<>(out));
    assertThat(out)
        .containsExactly(
            new ControlRecord(
                Kind.POLICY,
                "changji",
                new byte[] {'{', (byte) 0xff},
                "paidan.policies",
                0,
                5,
                1_000),
            new ControlRecord(Kind.REFERENCE, null, null, "paidan.reference", 0, 5, 1_000),
            new ControlRecord(Kind.REPORT, null, null, "paidan.reports", 0, 5, 1_000));
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        0,
        5,
        1_000,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
