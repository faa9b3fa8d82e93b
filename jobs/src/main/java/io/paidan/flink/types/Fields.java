package io.paidan.flink.types;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Fields of records in binary form: text of any characters, and bytes that may be null. */
public final class Fields {
  private static final int NULL = -1;

  private Fields() {}

  /** Writes a text; null is kept. */
  public static void writeText(String text, DataOutputView out) throws IOException {
    StringValue.writeString(text, out);
  }

  /** Reads a text; null when null was written. */
  public static String readText(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }

  /** Writes bytes; null is kept. */
  public static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? NULL : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  /** Reads bytes; null when null was written. */
  public static byte[] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NULL) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
