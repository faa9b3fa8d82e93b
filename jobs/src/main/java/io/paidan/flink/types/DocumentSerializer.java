package io.paidan.flink.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link Document}: code of the alias (byte), revision (long), {@code _id}, month and
 * body, each as length (int, -1: null) and bytes. Body bytes are passed on as they are.
 */
public final class DocumentSerializer extends RecordSerializer<Document> {
  static final DocumentSerializer INSTANCE = new DocumentSerializer();

  private static final long serialVersionUID = 1L;

  private DocumentSerializer() {}

  @Override
  public void serialize(Document d, DataOutputView out) throws IOException {
    out.writeByte(d.alias().code());
    out.writeLong(d.revision());
    Fields.writeBytes(d.id().getBytes(UTF_8), out);
    Fields.writeBytes(d.month() == null ? null : d.month().getBytes(UTF_8), out);
    Fields.writeBytes(d.body(), out);
  }

  @Override
  public Document deserialize(DataInputView in) throws IOException {
    Alias alias = Alias.ofCode(in.readUnsignedByte());
    long revision = in.readLong();
    String id = new String(Fields.readBytes(in), UTF_8);
    byte[] month = Fields.readBytes(in);
    byte[] body = Fields.readBytes(in);
    return new Document(alias, id, revision, body, month == null ? null : new String(month, UTF_8));
  }

  @Override
  public Document createInstance() {
    return Document.deletion(Alias.TICKETS, "", 0);
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<Document> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of documents in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<Document> {
    public Snapshot() {
      super("documents", 1, INSTANCE);
    }
  }
}
