package io.paidan.flink.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.event.EventType;
import io.paidan.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever lies in the topic, one record goes in and one comes out. */
class EventDeserializerTest {
  private static final long AT = 1_795_000_000_000L; // 2026-11-18T11:06:40Z
  private static final byte[] KEY = "T-1".getBytes(UTF_8);
  private static final String GOOD =
      """
      {"specversion":"1.0","id":"e-1","source":"/changji/fukang/fuxin",\
      "type":"paidan.ticket.accepted","subject":"T-2026-000666",\
      "time":"2026-11-18T11:00:00.123Z","data":{"department":"urban-management"}}""";

  private EventDeserializer deserializer;

  @BeforeEach
  void open() throws Exception {
    WallClock clock = () -> AT + 7;
    deserializer = InstantiationUtil.clone(new EventDeserializer(clock));
    deserializer.open(null);
  }

  private ReadEvent read(byte[] value, RecordHeaders headers, TimestampType type, long timestamp) {
    List<ReadEvent> out = new ArrayList<>();
    deserializer.deserialize(
        new ConsumerRecord<>(
            "events", 2, 99, timestamp, type, 0, 0, KEY, value, headers, Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }

  private ReadEvent read(byte[] value) {
    return read(value, new RecordHeaders(), TimestampType.LOG_APPEND_TIME, AT);
  }

  @Test
  void anEventIsPackedWithWhereAndWhenItWasRead() {
    ReadEvent event = read(GOOD.getBytes(UTF_8));
    assertThat(event.isAccepted()).isTrue();
    assertThat(event.ticketId()).isEqualTo("T-2026-000666");
    assertThat(event.event().type()).isEqualTo(EventType.ACCEPTED);
    assertThat(event.eventTime()).isEqualTo(AT - 399_877).isEqualTo(event.event().time());
    assertThat(event.origin()).isEqualTo(new ReadEvent.Origin("events", 2, 99, AT, AT + 7));
  }

  @Test
  void badRecordsComeOutWithReasonAndBytes() {
    malformed(null, Reason.EMPTY);
    malformed(new byte[0], Reason.EMPTY);
    malformed("not json".getBytes(UTF_8), Reason.NOT_JSON);
    malformed(GOOD.substring(0, 80).getBytes(UTF_8), Reason.NOT_JSON);
    malformed(new byte[] {'{', '"', (byte) 0xff, '"', '}'}, Reason.NOT_JSON);
    malformed(new byte[2 << 20], Reason.TOO_LARGE);
    malformed(GOOD.replace("ticket.accepted", "ticket.lost").getBytes(UTF_8), Reason.UNKNOWN_TYPE);
    malformed(GOOD.replace("2026-11", "1900-11").getBytes(UTF_8), Reason.BAD_TIME);
    malformed(GOOD.replace("11:00", "11:30").getBytes(UTF_8), Reason.FUTURE_TIME);
  }

  private void malformed(byte[] value, Reason reason) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {1});
    ReadEvent event = read(value, headers, TimestampType.LOG_APPEND_TIME, AT);
    assertThat(event.isAccepted()).isFalse();
    assertThat(event.reason()).isEqualTo(reason);
    assertThat(event.detail()).isNotBlank();
    assertThat(event.value()).isEqualTo(value);
    assertThat(event.key()).isEqualTo(KEY);
    assertThat(event.headers()).containsExactly(new RecordHeader("trace", new byte[] {1}));
    assertThat(event.eventTime()).isEqualTo(Instants.NONE);
    assertThat(event.offset()).isEqualTo(99);
  }

  @Test
  void kafkasBinaryModeIsReadByItsHeaders() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_id", "e-1".getBytes(UTF_8));
    headers.add("ce_source", "/changji".getBytes(UTF_8));
    headers.add("ce_type", "paidan.ticket.accepted".getBytes(UTF_8));
    headers.add("ce_subject", "T-7".getBytes(UTF_8));
    headers.add("ce_time", "2026-11-18T11:00:00Z".getBytes(UTF_8));
    headers.add("content-type", "application/json".getBytes(UTF_8));
    ReadEvent event =
        read(
            "{\"department\":\"health\"}".getBytes(UTF_8),
            headers,
            TimestampType.LOG_APPEND_TIME,
            AT);
    assertThat(event.isAccepted()).as(event.detail()).isTrue();
    assertThat(event.ticketId()).isEqualTo("T-7");
  }

  @Test
  void aRecordWithoutATimestampHasNoFuture() {
    ReadEvent event =
        read(
            GOOD.replace("2026-11", "2027-11").getBytes(UTF_8),
            new RecordHeaders(),
            TimestampType.NO_TIMESTAMP_TYPE,
            ConsumerRecord.NO_TIMESTAMP);
    assertThat(event.isAccepted()).as(event.detail()).isTrue();
    assertThat(event.timestamp()).isEqualTo(Instants.NONE);
  }
}
