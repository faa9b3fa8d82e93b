package io.paidan.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files of data, gzipped or not. */
public final class DataFiles {
  private static final int BUFFER_BYTES = 1 << 16;

  private DataFiles() {}

  /** The plain bytes of a file, gzipped or not, whatever its name says. */
  public static InputStream read(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      raw.mark(2);
      boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return gzipped ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** A new file, gzipped if its name ends in {@code .gz}; one that is there is overwritten. */
  public static OutputStream write(Path file) throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    try {
      return new BufferedOutputStream(
          file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, BUFFER_BYTES) : raw,
          BUFFER_BYTES);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
