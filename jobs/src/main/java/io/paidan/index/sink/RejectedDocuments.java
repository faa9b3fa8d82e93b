package io.paidan.index.sink;

import io.paidan.index.RejectedRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/** Where records that cannot be indexed go. */
public interface RejectedDocuments extends Closeable {
  /**
   * Takes a record.
   *
   * @return completed once the record is safe, exceptionally when it is not: only then, and on any
   *     thread
   */
  CompletionStage<Void> take(RejectedRecord rejected);

  /** Makes it where the job runs. */
  interface Factory extends Serializable {
    RejectedDocuments open() throws IOException;
  }
}
