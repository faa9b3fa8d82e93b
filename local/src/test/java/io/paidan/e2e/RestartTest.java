package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.local.testing.Await;
import io.paidan.policy.DefaultPolicy;
import io.paidan.simulator.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that are stopped, killed and started from nothing give the documents that they would. */
@ExtendWith(PipelineExtension.class)
class RestartTest {
  private static final long SEED = 7;
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final double RATE = 0.0025;

  @TempDir private Path folder;

  /** From savepoints, from the checkpoint before a crash, and from nothing, one after the other. */
  @ParameterizedTest
  @CsvSource({"HEAP, 1500", "ROCKSDB, 700"})
  void changeNoDocument(Backend backend, int records, Pipeline pipeline) throws Exception {
    List<Delivery> deliveries = History.simulated(SEED, FROM, RATE, records);
    long asOf = deliveries.get(deliveries.size() - 1).at();
    List<byte[]> marks = History.marks("restart");
    Path events = History.of(deliveries).and(marks).write(folder.resolve("events.ndjson"));
    Recomputed expected = recompute(events, asOf);
    assertThat(expected.facts().of(Alias.ALERTS)).hasSizeGreaterThan(50);
    // Nothing may fall due while the clock goes on, or "the same documents" would be others.
    long later = asOf + Duration.ofMinutes(1).toMillis();
    assertThat(expected.facts().differences(recompute(events, later).facts(), Recomputed.BOTH))
        .isEmpty();

    pipeline.fresh(asOf + 1);
    pipeline.startJobs(backend);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      History sent = History.of(deliveries).shuffled(SEED);
      int third = sent.size() / 3;
      pipeline.replay(sent.part(0, third).write(folder.resolve("1.ndjson")));
      Pipeline.Savepoints savepoints = pipeline.stopJobs();
      HandClock.advance(Duration.ofSeconds(5));
      pipeline.replay(sent.part(third, 2 * third).write(folder.resolve("2.ndjson")));
      pipeline.startJobs(backend, savepoints);

      pipeline.checkpoint();
      pipeline.replay(sent.part(2 * third, sent.size()).write(folder.resolve("3.ndjson")));
      // Half of it may be through: what comes after the checkpoint is worked off twice.
      HandClock.advance(Duration.ofSeconds(5));
      pipeline.killTaskManager();
      // By more than the grace after which what was told, and is not given again, is withdrawn.
      HandClock.advance(Duration.ofSeconds(15));
      pipeline.mark(marks);
      pipeline.awaitRunning();
      pipeline.awaitFacts(expected.facts(), view);

      Map<String, Document> before = view.latest();
      pipeline.cancelJobs();
      HandClock.advance(Duration.ofSeconds(10));
      pipeline.startJobs(backend);
      Await.until(
          () -> {
            view.refresh();
            return writtenAnew(before, view.latest());
          },
          () -> "not every document was written again");
      pipeline.awaitFacts(expected.facts(), view);
      view.latest()
          .forEach((key, document) -> assertThat(document.revision()).isLessThan(later + 1));
      // A correction that waited for its time then may be due now: more may be said, no less.
      assertThat(reports(view.latest())).isNotEmpty().containsAllEntriesOf(reports(before));
      assertThat(foundOut(view.latest())).isNotEmpty().isEqualTo(foundOut(before));
    }
  }

  /** What was published; once said, it stays said, also where all is computed anew. */
  private static Map<String, Document> reports(Map<String, Document> documents) {
    Map<String, Document> reports = new TreeMap<>(documents);
    reports.values().removeIf(document -> document.alias() != Alias.REPORTS);
    return reports;
  }

  /** When alerts that fire were found out: before it was said for the first time. */
  private static Map<String, String> foundOut(Map<String, Document> documents) {
    Map<String, String> foundOut = new TreeMap<>();
    documents.forEach(
        (key, document) -> {
          if (document.alias() == Alias.ALERTS) {
            Map<String, String> fields = RawJson.members(new String(document.body(), UTF_8));
            if (fields.get("status").equals("\"FIRING\"")) {
              foundOut.put(key, fields.get("fired_at"));
            }
          }
        });
    return foundOut;
  }

  /** Whether every document has a greater revision; alerts that are no more, and reports, aside. */
  private static boolean writtenAnew(Map<String, Document> before, Map<String, Document> now) {
    return before.entrySet().stream()
        .filter(entry -> !entry.getValue().isDeletion() && !isWithdrawn(entry.getValue()))
        .filter(entry -> entry.getValue().alias() != Alias.REPORTS)
        .allMatch(entry -> now.get(entry.getKey()).revision() > entry.getValue().revision());
  }

  private static boolean isWithdrawn(Document document) {
    return document.alias() == Alias.ALERTS
        && new String(document.body(), UTF_8).contains("\"status\":\"WITHDRAWN\"");
  }

  private Recomputed recompute(Path events, long asOf) throws Exception {
    return Recomputed.of(events, DefaultPolicy.load(), asOf, folder.resolve("recomputed"));
  }
}
