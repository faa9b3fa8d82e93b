package io.paidan.index.sink;

/**
 * The job cannot go on indexing. The message is one line: what, where, and what to do. What was not
 * indexed is in the last checkpoint, or still to be read.
 */
public final class IndexingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IndexingFailedException(String message) {
    super(message);
  }

  IndexingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
