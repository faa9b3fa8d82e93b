package io.paidan.flink.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.Instants;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.types.Serialized;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ReadEventTypeTest {
  private static final TypeInformation<ReadEvent> TYPE = ReadEventType.INSTANCE;

  private static final Origin HERE =
      new Origin("paidan.ticket-events", 3, 1L << 40, 1_795_000_000_000L, 1_795_000_000_123L);
  private static final Origin ELSEWHERE = new Origin("其他", 0, 0, Instants.NONE, 0);

  private static final ReadEvent ACCEPTED =
      ReadEvent.accepted(
          HERE,
          "T-2026-000666",
          1_794_999_999_999L,
          new byte[] {1, -1, 0},
          "T".getBytes(UTF_8),
          "{}".getBytes(UTF_8),
          List.of());

  private static final ReadEvent MALFORMED =
      ReadEvent.malformed(
          ELSEWHERE,
          new Malformed(Reason.NOT_JSON, "half a JSON"),
          null,
          "{".getBytes(UTF_8),
          List.of(
              new RecordHeader("a", new byte[0]),
              new RecordHeader("a", new byte[] {1}),
              new RecordHeader("", null)));

  @Test
  void bothKindsComeBackAsTheyWere() throws Exception {
    assertThat(Serialized.roundTrip(TYPE, ACCEPTED)).isEqualTo(ACCEPTED);
    assertThat(Serialized.roundTrip(TYPE, MALFORMED)).isEqualTo(MALFORMED);
    ReadEvent tombstone =
        ReadEvent.malformed(HERE, new Malformed(Reason.EMPTY, ""), new byte[0], null, List.of());
    assertThat(Serialized.roundTrip(TYPE, tombstone)).isEqualTo(tombstone);
    assertThat(Serialized.roundTrip(TYPE, tombstone).value()).isNull();
    assertThat(Serialized.roundTrip(TYPE, tombstone).key()).isEmpty();
  }

  @Test
  void anIdOfAnyCharactersComesBack() throws Exception {
    String id = "单\ud83d\ude00\ud800-" + "x".repeat(80);
    ReadEvent event = ReadEvent.accepted(HERE, id, 0, new byte[0], null, null, List.of());
    assertThat(Serialized.roundTrip(TYPE, event).ticketId()).isEqualTo(id);
  }

  @Test
  void aTwoMegabyteRecordComesBack() throws Exception {
    ReadEvent event =
        ReadEvent.malformed(
            HERE, new Malformed(Reason.TOO_LARGE, "2 MB"), null, new byte[2 << 20], List.of());
    assertThat(Serialized.roundTrip(TYPE, event)).isEqualTo(event);
  }

  /** Bytes of format 1, kept: every later build reads them. */
  @Test
  void format1IsRead() throws Exception {
    assertThat(
            Serialized.ofHex(
                TYPE,
                "010000000300000100000000000000"
                    + "01a1ee565e00000001a1ee565e7b0e542d323032362d303030363636000001a1ee565dff00000003"
                    + "01ff0000000001540000000"
                    + "27b7d00000000"))
        .isEqualTo(ACCEPTED);
    assertThat(Serialized.hex(TYPE, MALFORMED)).startsWith("02");
  }

  @Test
  void aSnapshotRestoresTheSerializer() throws Exception {
    assertThat(Serialized.restored(TYPE)).isSameAs(Serialized.serializer(TYPE));
  }

  @Test
  void aSnapshotOfALaterFormatIsRefusedInWords() {
    assertThatThrownBy(
            () ->
                new ReadEventSerializer.Snapshot()
                    .readSnapshot(2, new DataInputDeserializer(), getClass().getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("read events in format 2")
        .hasMessageContaining("newer");
  }

  @Test
  void typeAndSerializerSurviveJavaSerialization() throws Exception {
    assertThat(InstantiationUtil.clone(TYPE)).isSameAs(TYPE);
    assertThat(InstantiationUtil.clone(Serialized.serializer(TYPE)))
        .isSameAs(Serialized.serializer(TYPE));
  }

  @Test
  void aLogLineShowsNoContent() {
    assertThat(MALFORMED).hasToString("其他/0/0 NOT_JSON");
    assertThat(ACCEPTED)
        .hasToString("paidan.ticket-events/3/1099511627776 of ticket T-2026-000666");
  }
}
