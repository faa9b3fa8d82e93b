package io.paidan.index.sink;

import io.paidan.document.Document;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The metrics of {@link IndexMetricNames}, and Flink's own of a sink: {@code numRecordsSend} counts
 * each document once, when Elasticsearch has it or a newer one; {@code numRecordsSendErrors} (which
 * is {@code numRecordsOutErrors} under its newer name) each record that went to the dead letters;
 * {@code numBytesSend} the bytes of requests, repeated ones too; {@code currentSendTime} is the
 * time of the last request that was answered.
 */
final class IndexMetrics {
  /** Of so many requests the histogram tells: some minutes of steady traffic. */
  private static final int LATENCIES = 1_000;

  private final SinkWriterMetricGroup group;
  private final Counter indexed;
  private final Counter deleted;
  private final Counter conflicts;
  private final Counter superseded;
  private final Counter retried;
  private final Counter rejected;
  private final Counter requests;
  private final Histogram latency;

  private volatile long lastLatency;

  IndexMetrics(SinkWriterMetricGroup group) {
    this.group = group;
    indexed = group.counter(IndexMetricNames.INDEXED);
    deleted = group.counter(IndexMetricNames.DELETED);
    conflicts = group.counter(IndexMetricNames.CONFLICTS);
    superseded = group.counter(IndexMetricNames.SUPERSEDED);
    retried = group.counter(IndexMetricNames.RETRIED);
    rejected = group.counter(IndexMetricNames.REJECTED);
    requests = group.counter(IndexMetricNames.REQUESTS);
    group.meter(IndexMetricNames.PER_SECOND, new MeterView(group.getNumRecordsSendCounter()));
    latency =
        group.histogram(IndexMetricNames.LATENCY, new DescriptiveStatisticsHistogram(LATENCIES));
    group.setCurrentSendTimeGauge(() -> lastLatency);
  }

  /**
   * Shows what the writer knows. Read by reporters from other threads: about right is enough.
   *
   * @param clock milliseconds since the epoch; any thread may read it
   */
  void observe(
      PendingEntries pending,
      IntSupplier inFlight,
      Freshness freshness,
      Silence silence,
      LongSupplier clock) {
    group.gauge(IndexMetricNames.HELD, pending::heldCount);
    group.gauge(IndexMetricNames.WAITING, pending::waitingCount);
    group.gauge(IndexMetricNames.HELD_BYTES, pending::heldBytes);
    group.gauge(IndexMetricNames.IN_FLIGHT, inFlight::getAsInt);
    group.gauge(IndexMetricNames.NEWEST_INDEXED_AGE, at(clock, freshness::newestIndexedAge));
    group.gauge(IndexMetricNames.OLDEST_HELD_AGE, at(clock, pending::oldestAge));
    group.gauge(IndexMetricNames.SILENCE, at(clock, silence::millis));
  }

  private static Gauge<Long> at(LongSupplier clock, LongUnaryOperator millis) {
    return () -> millis.applyAsLong(clock.getAsLong());
  }

  void sent(int bytes) {
    requests.inc();
    group.getNumBytesSendCounter().inc(bytes);
  }

  /** In milliseconds; of a request that got an answer, whatever it says. */
  void answered(long millis) {
    lastLatency = millis;
    latency.update(millis);
  }

  void done(Document d) {
    (d.isDeletion() ? deleted : indexed).inc();
    group.getNumRecordsSendCounter().inc();
  }

  void conflict() {
    conflicts.inc();
    group.getNumRecordsSendCounter().inc();
  }

  void superseded() {
    superseded.inc();
  }

  void retried() {
    retried.inc();
  }

  void rejected() {
    rejected.inc();
    group.getNumRecordsSendErrorsCounter().inc();
  }
}
