package io.paidan.replay;

import java.io.IOException;

/**
 * A gzipped file is damaged or cut off. Unlike an {@link java.io.EOFException}, which parsers take
 * for the end of the text, it reaches whoever reads.
 */
public final class DamagedGzipException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedGzipException(IOException cause) {
    super("the gzip data is damaged or cut off", cause);
  }
}
