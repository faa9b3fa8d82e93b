package io.paidan.board.stream;

import io.paidan.board.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a loss of the source and its return once each, however many views notice. */
final class SourceLog {
  private static final Logger LOG = LoggerFactory.getLogger(SourceLog.class);

  // Guarded by this.
  private String warned = "";
  private boolean closed;

  synchronized void answered() {
    if (!warned.isEmpty()) {
      warned = "";
      LOG.info("Elasticsearch answers the board again");
    }
  }

  synchronized void failed(SourceException e) {
    String kind = e.reason() + " " + e.subject();
    if (closed || kind.equals(warned)) {
      return;
    }
    warned = kind;
    LOG.warn("{}; the board says so and tries again", e.getMessage());
    LOG.debug("The cause", e);
  }

  /** What fails from now on fails because the board ends. */
  synchronized void close() {
    closed = true;
  }
}
