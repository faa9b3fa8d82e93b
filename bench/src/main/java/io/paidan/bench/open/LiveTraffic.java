package io.paidan.bench.open;

import io.paidan.document.Document;
import io.paidan.kafka.DocumentRecords;
import io.paidan.kafka.NotADocumentException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Steady traffic through a job whose documents go to Kafka, and what became of its events in some
 * span of time: how late their documents came, and what checkpoints there were.
 */
final class LiveTraffic implements AutoCloseable {
  /** Looks at a document and at when the broker took it. */
  interface Reader {
    void take(Document document, long takenAt);
  }

  private final RunSettings run;
  private final LiveJob job;
  private final SteadyTraffic traffic;
  private final Map<TopicPartition, Long> documentsFrom;
  private final Passages passages;
  private final long eventsBefore;
  private final long startedAt = System.currentTimeMillis();

  private LiveTraffic(RunSettings run, RunTopics topics, LiveJob job) throws Exception {
    this.run = run;
    this.job = job;
    documentsFrom = topics.ends(topics.documents());
    eventsBefore = job.events();
    passages = new Passages(OpenTickets.later(run.seed()));
    job.writeDocuments();
    traffic = SteadyTraffic.start(run, topics.events());
  }

  /** Starts it. */
  static LiveTraffic start(RunSettings run, RunTopics topics, LiveJob job) throws Exception {
    return new LiveTraffic(run, topics, job);
  }

  /** Ends it, and returns when all of it has come out. */
  void end() throws Exception {
    job.awaitEvents(eventsBefore + traffic.stop());
  }

  /**
   * Reads, after {@link #end}, every document that has been written since the start.
   *
   * @param also looks at them, too
   */
  void read(Reader also) {
    TopicReader.read(
        run,
        documentsFrom,
        record -> {
          Document document = document(record);
          passages.take(document, record.timestamp());
          also.take(document, record.timestamp());
        });
  }

  private static Document document(ConsumerRecord<byte[], byte[]> record) {
    try {
      return DocumentRecords.fromRecord(record);
    } catch (NotADocumentException e) {
      throw new IllegalStateException("the job wrote what is no document", e);
    }
  }

  /**
   * Reports, after {@link #read}, on the time before and between two instants, milliseconds since
   * the epoch.
   */
  void report(long from, long to, Figures figures) throws Exception {
    passages.delays(startedAt, from).into(figures, "new events before");
    passages.delays(from, to).into(figures, "new events meanwhile");
    job.checkpoints().between(from, to).into(figures);
  }

  @Override
  public void close() {
    traffic.close();
  }
}
