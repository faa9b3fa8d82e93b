package io.paidan.core.recompute;

import io.paidan.event.EventDecoder;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The lines of an event file, plain or gzip (told by the content, not by the name), as bytes. Of a
 * line that is too long to be an event only the beginning is kept.
 */
final class EventLines implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** One byte over what is read as an event, so that the decoder sees that it is too much. */
  private static final int MOST = EventDecoder.MAX_BYTES + 1;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private byte[] line = new byte[4096];
  private int kept;
  private long length;
  private long number;

  EventLines(Path file) throws IOException {
    in = open(file);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Moves to the next line that is not blank; false at the end. */
  boolean next() throws IOException {
    while (read()) {
      if (!isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** The line, without its end; the beginning of it when {@link #isCut()}. */
  byte[] bytes() {
    return Arrays.copyOf(line, kept);
  }

  /** Its number in the file, from 1, blank ones counted. */
  long number() {
    return number;
  }

  /** Its whole length in bytes. */
  long length() {
    return length;
  }

  boolean isCut() {
    return length > kept;
  }

  private boolean isBlank() {
    for (int i = 0; i < kept; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return !isCut();
  }

  private boolean read() throws IOException {
    kept = 0;
    length = 0;
    boolean any = false;
    while (true) {
      if (position == limit) {
        limit = in.read(buffer, 0, buffer.length);
        position = 0;
        if (limit <= 0) {
          limit = 0;
          if (any) {
            number++;
          }
          return any;
        }
      }
      any = true;
      int from = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      append(from, position - from);
      if (position < limit) {
        position++;
        number++;
        return true;
      }
    }
  }

  private void append(int from, int count) {
    length += count;
    int more = Math.min(count, MOST - kept);
    if (line.length - kept < more) {
      line = Arrays.copyOf(line, Math.min(MOST, Math.max(line.length * 2, kept + more)));
    }
    System.arraycopy(buffer, from, line, kept, more);
    kept += more;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
