package io.paidan.flink.ticket;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.WallClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of {@link TicketMetricNames}. Written by the task's thread, read by reporters from
 * others: what is written with every event is a plain store, and may be seen a moment later.
 */
final class TicketMetrics {
  private final MetricGroup group;
  private final Counter accepted;
  private final Counter repeated;
  private final Counter rejected;
  private final Counter waiting;
  private final Counter foldedAgain;
  private final Counter expired;
  private final Counter controlsRejected;
  private final Map<String, Counter> alerts = new LinkedHashMap<>();

  /** Wall clock of the newest event's reading; of the start before the first one. */
  private final AtomicLong lastReadAt;

  /** Event time; of the wall clock at the start before it is told. */
  private volatile long time;

  /**
   * @param watermark the time that was restored; {@link Long#MIN_VALUE}: none was
   */
  TicketMetrics(MetricGroup group, WallClock clock, long watermark) {
    this.group = group;
    accepted = group.counter(TicketMetricNames.ACCEPTED);
    repeated = group.counter(TicketMetricNames.REPEATED);
    rejected = group.counter(TicketMetricNames.REJECTED);
    waiting = group.counter(TicketMetricNames.WAITING);
    foldedAgain = group.counter(TicketMetricNames.FOLDED_AGAIN);
    expired = group.counter(TicketMetricNames.EXPIRED);
    controlsRejected = group.counter(TicketMetricNames.CONTROLS_REJECTED);
    // All at once: what is first seen at one has not visibly grown.
    TicketMetricNames.LEVELS.forEach(this::alerts);
    long now = clock.millis();
    lastReadAt = new AtomicLong(now);
    time = watermark == Long.MIN_VALUE ? now : watermark;
    group.gauge(TicketMetricNames.SILENCE, since(clock, lastReadAt::get));
    group.gauge(TicketMetricNames.TIME_BEHIND, since(clock, () -> time));
  }

  private interface Instant {
    long millis();
  }

  private static Gauge<Long> since(WallClock clock, Instant instant) {
    return () -> Math.max(0, clock.millis() - instant.millis());
  }

  /** A record came that is an event, whatever becomes of it. */
  void read(ReadEvent event) {
    lastReadAt.lazySet(event.readAt());
  }

  void accepted() {
    accepted.inc();
  }

  void repeated() {
    repeated.inc();
  }

  void rejected() {
    rejected.inc();
  }

  void waits() {
    waiting.inc();
  }

  void foldedAgain() {
    foldedAgain.inc();
  }

  void expired() {
    expired.inc();
  }

  void controlRejected() {
    controlsRejected.inc();
  }

  void written(Document document) {
    if (document.alias() == Alias.ALERTS) {
      alerts(level(document.id())).inc();
    }
  }

  private Counter alerts(String level) {
    return alerts.computeIfAbsent(
        level,
        each -> group.addGroup(TicketMetricNames.LEVEL, each).counter(TicketMetricNames.ALERTS));
  }

  /** An alert's id ends with its level, of which each escalation has a number of its own. */
  private static String level(String id) {
    String last = id.substring(id.lastIndexOf('/') + 1);
    int number = last.indexOf('-');
    return number < 0 ? last : last.substring(0, number);
  }

  /** Event time is here now. */
  void time(long watermark) {
    time = watermark;
  }
}
