package io.paidan.flink.types;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class DocumentTypeTest {
  private static final TypeSerializer<Document> SERIALIZER =
      DocumentType.INSTANCE.createSerializer(new SerializerConfigImpl());

  private static final List<Document> DOCUMENTS =
      List.of(
          Document.of(Alias.TICKETS, "单-1", 1_795_000_000_123L, "{\"a\":1}".getBytes(UTF_8)),
          Document.deletion(Alias.DEAD_LETTERS, "paidan.ticket-events/0/17", 2),
          Document.of(Alias.REPORTS, "", Long.MAX_VALUE, new byte[0]),
          new Document(Alias.EVENTS, "a\u001fb", 1, "{}".getBytes(UTF_8), "2026.11"));

  @Test
  void everyDocumentComesBackAsItWas() throws IOException {
    for (Document d : DOCUMENTS) {
      byte[] bytes = bytes(d);
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      assertThat(SERIALIZER.deserialize(in)).isEqualTo(d);
      assertThat(in.available()).isZero();

      DataOutputSerializer copied = new DataOutputSerializer(64);
      SERIALIZER.copy(new DataInputDeserializer(bytes), copied);
      assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
    }
  }

  @Test
  void theFirstFormatIsStillRead() throws IOException {
    byte[] first =
        HexFormat.of()
            .parseHex(
                "0b0000000000000001"
                    + "00000003611f62"
                    + "00000007323032362e3131"
                    + "000000027b7d");
    assertThat(SERIALIZER.deserialize(new DataInputDeserializer(first)))
        .isEqualTo(DOCUMENTS.get(3));
    assertThat(bytes(DOCUMENTS.get(3))).isEqualTo(first);
  }

  @Test
  void itsSnapshotRestoresTheSerializer() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, SERIALIZER.snapshotConfiguration());
    TypeSerializerSnapshot<Document> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(read.restoreSerializer()).isEqualTo(SERIALIZER);
    assertThat(
            SERIALIZER.snapshotConfiguration().resolveSchemaCompatibility(read).isCompatibleAsIs())
        .isTrue();
    assertThatThrownBy(() -> read.readSnapshot(2, null, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2");
  }

  @Test
  void typeAndSerializerTravelToTheCluster() throws Exception {
    assertThat((Object) InstantiationUtil.clone(DocumentType.INSTANCE))
        .isEqualTo(DocumentType.INSTANCE);
    assertThat((Object) InstantiationUtil.clone(SERIALIZER)).isEqualTo(SERIALIZER);
  }

  @Test
  void theCodesOfTheAliasesAreFixed() {
    int code = 1;
    for (Alias alias : Alias.values()) {
      assertThat(alias.code()).isEqualTo(code++);
      assertThat(Alias.ofCode(alias.code())).isEqualTo(alias);
      assertThat(Alias.ofAlias(alias.alias())).isEqualTo(alias);
    }
  }

  private static byte[] bytes(Document d) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SERIALIZER.serialize(d, out);
    return out.getCopyOfBuffer();
  }
}
