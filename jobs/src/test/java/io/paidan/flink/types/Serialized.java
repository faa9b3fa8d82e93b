package io.paidan.flink.types;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What Flink does to records and serializers on their way through state and network. */
public final class Serialized {
  private Serialized() {}

  /** The bytes of a record, in hexadecimal. */
  public static <T> String hex(TypeInformation<T> type, T record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer(type).serialize(record, out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  /** The record of such bytes; all of them are read. */
  public static <T> T ofHex(TypeInformation<T> type, String hex) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(hex));
    T record = serializer(type).deserialize(in);
    if (in.available() > 0) {
      throw new AssertionError(in.available() + " bytes are left");
    }
    return record;
  }

  /** A record through serialization, and through a copy of its bytes. */
  public static <T> T roundTrip(TypeInformation<T> type, T record) throws IOException {
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer(type)
        .copy(new DataInputDeserializer(HexFormat.of().parseHex(hex(type, record))), copied);
    return ofHex(type, HexFormat.of().formatHex(copied.getCopyOfBuffer()));
  }

  /** The serializer that a savepoint of this build gives a later one. */
  public static <T> TypeSerializer<T> restored(TypeInformation<T> type) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer(type).snapshotConfiguration());
    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), Serialized.class.getClassLoader());
    if (!serializer(type)
        .snapshotConfiguration()
        .resolveSchemaCompatibility(snapshot)
        .isCompatibleAsIs()) {
      throw new AssertionError("not compatible with its own snapshot");
    }
    return snapshot.restoreSerializer();
  }

  public static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }
}
