package io.paidan.flink.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Says which format the records in a snapshot have. Every record type has one format number; a
 * serializer that writes a new format must still read the ones before it.
 *
 * <p>Subclasses are public and have a public constructor without parameters: Flink makes them by
 * their name, which is part of every savepoint.
 */
public abstract class RecordSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private final String records;
  private final int format;
  private final RecordSerializer<T> serializer;

  /**
   * @param records what the records are called in an error, for example {@code read events}
   * @param format the format that this build writes, 1 or over; all from 1 to it are read
   */
  protected RecordSerializerSnapshot(String records, int format, RecordSerializer<T> serializer) {
    this.records = records;
    this.format = format;
    this.serializer = serializer;
  }

  @Override
  public final int getCurrentVersion() {
    return format;
  }

  @Override
  public final void writeSnapshot(DataOutputView out) {}

  @Override
  public final void readSnapshot(int version, DataInputView in, ClassLoader loader)
      throws IOException {
    if (version < 1 || version > format) {
      throw new IOException(
          "The state holds "
              + records
              + " in format "
              + version
              + "; this build reads up to format "
              + format
              + ". Start it with the build that wrote the state, or a newer one.");
    }
  }

  @Override
  public final TypeSerializer<T> restoreSerializer() {
    return serializer;
  }

  @Override
  public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old.getClass() == getClass()
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
