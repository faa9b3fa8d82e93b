package io.paidan.replay;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The lines of an event file, byte for byte: NDJSON, gzipped or not, whatever its name says. A line
 * ends at LF; a CR before it belongs to the line (JSON takes it for white space). Lines that hold
 * nothing but white space are skipped and counted. Not thread-safe.
 */
public final class EventLines implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Over this it is no line of events, but a file of something else. */
  private static final int LONGEST_LINE_BYTES = 16 << 20;

  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long lineNumber;
  private long empty;

  private EventLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @throws IOException when it cannot be read
   */
  public static EventLines open(Path file) throws IOException {
    return new EventLines(file, DataFiles.read(file));
  }

  /**
   * The next line that is not empty, without its LF.
   *
   * @return null at the end of the file
   * @throws IOException naming file and line when the file cannot be read on
   */
  public byte[] next() throws IOException {
    for (byte[] line = read(); line != null; line = read()) {
      lineNumber++;
      if (!blank(line)) {
        return line;
      }
      empty++;
    }
    return null;
  }

  /** The number of the line that {@link #next} returned last, from 1. */
  public long lineNumber() {
    return lineNumber;
  }

  /** How many lines held nothing. */
  public long empty() {
    return empty;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] read() throws IOException {
    ByteArrayOutputStream longLine = null;
    while (true) {
      for (int i = position; i < limit; i++) {
        if (buffer[i] == '\n') {
          byte[] line = line(longLine, i);
          position = i + 1;
          return line;
        }
      }
      if (position < limit) {
        longLine = longLine == null ? new ByteArrayOutputStream(2 * BUFFER_BYTES) : longLine;
        longLine.write(buffer, position, limit - position);
        if (longLine.size() > LONGEST_LINE_BYTES) {
          throw new IOException(
              file
                  + ":"
                  + (lineNumber + 1)
                  + " is a line of over 16 MB: this is no file with one event a line");
        }
      }
      position = 0;
      limit = fill();
      if (limit <= 0) {
        limit = 0;
        return longLine == null ? null : longLine.toByteArray();
      }
    }
  }

  private byte[] line(ByteArrayOutputStream begun, int end) {
    if (begun == null) {
      return java.util.Arrays.copyOfRange(buffer, position, end);
    }
    begun.write(buffer, position, end - position);
    return begun.toByteArray();
  }

  private int fill() throws IOException {
    try {
      return in.read(buffer);
    } catch (DamagedGzipException e) {
      throw new IOException(
          file + ": " + e.getMessage() + " after line " + lineNumber + "; get the file again", e);
    }
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
