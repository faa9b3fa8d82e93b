package io.paidan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.simulator.Delivery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From bare servers to documents with commands alone, as on a cluster. */
@ExtendWith(PipelineExtension.class)
class CommandsTest {
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void initTwiceReplayAndRecompute(Pipeline pipeline) throws Exception {
    List<Delivery> deliveries = History.simulated(11, FROM, 0.0025, 500);
    long asOf = deliveries.get(deliveries.size() - 1).at();
    List<byte[]> marks = History.marks("commands");
    Path events = History.of(deliveries).write(folder.resolve("events.ndjson"));
    Path all = History.of(deliveries).and(marks).write(folder.resolve("all.ndjson"));
    pipeline.empty(asOf + 1);

    assertThat(init(pipeline))
        .contains(
            "created topic paidan.ticket-events",
            "published the default policy",
            "created index paidan-tickets-000001");
    pipeline.startJobs(Backend.HEAP);
    String replayed =
        Command.run(
            "replay", "--events", events, "--bootstrap-servers", pipeline.bootstrapServers());
    assertThat(replayed).contains("replay: 500 lines sent and acknowledged");
    // Also in the midst of work it does no harm.
    assertThat(init(pipeline))
        .contains("paidan.policies holds data already", "index templates and aliases are in place")
        .doesNotContain("created", "published");
    pipeline.mark(marks);

    Path out = folder.resolve("recomputed");
    assertThat(
            Command.run(
                "recompute", "--events", all, "--as-of", Instant.ofEpochMilli(asOf), "--out", out))
        .contains("recompute: 503 lines");
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitFacts(Recomputed.read(out), view);
    }
  }

  private static String init(Pipeline pipeline) {
    return Command.run(
        "init",
        "--bootstrap-servers",
        pipeline.bootstrapServers(),
        "--elasticsearch",
        pipeline.elasticsearch(),
        "--partitions",
        Pipeline.PARTITIONS);
  }
}
