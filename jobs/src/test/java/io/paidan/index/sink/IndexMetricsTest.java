package io.paidan.index.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.index.IndexRecord;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.View;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.MetricsGroupTestUtils;
import org.junit.jupiter.api.Test;

/** What the writer tells about itself, on the test's own clock. */
class IndexMetricsTest {
  private static final IndexLimits LIMITS =
      new IndexLimits(
          3,
          10_000,
          Duration.ofMillis(200),
          2,
          100,
          100_000,
          5_000,
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMinutes(2));

  private final HandTask task = new HandTask(0);
  private final HandTransport transport = new HandTransport();
  private final HandDeadLetters deadLetters = new HandDeadLetters();
  private final MetricListener metrics = new MetricListener();
  private final SinkWriterMetricGroup group =
      MetricsGroupTestUtils.mockWriterMetricGroup(metrics.getMetricGroup());

  private IndexWriter writer(IndexRecord... restored) {
    return new IndexWriter(
        LIMITS,
        Targets.ALIASES,
        transport,
        deadLetters,
        task,
        task,
        new IndexMetrics(group),
        new SplittableRandom(1),
        List.of(restored));
  }

  @Test
  void eachRecordThatWasReadIsCountedOnceForWhatBecameOfIt() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("a", 2), Records.deletion("b", 1));
      write(writer, Records.upsert("c", 1));
      answered(201, null, 200, null, 409, "version_conflict_engine_exception");
      write(writer, Records.upsert("d", 1), Records.notADocument());
      task.runMails();
      task.advance(200);
      answered(400, "document_parsing_exception");
      write(writer, Records.upsert("e", 1));

      assertThat(count(IndexMetricNames.INDEXED)).isEqualTo(1);
      assertThat(count(IndexMetricNames.DELETED)).isEqualTo(1);
      assertThat(count(IndexMetricNames.CONFLICTS)).isEqualTo(1);
      assertThat(count(IndexMetricNames.SUPERSEDED)).isEqualTo(1);
      assertThat(count(IndexMetricNames.REJECTED)).isEqualTo(2);
      assertThat(number(IndexMetricNames.HELD)).isEqualTo(1);
      assertThat(count(IndexMetricNames.RETRIED)).isZero();
      assertThat(count(IndexMetricNames.REQUESTS)).isEqualTo(2);
    }
  }

  @Test
  void whatIsSentAgainIsCountedEachTimeAndSentOnce() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1));
      task.advance(200);
      for (int i = 0; i < 3; i++) {
        answered(429, "es_rejected_execution_exception");
        task.until(() -> !transport.unanswered.isEmpty());
      }
      int bytes = transport.unanswered.peek().bytes();
      answered(201, null);
      assertThat(count(IndexMetricNames.RETRIED)).isEqualTo(3);
      assertThat(count(IndexMetricNames.INDEXED)).isEqualTo(1);
      assertThat(group.getNumRecordsSendCounter().getCount()).isEqualTo(1);
      assertThat(group.getNumBytesSendCounter().getCount()).isEqualTo(4L * bytes);
    }
  }

  @Test
  void flinksOwnFiguresOfASinkAreRight() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1), Records.upsert("c", 1));
      task.advance(40);
      answered(
          201, null, 409, "version_conflict_engine_exception", 400, "document_parsing_exception");
      assertThat(group.getNumRecordsSendCounter().getCount()).isEqualTo(2);
      assertThat(group.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(1);
      assertThat(metrics.getCounter("numRecordsSendErrors").orElseThrow().getCount()).isEqualTo(1);
      assertThat(metrics.getCounter("numRecordsOutErrors").orElseThrow().getCount()).isEqualTo(1);
      assertThat(number("currentSendTime")).isEqualTo(40);
    }
  }

  @Test
  void tellsWhatWaitsAndWhatIsInFlight() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1), Records.upsert("c", 1));
      write(writer, Records.upsert("d", 1));
      assertThat(number(IndexMetricNames.HELD)).isEqualTo(4);
      assertThat(number(IndexMetricNames.WAITING)).isEqualTo(1);
      assertThat(number(IndexMetricNames.IN_FLIGHT)).isEqualTo(1);
      assertThat(number(IndexMetricNames.HELD_BYTES)).isGreaterThan(800);
      answered(201, null, 201, null, 429, "es_rejected_execution_exception");
      assertThat(number(IndexMetricNames.HELD)).isEqualTo(2);
      assertThat(number(IndexMetricNames.WAITING)).isEqualTo(2);
      assertThat(number(IndexMetricNames.IN_FLIGHT)).isZero();
    }
  }

  @Test
  void theRateIsOfDocumentsThatElasticsearchAnsweredForGood() throws Exception {
    try (IndexWriter writer = writer()) {
      for (int i = 0; i < 20; i++) {
        write(writer, Records.upsert("a" + i, 1), Records.upsert("b" + i, 1));
        write(writer, Records.deletion("c" + i, 1));
        answered(201, null, 409, "version_conflict_engine_exception", 404, null);
      }
      Meter rate = metrics.getMeter(IndexMetricNames.PER_SECOND).orElseThrow();
      // Flink calls it every five seconds; the rate is over a minute.
      ((View) rate).update();
      assertThat(rate.getCount()).isEqualTo(60);
      assertThat(rate.getRate()).isEqualTo(1);
    }
  }

  @Test
  void latenciesAreOfRequestsThatWereAnswered() throws Exception {
    try (IndexWriter writer = writer()) {
      for (int millis = 1; millis <= 100; millis++) {
        write(writer, Records.upsert("a", millis), Records.upsert("b", millis));
        write(writer, Records.upsert("c", millis));
        task.advance(millis);
        answered(201, null, 201, null, 201, null);
      }
      // Refused at once: as an answer it would be a very quick one.
      write(writer, Records.upsert("a", 101), Records.upsert("b", 101), Records.upsert("c", 101));
      transport.answer(BulkAnswer.noAnswer("Connection refused"));
      task.runMails();

      Histogram latency = metrics.getHistogram(IndexMetricNames.LATENCY).orElseThrow();
      assertThat(latency.getCount()).isEqualTo(100);
      assertThat(latency.getStatistics().getQuantile(0.5)).isBetween(50.0, 51.0);
      assertThat(latency.getStatistics().getQuantile(0.99)).isBetween(99.0, 100.0);
      assertThat(latency.getStatistics().getMax()).isEqualTo(100);
      assertThat(number("currentSendTime")).isEqualTo(100);
    }
  }

  @Test
  void theNewestIndexedChangeGrowsOldOnlyWhileSomethingWaits() throws Exception {
    try (IndexWriter writer = writer()) {
      assertThat(newestIndexedAge()).as("nothing was ever read").isZero();

      write(writer, Records.upsert("a", now() - 300));
      assertThat(newestIndexedAge()).isEqualTo(300);
      task.advance(200);
      assertThat(newestIndexedAge()).as("nothing is indexed yet").isEqualTo(500);
      answered(201, null);
      assertThat(newestIndexedAge()).as("all is indexed").isZero();

      task.advance(3_600_000);
      assertThat(newestIndexedAge()).as("nobody has written for an hour").isZero();
      write(writer, Records.upsert("b", now() - 10));
      assertThat(newestIndexedAge()).as("the quiet hour is no lag").isEqualTo(10);

      task.advance(200);
      write(writer, Records.upsert("c", now()));
      answered(201, null);
      assertThat(newestIndexedAge()).as("b is indexed, c waits").isEqualTo(210);
      task.advance(200);
      for (int i = 0; i < 60; i++) {
        transport.answer(BulkAnswer.refused(503, null, null));
        task.runMails();
        task.until(() -> !transport.unanswered.isEmpty());
      }
      assertThat(newestIndexedAge()).as("nothing is taken").isGreaterThan(60_000);
      answered(201, null);
      assertThat(newestIndexedAge()).isZero();
    }
  }

  @Test
  void aBacklogIsAsOldAsTheChangesInIt() throws Exception {
    long day = 24 * 3_600_000L;
    task.advance(10 * day);
    try (IndexWriter writer = writer()) {
      long begin = now();
      for (int age = 3; age > 0; age--) {
        write(writer, Records.upsert("a" + age, begin - age * day));
        write(writer, Records.upsert("b" + age, begin - age * day));
        write(writer, Records.upsert("c" + age, begin - age * day));
      }
      assertThat(newestIndexedAge()).isEqualTo(3 * day);
      assertThat(number(IndexMetricNames.OLDEST_HELD_AGE)).isEqualTo(3 * day);
      answered(201, null, 201, null, 201, null);
      assertThat(number(IndexMetricNames.OLDEST_HELD_AGE)).isEqualTo(2 * day);
      answered(201, null, 201, null, 201, null);
      assertThat(newestIndexedAge()).isEqualTo(2 * day);
      answered(201, null, 201, null, 201, null);
      assertThat(newestIndexedAge()).isZero();
      assertThat(number(IndexMetricNames.OLDEST_HELD_AGE)).isZero();
    }
  }

  @Test
  void oneDocumentThatIsNotTakenIsSeenThoughOthersAre() throws Exception {
    try (IndexWriter writer = writer()) {
      long begin = now();
      write(writer, Records.upsert("blocked", begin));
      for (int i = 1; i <= 50; i++) {
        task.advance(1_000);
        write(writer, Records.upsert("blocked", now()), Records.upsert("taken", now()));
        task.until(() -> transport.unanswered.stream().anyMatch(s -> s.actions().size() >= 2));
        // Newer changes of it come while an older one is under way, too.
        write(writer, Records.upsert("blocked", now() + 1));
        while (!transport.unanswered.isEmpty()) {
          transport.answer(
              BulkAnswer.of(
                  transport.unanswered.peek().actions().stream()
                      .map(
                          action ->
                              action.id().equals("taken")
                                  ? new ItemAnswer(201, null, null)
                                  : new ItemAnswer(403, "cluster_block_exception", "read-only"))
                      .toList()));
          task.runMails();
        }
      }
      assertThat(newestIndexedAge()).isLessThan(2_000);
      assertThat(number(IndexMetricNames.OLDEST_HELD_AGE)).isEqualTo(now() - begin);
      assertThat(number(IndexMetricNames.HELD)).isEqualTo(1);
    }
  }

  @Test
  void aRestartDoesNotHideForHowLongSomethingHasWaited() throws Exception {
    try (IndexWriter writer = writer(Records.upsert("a", now() - 7_000), Records.upsert("b", 1))) {
      assertThat(newestIndexedAge()).isEqualTo(7_000);
      assertThat(number(IndexMetricNames.OLDEST_HELD_AGE)).isEqualTo(7_000);
    }
  }

  @Test
  void tellsForHowLongElasticsearchHasOwedAnAnswer() throws Exception {
    try (IndexWriter writer = writer()) {
      task.advance(5_000);
      assertThat(number(IndexMetricNames.SILENCE)).as("it was not asked").isZero();
      write(writer, Records.upsert("a", 1));
      task.advance(200);
      write(writer, Records.upsert("b", 1));
      task.advance(1_000);
      assertThat(transport.unanswered).hasSize(2);
      assertThat(number(IndexMetricNames.SILENCE)).as("since the first").isEqualTo(1_000);
      answered(201, null);
      task.advance(300);
      assertThat(number(IndexMetricNames.SILENCE)).as("it owes one still").isEqualTo(300);
      transport.answer(BulkAnswer.noAnswer("Connection reset"));
      task.runMails();
      task.until(() -> !transport.unanswered.isEmpty());
      long silent = number(IndexMetricNames.SILENCE);
      assertThat(silent).as("that there will be none is no answer").isGreaterThan(400);
      task.advance(1_000);
      assertThat(number(IndexMetricNames.SILENCE)).isEqualTo(silent + 1_000);
      transport.answer(BulkAnswer.refused(503, null, null));
      task.runMails();
      assertThat(number(IndexMetricNames.SILENCE)).isZero();
    }
  }

  private long now() {
    return task.getCurrentProcessingTime();
  }

  private long newestIndexedAge() {
    return number(IndexMetricNames.NEWEST_INDEXED_AGE);
  }

  private void answered(Object... statusAndError) {
    transport.answerItems(statusAndError);
    task.runMails();
  }

  private long count(String counter) {
    return metrics.getCounter(counter).orElseThrow().getCount();
  }

  private long number(String gauge) {
    return metrics.<Number>getGauge(gauge).orElseThrow().getValue().longValue();
  }

  private static void write(IndexWriter writer, IndexRecord... records) throws Exception {
    for (IndexRecord record : records) {
      writer.write(record, null);
    }
  }
}
