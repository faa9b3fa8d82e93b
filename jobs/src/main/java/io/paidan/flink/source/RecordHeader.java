package io.paidan.flink.source;

import io.paidan.flink.types.Fields;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * One header of a Kafka record as it was; a name may come more than once.
 *
 * @param value null is kept
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and changed by nobody
public record RecordHeader(String name, byte[] value) {
  public RecordHeader {
    Objects.requireNonNull(name, "name");
  }

  /** All headers of a record, in order. */
  public static List<RecordHeader> of(Headers headers) {
    Header[] all = headers.toArray();
    if (all.length == 0) {
      return List.of();
    }
    return Arrays.stream(all).map(one -> new RecordHeader(one.key(), one.value())).toList();
  }

  /** Writes headers as a count, then name and value of each. */
  public static void write(List<RecordHeader> headers, DataOutputView out) throws IOException {
    out.writeInt(headers.size());
    for (RecordHeader header : headers) {
      Fields.writeText(header.name(), out);
      Fields.writeBytes(header.value(), out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static List<RecordHeader> read(DataInputView in) throws IOException {
    RecordHeader[] headers = new RecordHeader[in.readInt()];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = new RecordHeader(Fields.readText(in), Fields.readBytes(in));
    }
    return List.of(headers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordHeader that
        && name.equals(that.name)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(value);
  }

  /** Name and size only: a value may hold what no log should. */
  @Override
  public String toString() {
    return name + (value == null ? "=null" : "[" + value.length + "]");
  }
}
