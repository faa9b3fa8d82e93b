package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.policy.DefaultPolicy;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.simulator.Delivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jobs, fed through Kafka and read from the index, and the plain runner give the same documents
 * of the same events, byte for byte but for what only the live run can know (contract, section 1).
 */
@ExtendWith(PipelineExtension.class)
class BothWaysTest {
  private static final long SEED = 20_260_302;
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");

  /** Records a second: 3,000 of them are two weeks, in which working days pass. */
  private static final double RATE = 0.0025;

  @TempDir private Path folder;

  /** The examples, in another order and with repeats; the policies change on the way. */
  @Test
  void examplesShuffledWithRepeats(Pipeline pipeline) throws Exception {
    Path examples = SharedFiles.require("examples");
    long asOf = Instant.parse(Files.readString(examples.resolve("as-of")).strip()).toEpochMilli();
    byte[] policies = onePolicyDocument(examples);
    List<byte[]> marks = History.marks("examples");
    History history = History.read(examples.resolve("events.ndjson"));
    Recomputed expected =
        Recomputed.of(
            history.and(marks).write(folder.resolve("events.ndjson")),
            new PolicyHistory(PolicyParser.parse(policies).versions()),
            asOf,
            folder.resolve("recomputed"));
    assertThat(expected.facts().of(Alias.TICKETS)).hasSize(300);

    pipeline.fresh(asOf + 1);
    pipeline.startJobs(Backend.HEAP);
    History sent = history.until(asOf).shuffled(SEED);
    int half = sent.size() / 2;
    pipeline.replay(sent.part(0, half).write(folder.resolve("first.ndjson")));
    // Until here the default policy: every ticket is judged anew.
    pipeline.publishPolicy("changji", policies);
    pipeline.replay(sent.part(half, sent.size()).write(folder.resolve("second.ndjson")));
    pipeline.mark(marks);

    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitFacts(expected.facts(), view);
    }
  }

  /** As a prefecture sends them, with the clock going along: deadlines come as they would. */
  @Test
  void simulatedHistoryAsItComes(Pipeline pipeline) throws Exception {
    List<Delivery> deliveries = History.simulated(SEED, FROM, RATE, 3_000);
    long asOf = deliveries.get(deliveries.size() - 1).at();
    List<byte[]> marks = History.marks("as it comes");
    Recomputed expected = recomputeWithDefaults(History.of(deliveries).and(marks), asOf);

    pipeline.fresh(FROM.toEpochMilli());
    pipeline.startJobs(Backend.ROCKSDB);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      int chunk = 150;
      for (int from = 0; from < deliveries.size(); from += chunk) {
        List<Delivery> part = deliveries.subList(from, Math.min(deliveries.size(), from + chunk));
        pipeline.replay(History.of(part).write(folder.resolve("part.ndjson")));
        HandClock.set(part.get(part.size() - 1).at() + 1);
      }
      pipeline.mark(marks);
      pipeline.awaitFacts(expected.facts(), view);
    }
  }

  /** A backlog in no order at all, with repeats, and events that are not to be read. */
  @Test
  void simulatedHistoryShuffledWithRepeats(Pipeline pipeline) throws Exception {
    List<Delivery> deliveries = History.simulated(SEED + 1, FROM, RATE, 3_200);
    History history = History.of(deliveries).withTrouble(SEED);
    long asOf = deliveries.get(3_000).at() - Duration.ofHours(3).toMillis();
    List<byte[]> marks = History.marks("shuffled");
    Recomputed expected = recomputeWithDefaults(history.and(marks), asOf);
    assertThat(expected.summary().later()).isGreaterThan(100);
    assertThat(history.malformed()).isGreaterThan(100);
    assertThat(expected.facts().of(Alias.DEAD_LETTERS).toString()).contains("CONFLICTING_REPEAT");

    pipeline.fresh(asOf + 1);
    pipeline.replay(history.until(asOf).shuffled(SEED).write(folder.resolve("shuffled.ndjson")));
    pipeline.mark(marks);
    pipeline.startJobs(Backend.HEAP);

    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitFacts(expected.facts(), view);
    }
  }

  private Recomputed recomputeWithDefaults(History history, long asOf) throws Exception {
    Recomputed expected =
        Recomputed.of(
            history.write(folder.resolve("events.ndjson")),
            DefaultPolicy.load(),
            asOf,
            folder.resolve("recomputed"));
    // Else it would compare little: work done in time, late, overdue, and alerts of it.
    String clocks = expected.facts().of(Alias.CLOCKS).values().toString();
    assertThat(clocks)
        .contains("\"MET\"", "\"MISSED\"", "\"BREACHED\"", "\"RUNNING\"", "\"ENDED\"");
    assertThat(expected.facts().of(Alias.ALERTS)).hasSizeGreaterThan(100);
    assertThat(expected.facts().of(Alias.EVENTS)).hasSizeGreaterThan(2_500);
    return expected;
  }

  private static byte[] onePolicyDocument(Path examples) throws Exception {
    List<String> versions = new ArrayList<>();
    for (int version = 1; version <= 3; version++) {
      versions.add(Files.readString(examples.resolve("policy-" + version + ".json")));
    }
    String document = "{\"id\":\"changji\",\"versions\":[" + String.join(",", versions) + "]}";
    assertThat(PolicyParser.parse(document).problems()).isEmpty();
    return document.getBytes(UTF_8);
  }
}
