package io.paidan.flink.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link Document}: code of the alias (byte), revision (long), {@code _id}, month and
 * body, each as length (int, -1: null) and bytes. Body bytes are passed on as they are.
 */
public final class DocumentSerializer extends TypeSerializer<Document> {
  static final DocumentSerializer INSTANCE = new DocumentSerializer();

  private static final long serialVersionUID = 1L;
  private static final int NULL = -1;

  private DocumentSerializer() {}

  @Override
  public void serialize(Document d, DataOutputView out) throws IOException {
    out.writeByte(d.alias().code());
    out.writeLong(d.revision());
    writeBytes(d.id().getBytes(UTF_8), out);
    writeBytes(d.month() == null ? null : d.month().getBytes(UTF_8), out);
    writeBytes(d.body(), out);
  }

  @Override
  public Document deserialize(DataInputView in) throws IOException {
    Alias alias = Alias.ofCode(in.readUnsignedByte());
    long revision = in.readLong();
    String id = new String(readBytes(in), UTF_8);
    byte[] month = readBytes(in);
    byte[] body = readBytes(in);
    return new Document(alias, id, revision, body, month == null ? null : new String(month, UTF_8));
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    target.write(source, Byte.BYTES + Long.BYTES);
    for (int part = 0; part < 3; part++) {
      int length = source.readInt();
      target.writeInt(length);
      if (length > 0) {
        target.write(source, length);
      }
    }
  }

  private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? NULL : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte[] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NULL) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  /** Nobody changes a document or its body, so one may be handed on as it is. */
  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<Document> duplicate() {
    return this;
  }

  @Override
  public Document createInstance() {
    return Document.deletion(Alias.TICKETS, "", 0);
  }

  @Override
  public Document copy(Document from) {
    return from;
  }

  @Override
  public Document copy(Document from, Document reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public Document deserialize(Document reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DocumentSerializer;
  }

  @Override
  public int hashCode() {
    return DocumentSerializer.class.hashCode();
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<Document> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says which format a snapshot's documents have; a later one reads the earlier ones too. */
  public static final class Snapshot implements TypeSerializerSnapshot<Document> {
    private static final int FORMAT = 1;

    @Override
    public int getCurrentVersion() {
      return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) {}

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
      if (version != FORMAT) {
        throw new IOException(
            "The state holds documents in format "
                + version
                + "; this build reads format "
                + FORMAT
                + ". Start it with the build that wrote the state, or a newer one.");
      }
    }

    @Override
    public TypeSerializer<Document> restoreSerializer() {
      return INSTANCE;
    }

    @Override
    public TypeSerializerSchemaCompatibility<Document> resolveSchemaCompatibility(
        TypeSerializerSnapshot<Document> old) {
      return old instanceof Snapshot
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
