package io.paidan.index.sink;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;

/** Brings bulk requests to Elasticsearch and answers back. */
public interface BulkTransport extends Closeable {
  /**
   * Sends a request and returns at once.
   *
   * @param body NDJSON: the first {@code length} bytes; not to be changed before the answer
   * @param answer called once, on any thread, whatever happens
   */
  void send(byte[] body, int length, Consumer<BulkAnswer> answer);

  /** Where the requests go, for people. */
  String where();

  /** Makes the transport where the job runs: what it needs, credentials too, is read there. */
  interface Factory extends Serializable {
    /**
     * Opens nothing yet that must be there: Elasticsearch may come later.
     *
     * @throws IOException when it can never work, with one line that says why
     */
    BulkTransport open() throws IOException;
  }
}
