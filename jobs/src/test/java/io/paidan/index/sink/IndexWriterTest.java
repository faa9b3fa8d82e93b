package io.paidan.index.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.event.Reason;
import io.paidan.index.IndexRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.MetricsGroupTestUtils;
import org.junit.jupiter.api.Test;

/** The writer against requests that the test answers, on the test's own clock. */
class IndexWriterTest {
  private static final IndexLimits LIMITS =
      new IndexLimits(
          3,
          10_000,
          Duration.ofMillis(200),
          2,
          6,
          20_000,
          5_000,
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMinutes(2));

  private final HandTask task = new HandTask(0);
  private final HandTransport transport = new HandTransport();
  private final HandDeadLetters deadLetters = new HandDeadLetters();
  private final MetricListener metrics = new MetricListener();

  private IndexWriter writer(IndexRecord... restored) {
    return new IndexWriter(
        LIMITS,
        Targets.ALIASES,
        transport,
        deadLetters,
        task,
        task,
        new IndexMetrics(MetricsGroupTestUtils.mockWriterMetricGroup(metrics.getMetricGroup())),
        new SplittableRandom(1),
        List.of(restored));
  }

  @Test
  void aRequestGoesWhenItIsFull() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1));
      assertThat(transport.requests).isZero();
      write(writer, Records.deletion("c", 1));
      assertThat(transport.oldest()).containsExactly("a@1", "b@1", "c@1 deleted");
      answered(201, null, 201, null, 404, null);
      assertThat(writer.snapshotState(1)).isEmpty();
      assertThat(count("documents_indexed")).isEqualTo(2);
      assertThat(count("documents_deleted")).isEqualTo(1);
    }
  }

  @Test
  void aRequestGoesWhenItIsLarge() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1, "x".repeat(4_800)));
      assertThat(transport.requests).isZero();
      write(writer, Records.upsert("b", 1, "x".repeat(4_900)));
      assertThat(transport.requests).isEqualTo(1);
      assertThat(transport.oldest()).hasSize(1);
    }
  }

  @Test
  void aRequestGoesWhenItsOldestEntryIsOldEnough() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1));
      task.advance(150);
      write(writer, Records.upsert("b", 1));
      task.advance(49);
      assertThat(transport.requests).isZero();
      task.advance(1);
      assertThat(transport.oldest()).containsExactly("a@1", "b@1");
    }
  }

  @Test
  void theNewestChangeReplacesOlderOnesThatStillWait() throws Exception {
    try (IndexWriter writer = writer()) {
      write(
          writer,
          Records.upsert("a", 2),
          Records.upsert("a", 1),
          Records.upsert("a", 4),
          Records.upsert("a", 3),
          Records.deletion("b", 5),
          Records.upsert("b", 5));
      task.advance(200);
      assertThat(transport.oldest()).containsExactly("a@4", "b@5 deleted");
      assertThat(count("documents_superseded")).isEqualTo(4);
    }
  }

  @Test
  void aCheckpointHoldsWhatWaitsAndWhatIsInFlightAndWaitsForNothing() throws Exception {
    try (IndexWriter writer = writer()) {
      write(
          writer,
          Records.upsert("a", 1),
          Records.upsert("b", 1),
          Records.upsert("c", 1),
          Records.upsert("a", 2));
      writer.flush(false);
      assertThat(transport.unanswered).hasSize(1);
      assertThat(writer.snapshotState(1))
          .containsExactlyInAnyOrder(
              Records.upsert("a", 1),
              Records.upsert("b", 1),
              Records.upsert("c", 1),
              Records.upsert("a", 2));
    }
    assertThat(transport.closed).isTrue();
  }

  @Test
  void whatWasRestoredIsSentAgainTheNewestOfEachDocument() throws Exception {
    try (IndexWriter writer =
        writer(Records.upsert("a", 1), Records.upsert("b", 1), Records.upsert("a", 2))) {
      task.advance(200);
      assertThat(transport.oldest()).containsExactly("a@2", "b@1");
      answered(201, null, 409, "version_conflict_engine_exception");
      assertThat(writer.snapshotState(1)).isEmpty();
      assertThat(count("conflicts")).isEqualTo(1);
    }
  }

  @Test
  void anEntryThatIsPutOffHasItsOwnTimeAndTheOthersAreDone() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1), Records.upsert("c", 1));
      answered(201, null, 429, "es_rejected_execution_exception", 503, "unavailable_shards");
      assertThat(writer.snapshotState(1))
          .containsExactlyInAnyOrder(Records.upsert("b", 1), Records.upsert("c", 1));
      task.advance(49);
      assertThat(transport.unanswered).isEmpty();
      task.advance(51 + 200);
      assertThat(transport.unanswered.stream().flatMap(s -> s.actions().stream()))
          .extracting(VersionedStore.Action::id)
          .containsExactlyInAnyOrder("b", "c");
      assertThat(count("documents_retried")).isEqualTo(2);
    }
  }

  @Test
  void anEntryThatIsPutOffGivesWayToANewerOneThatCameMeanwhile() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1), Records.upsert("c", 9));
      write(writer, Records.upsert("a", 2), Records.upsert("c", 8));
      answered(429, "e", 201, null, 429, "e");
      assertThat(writer.snapshotState(1))
          .containsExactlyInAnyOrder(Records.upsert("a", 2), Records.upsert("c", 9));
    }
  }

  @Test
  void eachFurtherTryWaitsLonger() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1));
      task.advance(200);
      long last = 0;
      for (int attempt = 1; attempt <= 12; attempt++) {
        long sent = task.getCurrentProcessingTime();
        answered(429, "e");
        int requests = transport.requests;
        task.until(() -> transport.requests > requests);
        long waited = task.getCurrentProcessingTime() - sent;
        long whole = Math.min(10_000, 100L << (attempt - 1));
        assertThat(waited).isBetween(whole / 2 + 200, whole + 200);
        assertThat(waited).isGreaterThanOrEqualTo(last / 2);
        last = waited;
      }
    }
  }

  @Test
  void aRefusedDocumentIsForgottenOnlyWhenTheDeadLettersHaveIt() throws Exception {
    deadLetters.atOnce = false;
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1), Records.upsert("c", 1));
      answered(201, null, 400, "document_parsing_exception", 201, null);
      List<IndexRecord> held = writer.snapshotState(1);
      assertThat(held).hasSize(1);
      assertThat(held.get(0).deadLetter().reason()).isEqualTo(Reason.REFUSED_BY_INDEX);
      assertThat(held.get(0).deadLetter().detail())
          .contains("paidan-tickets/b", "400", "document_parsing_exception", "why");
      assertThat(held.get(0).deadLetter().value())
          .isEqualTo(Records.upsert("b", 1).document().body());
      assertThat(held.get(0).deadLetter().headers()).hasSize(3);

      deadLetters.unacknowledged.get(0).complete(null);
      task.runMails();
      assertThat(writer.snapshotState(2)).isEmpty();

      try (IndexWriter restored = writer(held.get(0))) {
        assertThat(deadLetters.taken).hasSize(2);
        assertThat(deadLetters.taken.get(1)).isEqualTo(deadLetters.taken.get(0));
        assertThat(restored.snapshotState(3)).hasSize(1);
      }
    }
  }

  @Test
  void whenTheDeadLettersDoNotTakeItTheJobFails() throws Exception {
    deadLetters.atOnce = false;
    try (IndexWriter writer = writer()) {
      write(writer, Records.notADocument());
      deadLetters.unacknowledged.get(0).completeExceptionally(new IOException("no broker"));
      assertThatThrownBy(task::runMails)
          .isInstanceOf(IndexingFailedException.class)
          .hasMessageContaining("no broker");
      assertThat(writer.snapshotState(1)).containsExactly(Records.notADocument());
    }
  }

  @Test
  void whatIsNoDocumentOrTooLargeIsADeadLetterAtOnce() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.notADocument(), Records.upsert("a", 1, "x".repeat(5_001)));
      task.runMails();
      assertThat(deadLetters.taken)
          .extracting(letter -> letter.reason())
          .containsExactly(Reason.MISSING_HEADER, Reason.TOO_LARGE);
      assertThat(writer.snapshotState(1)).isEmpty();
      assertThat(transport.requests).isZero();
      assertThat(count("documents_rejected")).isEqualTo(2);
    }
  }

  @Test
  void aRequestThatIsTooMuchGoesInHalvesAndLaterOnesAreSmaller() throws Exception {
    try (IndexWriter writer = writer()) {
      write(
          writer,
          Records.upsert("a", 1, "x".repeat(1_000)),
          Records.upsert("b", 1, "x".repeat(1_000)),
          Records.upsert("c", 1, "x".repeat(1_000)));
      transport.answer(BulkAnswer.refused(413, null, null));
      task.runMails();
      assertThat(transport.unanswered).hasSize(2);
      assertThat(transport.oldest()).containsExactly("a@1");
      answered(201, null);
      assertThat(transport.oldest()).containsExactly("b@1", "c@1");
      transport.answer(BulkAnswer.refused(413, null, null));
      task.runMails();
      answered(201, null);
      transport.answer(BulkAnswer.refused(413, null, "too large"));
      task.runMails();
      assertThat(deadLetters.taken).hasSize(1);
      assertThat(deadLetters.taken.get(0).reason()).isEqualTo(Reason.TOO_LARGE);
      assertThat(writer.snapshotState(1)).isEmpty();

      write(
          writer, Records.upsert("d", 1, "x".repeat(500)), Records.upsert("e", 1, "x".repeat(500)));
      task.advance(200);
      assertThat(transport.oldest()).containsExactly("d@1");
    }
  }

  @Test
  void aBadRequestIsTakenApartUntilTheCulpritIsAlone() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("bad", 1), Records.upsert("c", 1));
      BulkAnswer bad = BulkAnswer.refused(400, "action_request_validation_exception", "id");
      while (!transport.unanswered.isEmpty()) {
        if (transport.oldest().contains("bad@1")) {
          transport.answer(bad);
        } else {
          transport.answer(BulkAnswer.allDone());
        }
        task.runMails();
      }
      assertThat(deadLetters.taken).hasSize(1);
      assertThat(
              new String(deadLetters.taken.get(0).key(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("paidan-tickets/bad");
      assertThat(writer.snapshotState(1)).isEmpty();
    }
  }

  @Test
  void withoutAnswersOneRequestAtATimeAsksUntilTheLimitAndThenTheJobFails() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1), Records.upsert("c", 1));
      write(writer, Records.upsert("d", 1), Records.upsert("e", 1), Records.upsert("f", 1));
      assertThat(transport.unanswered).hasSize(2);
      long start = task.getCurrentProcessingTime();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  task.until(() -> !transport.unanswered.isEmpty());
                  assertThat(transport.unanswered.size()).isLessThanOrEqualTo(i < 2 ? 2 : 1);
                  transport.answer(BulkAnswer.noAnswer("Connection refused"));
                  task.runMails();
                }
              })
          .isInstanceOf(IndexingFailedException.class)
          .hasMessageContaining("http://by-hand:9200")
          .hasMessageContaining("Connection refused");
      assertThat(task.getCurrentProcessingTime() - start).isBetween(120_000L, 140_000L);
      assertThat(transport.requests).isLessThan(150);
      assertThat(writer.snapshotState(1)).hasSize(6);
    }
  }

  @Test
  void anAnswerEndsTheSilence() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1));
      for (int round = 0; round < 10; round++) {
        long until = task.getCurrentProcessingTime() + 110_000;
        while (task.getCurrentProcessingTime() < until) {
          task.until(() -> !transport.unanswered.isEmpty());
          transport.answer(BulkAnswer.noAnswer("Connection refused"));
          task.runMails();
        }
        task.until(() -> !transport.unanswered.isEmpty());
        transport.answer(BulkAnswer.refused(503, null, null));
        task.runMails();
      }
      task.until(() -> !transport.unanswered.isEmpty());
      answered(201, null);
      assertThat(writer.snapshotState(1)).isEmpty();
    }
  }

  @Test
  void anIndexThatIsReadOnlyIsWaitedFor() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1));
      task.advance(200);
      answered(403, "cluster_block_exception");
      assertThat(writer.snapshotState(1)).containsExactly(Records.upsert("a", 1));
      task.until(() -> !transport.unanswered.isEmpty());
      transport.answer(BulkAnswer.refused(403, "cluster_block_exception", "blocked"));
      task.until(() -> !transport.unanswered.isEmpty());
      answered(201, null);
      assertThat(writer.snapshotState(2)).isEmpty();
    }
  }

  @Test
  void whatPassesNeverFailsTheJobWithAWordThatSaysWhatToDo() throws Exception {
    for (BulkAnswer answer :
        new BulkAnswer[] {
          BulkAnswer.refused(401, "security_exception", "unable to authenticate"),
          BulkAnswer.refused(403, "security_exception", "unauthorized"),
          BulkAnswer.notTrusted("certificate expired"),
          BulkAnswer.of(List.of(new ItemAnswer(404, "index_not_found_exception", "no such index")))
        }) {
      HandTransport own = new HandTransport();
      try (IndexWriter writer =
          new IndexWriter(
              LIMITS,
              Targets.ALIASES,
              own,
              deadLetters,
              task,
              task,
              new IndexMetrics(MetricsGroupTestUtils.mockWriterMetricGroup()),
              new SplittableRandom(1),
              List.of(Records.upsert("a", 1)))) {
        task.advance(200);
        own.answer(answer);
        assertThatThrownBy(task::runMails)
            .isInstanceOf(IndexingFailedException.class)
            .hasMessageContaining("http://by-hand:9200");
        assertThat(writer.snapshotState(1)).containsExactly(Records.upsert("a", 1));
      }
    }
  }

  @Test
  void anAnswerOfAnotherLengthIsNoAnswer() throws Exception {
    try (IndexWriter writer = writer()) {
      write(writer, Records.upsert("a", 1), Records.upsert("b", 1));
      task.advance(200);
      answered(201, null);
      assertThat(writer.snapshotState(1)).hasSize(2);
    }
  }

  @Test
  void writingWaitsAtTheLimitUntilThereIsRoom() throws Exception {
    try (IndexWriter writer = writer()) {
      for (String id : List.of("a", "b", "c", "d", "e", "f")) {
        write(writer, Records.upsert(id, 1));
      }
      // A newer change of a document takes the place of the one that waits, if one does.
      assertThat(transport.unanswered).hasSize(2);
      AtomicBoolean written = new AtomicBoolean();
      transport.answer(BulkAnswer.allDone());
      writer.write(Records.upsert("g", 1), null);
      written.set(true);
      assertThat(written).isTrue();
      assertThat(writer.snapshotState(1)).hasSize(4);
    }
  }

  @Test
  void oneRecordLargerThanTheLimitStillPasses() throws Exception {
    IndexLimits small =
        new IndexLimits(
            3,
            100,
            Duration.ofMillis(200),
            1,
            6,
            100,
            5_000,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofMinutes(2));
    try (IndexWriter writer =
        new IndexWriter(
            small,
            Targets.ALIASES,
            transport,
            deadLetters,
            task,
            task,
            new IndexMetrics(MetricsGroupTestUtils.mockWriterMetricGroup()),
            new SplittableRandom(1),
            List.of())) {
      write(writer, Records.upsert("a", 1, "x".repeat(3_000)));
      assertThat(transport.oldest()).containsExactly("a@1");
    }
  }

  @Test
  void theEndOfTheInputWaitsUntilAllIsSeenThrough() throws Exception {
    VersionedStore store = new VersionedStore();
    StoreTransport answering = new StoreTransport(store);
    try (IndexWriter writer =
        new IndexWriter(
            LIMITS,
            Targets.ALIASES,
            answering,
            deadLetters,
            task,
            task,
            new IndexMetrics(MetricsGroupTestUtils.mockWriterMetricGroup()),
            new SplittableRandom(1),
            List.of())) {
      for (int i = 0; i < 10; i++) {
        write(writer, Records.upsert("d" + i, 1));
      }
      writer.flush(true);
      assertThat(writer.snapshotState(1)).isEmpty();
      assertThat(store.live()).hasSize(10);
    }
  }

  private void answered(Object... statusAndError) {
    transport.answerItems(statusAndError);
    task.runMails();
  }

  private long count(String counter) {
    return metrics.getCounter(counter).orElseThrow().getCount();
  }

  private static void write(IndexWriter writer, IndexRecord... records)
      throws IOException, InterruptedException {
    for (IndexRecord record : records) {
      writer.write(record, null);
    }
  }
}
