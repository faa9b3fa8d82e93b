package io.paidan.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Files of data, gzipped or not. */
public final class DataFiles {
  private static final int BUFFER_BYTES = 1 << 16;

  private DataFiles() {}

  /**
   * The plain bytes of a file, gzipped or not, whatever its name says.
   *
   * @throws IOException when it cannot be read; here and on reading, {@link DamagedGzipException}
   */
  public static InputStream read(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      raw.mark(2);
      boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return gzipped ? new Unpacking(raw) : raw;
    } catch (EOFException | ZipException e) {
      raw.close();
      throw new IOException(file + ": the gzip data is damaged or cut off; get the file again", e);
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

  private static final class Unpacking extends GZIPInputStream {
    Unpacking(InputStream packed) throws IOException {
      super(packed, BUFFER_BYTES);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EOFException | ZipException e) {
        throw new DamagedGzipException(e);
      }
    }
  }
}
