package io.paidan.index.sink;

import io.paidan.document.Document;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * What the sink tells about itself, for each subtask. A revision is about the wall clock at which a
 * change was made, so the newest one indexed tells how far behind the index is.
 */
final class IndexMetrics {
  private final SinkWriterMetricGroup group;
  private final Counter indexed;
  private final Counter deleted;
  private final Counter conflicts;
  private final Counter superseded;
  private final Counter retried;
  private final Counter rejected;
  private final Counter requests;

  private volatile long lastLatency;
  private volatile long newestRevision;

  IndexMetrics(SinkWriterMetricGroup group) {
    this.group = group;
    indexed = group.counter("documents_indexed");
    deleted = group.counter("documents_deleted");
    conflicts = group.counter("conflicts");
    superseded = group.counter("documents_superseded");
    retried = group.counter("documents_retried");
    rejected = group.counter("documents_rejected");
    requests = group.counter("bulk_requests");
    group.setCurrentSendTimeGauge(() -> lastLatency);
    group.gauge("bulk_latency_ms", () -> lastLatency);
    group.gauge(
        "newest_indexed_age_ms",
        () -> newestRevision == 0 ? -1L : System.currentTimeMillis() - newestRevision);
  }

  /** Read by reporters from other threads: about right is enough. */
  void observe(PendingEntries pending, IntSupplier inFlight) {
    group.gauge("documents_held", pending::heldCount);
    group.gauge("documents_waiting", pending::waitingCount);
    group.gauge("held_bytes", pending::heldBytes);
    group.gauge("requests_in_flight", inFlight::getAsInt);
  }

  void sent(int bytes) {
    requests.inc();
    group.getNumBytesSendCounter().inc(bytes);
  }

  /** In milliseconds. */
  void answered(long latency) {
    lastLatency = latency;
  }

  void done(Document d, long now) {
    (d.isDeletion() ? deleted : indexed).inc();
    group.getNumRecordsSendCounter().inc();
    newest(d, now);
  }

  void conflict(Document d, long now) {
    conflicts.inc();
    newest(d, now);
  }

  void superseded() {
    superseded.inc();
  }

  void retried() {
    retried.inc();
  }

  void rejected() {
    rejected.inc();
    group.getNumRecordsOutErrorsCounter().inc();
  }

  private void newest(Document d, long now) {
    long revision = Math.min(d.revision(), now);
    if (revision > newestRevision) {
      newestRevision = revision;
    }
  }
}
