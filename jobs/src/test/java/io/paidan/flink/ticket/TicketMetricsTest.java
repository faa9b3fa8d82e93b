package io.paidan.flink.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.source.ReadEvent;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

/** What the engine tells about itself, on the test's own clock. */
class TicketMetricsTest {
  private static final long START = 1_772_424_000_000L;

  private final MetricListener listener = new MetricListener();
  private long now = START;

  private TicketMetrics metrics(long watermark) {
    return new TicketMetrics(listener.getMetricGroup(), () -> now, watermark);
  }

  @Test
  void silenceIsSinceTheNewestEventWasRead() {
    TicketMetrics metrics = metrics(Long.MIN_VALUE);
    now = START + 40_000;
    assertThat(number(TicketMetricNames.SILENCE)).as("none has come").isEqualTo(40_000);

    metrics.read(readAt(START + 39_000));
    assertThat(number(TicketMetricNames.SILENCE)).isEqualTo(1_000);
    now = START + 100_000;
    assertThat(number(TicketMetricNames.SILENCE)).isEqualTo(61_000);
    metrics.read(readAt(START + 100_000));
    assertThat(number(TicketMetricNames.SILENCE)).isZero();
  }

  @Test
  void timeIsBehindByTheWatermarkOnceItIsTold() {
    TicketMetrics metrics = metrics(Long.MIN_VALUE);
    now = START + 5_000;
    assertThat(number(TicketMetricNames.TIME_BEHIND)).as("never told").isEqualTo(5_000);

    metrics.time(START - 60_000);
    assertThat(number(TicketMetricNames.TIME_BEHIND)).isEqualTo(65_000);
    metrics.time(START + 4_999);
    assertThat(number(TicketMetricNames.TIME_BEHIND)).isEqualTo(1);
  }

  @Test
  void timeIsBehindByWhatWasRestored() {
    metrics(START - 3_600_000);
    assertThat(number(TicketMetricNames.TIME_BEHIND)).isEqualTo(3_600_000);
  }

  @Test
  void aTimeAheadOfTheClockIsNotBehind() {
    metrics(START).time(START + 1_000);
    assertThat(number(TicketMetricNames.TIME_BEHIND)).isZero();
  }

  @Test
  void alertsAreCountedByLevelAndAllLevelsAreThereFromTheStart() {
    TicketMetrics metrics = metrics(START);
    for (String level : TicketMetricNames.LEVELS) {
      assertThat(alerts(level)).as(level).isZero();
    }
    metrics.written(document(Alias.ALERTS, "T-1/fire/1/ARRIVE/BREACH"));
    metrics.written(document(Alias.ALERTS, "T-1/fire/1/ARRIVE/ESCALATION-1"));
    metrics.written(document(Alias.ALERTS, "T-1/fire/1/ARRIVE/ESCALATION-2"));
    metrics.written(document(Alias.TICKETS, "T-1"));
    assertThat(alerts("BREACH")).isEqualTo(1);
    assertThat(alerts("ESCALATION")).isEqualTo(2);
    assertThat(alerts("WARNING")).isZero();
  }

  private static ReadEvent readAt(long readAt) {
    return ReadEvent.accepted(
        new ReadEvent.Origin(Topics.TICKET_EVENTS, 0, 0, START, readAt),
        "T-1",
        START,
        new byte[0],
        null,
        null,
        List.of());
  }

  private static Document document(Alias alias, String id) {
    return Document.of(alias, id, 1, new byte[0]);
  }

  private long alerts(String level) {
    return listener
        .getCounter(TicketMetricNames.LEVEL, level, TicketMetricNames.ALERTS)
        .orElseThrow()
        .getCount();
  }

  private long number(String name) {
    Gauge<Long> gauge = listener.<Long>getGauge(name).orElseThrow();
    return gauge.getValue();
  }
}
