package io.paidan.index.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.event.Reason;
import io.paidan.index.IndexRecord;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.metrics.groups.MetricsGroupTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer and the real client against a server that misbehaves on command. */
class IndexWriterHttpTest {
  private static final IndexLimits LIMITS =
      new IndexLimits(
          20,
          8_000,
          Duration.ofMillis(50),
          2,
          60,
          30_000,
          5_000,
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          Duration.ofMinutes(2));

  private final HandTask task = new HandTask(20);
  private final HandDeadLetters deadLetters = new HandDeadLetters();
  private StandIn server;

  @BeforeEach
  void startServer() throws IOException {
    server = new StandIn();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private IndexWriter writer(List<IndexRecord> restored) throws IOException {
    return new IndexWriter(
        LIMITS,
        Targets.ALIASES,
        RestBulkTransport.to(ElasticsearchConnection.of(server.url(), null)).open(),
        deadLetters,
        task,
        task,
        new IndexMetrics(MetricsGroupTestUtils.mockWriterMetricGroup()),
        new SplittableRandom(1),
        restored);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 502, 500, StandIn.CUT_BEFORE, StandIn.CUT_AFTER})
  void aBadPhaseOfTheServerLosesNothing(int status) throws Exception {
    server.mood =
        new StandIn.Mood() {
          @Override
          public int toRequest(int number, List<VersionedStore.Action> actions, int bytes) {
            return number <= 5 ? status : 0;
          }
        };
    try (IndexWriter writer = writer(List.of())) {
      writeAll(writer, 50);
      writer.flush(true);
    }
    assertThat(server.store.live()).hasSize(50);
    assertThat(server.requests.get()).isGreaterThan(5);
    assertThat(deadLetters.taken).isEmpty();
  }

  @Test
  void aServerThatTakesOnlySmallRequestsGetsSmallOnes() throws Exception {
    server.mood =
        new StandIn.Mood() {
          @Override
          public int toRequest(int number, List<VersionedStore.Action> actions, int bytes) {
            return bytes > 1_500 ? 413 : 0;
          }
        };
    try (IndexWriter writer = writer(List.of())) {
      writeAll(writer, 100);
      writer.write(Records.upsert("large", 1, "\"" + "x".repeat(2_000) + "\""), null);
      writer.flush(true);
    }
    assertThat(server.store.live()).hasSize(100);
    assertThat(deadLetters.taken)
        .extracting(letter -> letter.reason())
        .containsExactly(Reason.TOO_LARGE);
  }

