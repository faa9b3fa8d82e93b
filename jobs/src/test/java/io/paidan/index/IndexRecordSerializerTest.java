package io.paidan.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import io.paidan.index.sink.IndexRecordStateSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class IndexRecordSerializerTest {
  private static final Origin ORIGIN =
      new Origin("paidan.documents", 3, 17, 1_795_000_000_000L, 1_795_000_000_123L);

  /** In the order of the lines of the fixture. */
  private static final List<IndexRecord> RECORDS =
      List.of(
          IndexRecord.of(
              ORIGIN,
              Document.of(Alias.TICKETS, "单-1", 1_795_000_000_123L, "{\"a\":1}".getBytes(UTF_8))),
          IndexRecord.of(ORIGIN, Document.deletion(Alias.CLOCKS, "T/-/1/TOTAL", 2)),
          IndexRecord.of(
              ORIGIN, new Document(Alias.EVENTS, "s\u001fe", 3, "{}".getBytes(UTF_8), "2026.11")),
          IndexRecord.of(
              new DeadLetter(
                  new Malformed(Reason.REFUSED_BY_INDEX, "what is wrong"),
                  ORIGIN,
                  "k".getBytes(UTF_8),
                  "v".getBytes(UTF_8),
                  List.of(
                      new RecordHeader("alias", "paidan-tickets".getBytes(UTF_8)),
                      new RecordHeader("none", null)))),
          IndexRecord.of(
              new DeadLetter(
                  new Malformed(Reason.MISSING_HEADER, "d"), ORIGIN, null, null, List.of())));

  @Test
  void whatTheFirstVersionWroteIsStillRead() throws IOException {
    IndexRecordStateSerializer serializer = new IndexRecordStateSerializer();
    List<String> lines;
    try (InputStream in = getClass().getResourceAsStream("index-records-format-1.hex")) {
      lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
    assertThat(lines).hasSameSizeAs(RECORDS);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(serializer.deserialize(1, HexFormat.of().parseHex(lines.get(i))))
          .isEqualTo(RECORDS.get(i));
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    IndexRecordStateSerializer state = new IndexRecordStateSerializer();
    TypeSerializer<IndexRecord> type =
        IndexRecordType.INSTANCE.createSerializer(new SerializerConfigImpl());
    for (IndexRecord record : RECORDS) {
      assertThat(state.deserialize(state.getVersion(), state.serialize(record))).isEqualTo(record);
      DataOutputSerializer out = new DataOutputSerializer(64);
      type.serialize(record, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      assertThat(type.deserialize(in)).isEqualTo(record);
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void aFormatOfALaterBuildIsNamed() {
    assertThatThrownBy(() -> new IndexRecordStateSerializer().deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2");
  }
}
