package io.paidan.index.sink;

import io.paidan.Topics;
import io.paidan.flink.deadletter.DeadLetter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletionStage;

/** Where records that cannot be indexed go. */
public interface RejectedDocuments extends Closeable {
  /** What is written by {@link #toKafka} of a whole installation. */
  List<String> TOPICS = List.of(Topics.DEAD_LETTERS, Topics.DOCUMENTS);

  /**
   * Takes a record.
   *
   * @return completed once the record is safe, exceptionally when it is not: only then, and on any
   *     thread
   */
  CompletionStage<Void> take(DeadLetter letter);

  /**
   * The topic of dead letters (contract, section 1), and the topic of documents, so that they are
   * found in the index.
   *
   * @param kafka {@code bootstrap.servers} and what else a client needs, for example security
   */
  static Factory toKafka(Properties kafka, String deadLettersTopic, String documentsTopic) {
    return () -> new KafkaRejectedDocuments(kafka, deadLettersTopic, documentsTopic);
  }

  /** Makes it where the job runs. */
  interface Factory extends Serializable {
    RejectedDocuments open() throws IOException;
  }
}