  @Test
  void partialFailuresAreTriedAgainAndBadDocumentsSetAside() throws Exception {
    server.mood =
        new StandIn.Mood() {
          @Override
          public String toEntry(int request, VersionedStore.Action action) {
            int number = Integer.parseInt(action.id().substring(1));
            if (number % 10 == 3) {
              return VersionedStore.item(false, 400, "document_parsing_exception", "bad field");
            }
            return number % 3 == 0 && request < 8
                ? VersionedStore.item(false, 429, "es_rejected_execution_exception", "busy")
                : null;
          }
        };
    try (IndexWriter writer = writer(List.of())) {
      writeAll(writer, 100);
      writer.flush(true);
    }
    assertThat(server.store.live()).hasSize(90);
    assertThat(deadLetters.taken)
        .hasSize(10)
        .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(Reason.REFUSED_BY_INDEX));
  }

  @Test
  void aCheckpointIsQuickWhileTheServerAnswersNothingAndItsStateIsEnough() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    server.mood =
        new StandIn.Mood() {
          @Override
          public int toRequest(int number, List<VersionedStore.Action> actions, int bytes) {
            try {
              return answer.await(20, TimeUnit.SECONDS) ? StandIn.CUT_BEFORE : 0;
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return StandIn.CUT_BEFORE;
            }
          }
        };
    List<IndexRecord> state = new ArrayList<>();
    IndexRecordStateSerializer serializer = new IndexRecordStateSerializer();
    try (IndexWriter writer = writer(List.of())) {
      writeAll(writer, 55);
      long start = System.nanoTime();
      writer.flush(false);
      for (IndexRecord record : writer.snapshotState(1)) {
        state.add(serializer.deserialize(1, serializer.serialize(record)));
      }
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
    }
    answer.countDown();
    server.mood = StandIn.Mood.GOOD;
    assertThat(state).hasSize(55);
    try (IndexWriter writer = writer(state)) {
      writer.flush(true);
    }
    assertThat(server.store.live()).hasSize(55);
  }

  @Test
  void aServerThatIsNotThereFailsTheJobOnlyAfterItsLimit() throws Exception {
    String gone = server.url();
    server.close();
    long start = task.getCurrentProcessingTime();
    try (IndexWriter writer = writer(List.of(Records.upsert("a", 1)))) {
      assertThatThrownBy(() -> writer.flush(true))
          .isInstanceOf(IndexingFailedException.class)
          .hasMessageContaining(gone)
          .hasMessageContaining("has not answered");
      assertThat(writer.snapshotState(1)).hasSize(1);
    }
    assertThat(task.getCurrentProcessingTime() - start).isGreaterThan(120_000);
  }

  @Test
  void nothingIsSentToAServerThatNobodyHasSetUp() throws Exception {
    server.setUp = false;
    try (IndexWriter writer = writer(List.of(Records.event("e", 1, "2026.11")))) {
      assertThatThrownBy(() -> writer.flush(true))
          .isInstanceOf(IndexingFailedException.class)
          .hasMessageContaining("paidan init");
    }
    assertThat(server.requests.get()).isZero();
  }

  @Test
  void tenUpdatesInsideTheFlushAgeAreAtMostTwoWrites() throws Exception {
    try (IndexWriter writer = writer(List.of())) {
      for (int round = 1; round <= 10; round++) {
        for (int i = 0; i < 19; i++) {
          writer.write(Records.upsert("d" + i, round), null);
        }
      }
      writer.flush(true);
    }
    for (int i = 0; i < 19; i++) {
      assertThat(server.store.writesOf("paidan-tickets/d" + i)).isLessThanOrEqualTo(2);
    }
    assertThat(server.store.live().values()).containsOnly("{\"revision\":10}");
  }

  /**
   * Whatever the server does, whatever comes in which order, wherever the job dies and starts again
   * from its last checkpoint: the store ends with the newest of each document.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void chaosEndsWithTheNewestOfEachDocument(long seed) throws Exception {
    chaos(new SplittableRandom(seed));
  }

  private void chaos(SplittableRandom random) throws Exception {
    SplittableRandom moods = random.split();
    server.mood =
        new StandIn.Mood() {
          @Override
          public synchronized int toRequest(
              int number, List<VersionedStore.Action> actions, int bytes) {
            int[] trouble = {429, 503, StandIn.CUT_BEFORE, StandIn.CUT_AFTER};
            return bytes > 3_000
                ? 413
                : moods.nextInt(4) == 0 ? trouble[moods.nextInt(trouble.length)] : 0;
          }

          @Override
          public synchronized String toEntry(int request, VersionedStore.Action action) {
            return moods.nextInt(6) == 0
                ? VersionedStore.item(action.body() == null, 429, "busy", "busy")
                : null;
          }
        };
    List<IndexRecord> log = new ArrayList<>();
    Map<String, IndexRecord> newest = new TreeMap<>();
    for (int i = 0; i < 1_500; i++) {
      String id = "d" + random.nextInt(80);
      long revision = 1 + random.nextInt(400);
      IndexRecord record =
          random.nextInt(5) == 0 ? Records.deletion(id, revision) : Records.upsert(id, revision);
      log.add(record);
      newest.merge(
          "paidan-tickets/" + id,
          record,
          (a, b) -> Entry.older(a.document(), b.document()) ? b : a);
    }
    List<IndexRecord> state = List.of();
    int checkpointed = 0;
    while (true) {
      int next = checkpointed;
      try (IndexWriter writer = writer(state)) {
        while (next < log.size()) {
          writer.write(log.get(next++), null);
          if (random.nextInt(150) == 0) {
            state = writer.snapshotState(1);
            checkpointed = next;
          }
          if (random.nextInt(300) == 0) {
            break;
          }
        }
        if (next == log.size()) {
          writer.flush(true);
          break;
        }
      }
      // Answers to the writer that has died come to nobody.
      task.forget();
    }
    Map<String, String> expected = new TreeMap<>();
    newest.forEach(
        (id, record) -> {
          if (!record.document().isDeletion()) {
            expected.put(id, "{\"revision\":" + record.document().revision() + "}");
          }
        });
    assertThat(server.store.live()).isEqualTo(expected);
    assertThat(deadLetters.taken).isEmpty();
  }

  private static void writeAll(IndexWriter writer, int number) throws Exception {
    for (int i = 0; i < number; i++) {
      writer.write(Records.upsert("d" + i, 1), null);
    }
  }
}
