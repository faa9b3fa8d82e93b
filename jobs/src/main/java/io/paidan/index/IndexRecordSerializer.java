package io.paidan.index;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import io.paidan.flink.types.Fields;
import io.paidan.flink.types.RecordSerializer;
import io.paidan.flink.types.RecordSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of an {@link IndexRecord}: kind (byte: 1 document, 2 dead letter); topic, partition
 * (int), offset, timestamp, read-at (long each); then of a document the code of its alias (byte),
 * {@code _id}, revision (long), month, body; of a dead letter the name of the reason, detail, key,
 * value, headers.
 */
public final class IndexRecordSerializer extends RecordSerializer<IndexRecord> {
  /** What {@link #write} writes. */
  public static final int FORMAT = 1;

  static final IndexRecordSerializer INSTANCE = new IndexRecordSerializer();

  private static final long serialVersionUID = 1L;
  private static final int DOCUMENT = 1;
  private static final int DEAD_LETTER = 2;

  private IndexRecordSerializer() {}

  @Override
  public void serialize(IndexRecord r, DataOutputView out) throws IOException {
    write(r, out);
  }

  @Override
  public IndexRecord deserialize(DataInputView in) throws IOException {
    return read(in);
  }

  /** Writes a record in format {@link #FORMAT}. */
  public static void write(IndexRecord r, DataOutputView out) throws IOException {
    out.writeByte(r.document() != null ? DOCUMENT : DEAD_LETTER);
    Fields.writeText(r.origin().topic(), out);
    out.writeInt(r.origin().partition());
    out.writeLong(r.origin().offset());
    out.writeLong(r.origin().timestamp());
    out.writeLong(r.origin().readAt());
    if (r.document() != null) {
      Document d = r.document();
      out.writeByte(d.alias().code());
      Fields.writeText(d.id(), out);
      out.writeLong(d.revision());
      Fields.writeText(d.month(), out);
      Fields.writeBytes(d.body(), out);
    } else {
      DeadLetter letter = r.deadLetter();
      Fields.writeText(letter.reason().name(), out);
      Fields.writeText(letter.detail(), out);
      Fields.writeBytes(letter.key(), out);
      Fields.writeBytes(letter.value(), out);
      RecordHeader.write(letter.headers(), out);
    }
  }

  /** Reads a record of format {@link #FORMAT}. */
  public static IndexRecord read(DataInputView in) throws IOException {
    int kind = in.readByte();
    Origin origin =
        new Origin(Fields.readText(in), in.readInt(), in.readLong(), in.readLong(), in.readLong());
    return switch (kind) {
      case DOCUMENT -> IndexRecord.of(origin, readDocument(in));
      case DEAD_LETTER -> IndexRecord.of(readDeadLetter(in, origin));
      default ->
          throw new IOException(
              "The bytes are no record of documents: there is no kind " + kind + ".");
    };
  }

  private static Document readDocument(DataInputView in) throws IOException {
    Alias alias = Alias.ofCode(in.readUnsignedByte());
    String id = Fields.readText(in);
    long revision = in.readLong();
    String month = Fields.readText(in);
    return new Document(alias, id, revision, Fields.readBytes(in), month);
  }

  private static DeadLetter readDeadLetter(DataInputView in, Origin origin) throws IOException {
    Malformed why = new Malformed(Reason.valueOf(Fields.readText(in)), Fields.readText(in));
    byte[] key = Fields.readBytes(in);
    byte[] value = Fields.readBytes(in);
    return new DeadLetter(why, origin, key, value, RecordHeader.read(in));
  }

  @Override
  public IndexRecord createInstance() {
    return IndexRecord.of(new Origin("", 0, 0, 0, 0), Document.deletion(Alias.TICKETS, "", 0));
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<IndexRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of these records in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<IndexRecord> {
    public Snapshot() {
      super("records of documents", FORMAT, INSTANCE);
    }
  }
}
