package io.paidan.flink.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import io.paidan.flink.types.Serialized;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final Origin ORIGIN =
      new Origin("paidan.ticket-events", 2, 99, 1_795_000_000_000L, 1_795_000_000_007L);
  private static final byte[] VALUE =
      "{\"reporter\":{\"phone\":\"13812348000\"},\"oops\"".getBytes(UTF_8);
  private static final DeadLetter LETTER =
      new DeadLetter(
          new Malformed(Reason.NOT_JSON, "半个 JSON"),
          ORIGIN,
          "T-1".getBytes(UTF_8),
          VALUE,
          List.of(
              new RecordHeader("trace", new byte[] {1, 2}),
              new RecordHeader("paidan.reason", "forged".getBytes(UTF_8)),
              new RecordHeader("empty", null)));

  @Test
  void theRecordKeepsEveryByteAndSaysWhy() {
    ProducerRecord<byte[], byte[]> record = DeadLetterRecords.toRecord("dead", LETTER);
    assertThat(record.topic()).isEqualTo("dead");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo("T-1".getBytes(UTF_8));
    assertThat(record.value()).isSameAs(VALUE);
    assertThat(headers(record))
        .containsExactly(
            "trace=\u0001\u0002",
            "paidan.reason=forged",
            "empty=null",
            "paidan.reason=NOT_JSON",
            "paidan.detail=半个 JSON",
            "paidan.topic=paidan.ticket-events",
            "paidan.partition=2",
            "paidan.offset=99",
            "paidan.timestamp=1795000000000");
    assertThat(record.headers().lastHeader("paidan.reason").value())
        .isEqualTo("NOT_JSON".getBytes(UTF_8));
  }

  private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
    List<String> all = new ArrayList<>();
    record
        .headers()
        .forEach(h -> all.add(h.key() + "=" + (h.value() == null ? null : text(h.value()))));
    return all;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Test
  void aTombstoneStaysOne() {
    DeadLetter letter =
        DeadLetter.of(
            ReadEvent.malformed(
                new Origin("events", 0, 0, Instants.NONE, 5),
                new Malformed(Reason.EMPTY, "no value"),
                null,
                null,
                List.of()));
    ProducerRecord<byte[], byte[]> record = DeadLetterRecords.toRecord("dead", letter);
    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
    assertThat(record.headers().lastHeader("paidan.timestamp").value()).isEmpty();

    assertThat(text(DeadLetterDocuments.of(letter, 1).body()))
        .isEqualTo(
            """
            {"@timestamp":"1970-01-01T00:00:00.005Z","revision":1,"reason":"EMPTY",\
            "detail":"no value","topic":"events","partition":0,"offset":0,\
            "record_timestamp":null,"read_at":"1970-01-01T00:00:00.005Z",\
            "key":null,"size":null,"excerpt":null}""");
  }

  @Test
  void theDocumentShowsAMaskedExcerpt() {
    Document document = DeadLetterDocuments.of(LETTER, 42);
    assertThat(document.alias()).isEqualTo(Alias.DEAD_LETTERS);
    assertThat(document.id()).isEqualTo("paidan.ticket-events/2/99");
    assertThat(document.revision()).isEqualTo(42);
    String body = text(document.body());
    assertThat(body)
        .startsWith(
            """
            {"@timestamp":"2026-11-18T11:06:40.000Z","revision":42,"reason":"NOT_JSON",\
            "detail":"半个 JSON","topic":"paidan.ticket-events","partition":2,"offset":99,\
            "record_timestamp":"2026-11-18T11:06:40.000Z","read_at":"2026-11-18T11:06:40.007Z",\
            "key":"T-1","size":42,"excerpt":""")
        .contains("oops")
        .doesNotContain("13812348000");
  }

  @Test
  void anExcerptIsShort() {
    byte[] large = "x".repeat(2 << 20).getBytes(UTF_8);
    DeadLetter letter =
        new DeadLetter(new Malformed(Reason.TOO_LARGE, "2 MB"), ORIGIN, large, large, List.of());
    Document document = DeadLetterDocuments.of(letter, 1);
    assertThat(document.body()).hasSizeLessThan(2_000);
    assertThat(text(document.body())).contains("\"size\":2097152");
  }

  @Test
  void aTimestampThatNoYearOfFourDigitsSaysIsLeftOut() {
    DeadLetter letter =
        new DeadLetter(
            new Malformed(Reason.BAD_TIME, "?"),
            new Origin("events", 0, 0, Long.MAX_VALUE, 5),
            null,
            new byte[0],
            List.of());
    assertThat(text(DeadLetterDocuments.of(letter, 1).body()))
        .contains("\"@timestamp\":\"1970-01-01T00:00:00.005Z\"")
        .contains("\"record_timestamp\":null")
        .contains("\"size\":0,\"excerpt\":\"\"");
  }

  @Test
  void lettersComeBackAsTheyWere() throws Exception {
    assertThat(Serialized.roundTrip(DeadLetterType.INSTANCE, LETTER)).isEqualTo(LETTER);
    DeadLetter bare = new DeadLetter(LETTER.why(), ORIGIN, null, null, List.of());
    assertThat(Serialized.roundTrip(DeadLetterType.INSTANCE, bare)).isEqualTo(bare);
    assertThat(Serialized.restored(DeadLetterType.INSTANCE))
        .isSameAs(Serialized.serializer(DeadLetterType.INSTANCE));
    assertThat(InstantiationUtil.clone(DeadLetterType.INSTANCE)).isSameAs(DeadLetterType.INSTANCE);
  }

  /** Bytes of format 1, kept: every later build reads them. */
  @Test
  void format1IsRead() throws Exception {
    DeadLetter bare =
        new DeadLetter(
            new Malformed(Reason.EMPTY, "none"),
            new Origin("e", 2, 99, 5, 7),
            null,
            new byte[] {1},
            List.of());
    assertThat(
            Serialized.ofHex(
                DeadLetterType.INSTANCE,
                "06454d505459"
                    + "056e6f6e65"
                    + "0265"
                    + "00000002"
                    + "0000000000000063"
                    + "0000000000000005"
                    + "0000000000000007"
                    + "ffffffff"
                    + "0000000101"
                    + "00000000"))
        .isEqualTo(bare);
  }
}
