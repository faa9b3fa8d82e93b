package io.paidan.flink.figures;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import java.nio.charset.StandardCharsets;

/**
 * What was published last of one scope and date.
 *
 * @param number {@code revision_no}
 * @param figures as {@code ReportDocuments.figures} gave them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Published(int number, byte[] figures) {
  private static final int FORMAT = 1;
  private static final int BUFFER_BYTES = 1024;

  byte[] pack() {
    PackedWriter out = new PackedWriter(new byte[BUFFER_BYTES]);
    out.octet(FORMAT);
    out.varint(number);
    out.string(new String(figures, StandardCharsets.UTF_8));
    return out.bytes();
  }

  /**
   * Reads what {@link #pack} wrote.
   *
   * @param bytes null: nothing was published, and null is returned
   */
  static Published unpack(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    PackedReader in = new PackedReader(bytes);
    int format = in.octet();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "a published report has format "
              + format
              + "; this build reads format "
              + FORMAT
              + ": run the build that wrote it, or a newer one");
    }
    Published published =
        new Published((int) in.varint(), in.string().getBytes(StandardCharsets.UTF_8));
    in.end();
    return published;
  }
}
