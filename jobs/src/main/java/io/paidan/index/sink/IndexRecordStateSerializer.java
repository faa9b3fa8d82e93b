package io.paidan.index.sink;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.index.IndexRecord;
import io.paidan.index.RejectedRecord;
import io.paidan.kafka.RecordOrigin;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;

/**
 * What waits or is in flight, in a checkpoint. Format 1: kind (byte: 1 document, 2 rejected);
 * topic, partition (int), offset, timestamp (long); then of a document the code of its alias
 * (byte), {@code _id}, revision (long), month and body; of a rejected record reason, detail, key
 * and value. Texts as Flink's {@code StringValue}, bytes as length (int, -1: null) and bytes.
 */
public final class IndexRecordStateSerializer implements SimpleVersionedSerializer<IndexRecord> {
  private static final int FORMAT = 1;
  private static final int DOCUMENT = 1;
  private static final int REJECTED = 2;

  @Override
  public int getVersion() {
    return FORMAT;
  }

  @Override
  public byte[] serialize(IndexRecord r) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(Entry.bytes(r) + 200);
    out.writeByte(r.document() != null ? DOCUMENT : REJECTED);
    StringValue.writeString(r.origin().topic(), out);
    out.writeInt(r.origin().partition());
    out.writeLong(r.origin().offset());
    out.writeLong(r.origin().timestamp());
    if (r.document() != null) {
      Document d = r.document();
      out.writeByte(d.alias().code());
      StringValue.writeString(d.id(), out);
      out.writeLong(d.revision());
      StringValue.writeString(d.month(), out);
      writeBytes(d.body(), out);
    } else {
      StringValue.writeString(r.rejected().reason(), out);
      StringValue.writeString(r.rejected().detail(), out);
      writeBytes(r.rejected().key(), out);
      writeBytes(r.rejected().value(), out);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public IndexRecord deserialize(int version, byte[] serialized) throws IOException {
    if (version != FORMAT) {
      throw new IOException(
          "The state of the index sink has format "
              + version
              + "; this build reads format "
              + FORMAT
              + ". Start it with the build that wrote the state, or a newer one.");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    int kind = in.readByte();
    RecordOrigin origin =
        new RecordOrigin(StringValue.readString(in), in.readInt(), in.readLong(), in.readLong());
    return switch (kind) {
      case DOCUMENT -> IndexRecord.of(origin, readDocument(in));
      case REJECTED ->
          IndexRecord.of(
              new RejectedRecord(
                  origin,
                  StringValue.readString(in),
                  StringValue.readString(in),
                  readBytes(in),
                  readBytes(in)));
      default ->
          throw new IOException(
              "The state of the index sink is damaged: kind " + kind + " of a record.");
    };
  }

  private static Document readDocument(DataInputDeserializer in) throws IOException {
    Alias alias = Alias.ofCode(in.readUnsignedByte());
    String id = StringValue.readString(in);
    long revision = in.readLong();
    String month = StringValue.readString(in);
    return new Document(alias, id, revision, readBytes(in), month);
  }

  private static void writeBytes(byte[] bytes, DataOutputSerializer out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte[] readBytes(DataInputDeserializer in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
