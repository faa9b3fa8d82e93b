package io.paidan.index.sink;

import io.paidan.index.IndexRecord;
import io.paidan.index.IndexRecordSerializer;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What waits or is in flight, in a checkpoint, in the formats of {@link IndexRecordSerializer}. */
public final class IndexRecordStateSerializer implements SimpleVersionedSerializer<IndexRecord> {
  @Override
  public int getVersion() {
    return IndexRecordSerializer.FORMAT;
  }

  @Override
  public byte[] serialize(IndexRecord r) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(Entry.bytes(r) + 200);
    IndexRecordSerializer.write(r, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public IndexRecord deserialize(int version, byte[] serialized) throws IOException {
    if (version != IndexRecordSerializer.FORMAT) {
      throw new IOException(
          "The state of the index sink has format "
              + version
              + "; this build reads format "
              + IndexRecordSerializer.FORMAT
              + ". Start it with the build that wrote the state, or a newer one.");
    }
    return IndexRecordSerializer.read(new DataInputDeserializer(serialized));
  }
}
