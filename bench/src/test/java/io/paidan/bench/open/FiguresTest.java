package io.paidan.bench.open;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.bench.open.Checkpoints.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what was seen to the table that is printed. */
class FiguresTest {
  @TempDir Path temp;

  @Test
  void aTableHasARowForEachFigureAndAColumnForEachRun() throws Exception {
    Figures small = new Figures();
    small.put("events", 500_000);
    small.put("µs an event", 12.345);
    Figures large = new Figures();
    large.put("events", 500_000);
    large.put("µs an event", 1_234.4);
    large.put("RocksDB's files", 7);
    Path file = temp.resolve("figures.tsv");
    large.write(file);
    Map<String, Figures> runs = new LinkedHashMap<>();
    runs.put("small", small);
    runs.put("large", Figures.read(file));

    assertThat(Figures.table(runs))
        .isEqualTo(
            """
            | | small | large |
            |---|--:|--:|
            | events | 500,000 | 500,000 |
            | µs an event | 12.35 | 1,234 |
            | RocksDB's files | – | 7 |
            """);
  }

  @Test
  void whatManyTicketsCostIsComparedWithFew() {
    Figures few = scale(10_000, 6_000, 10, 100);
    Figures many = scale(110_000, 2_000, 15, 50);
    new ScaleExperiment().compare(List.of(few, many));

    assertThat(few.get("heap: bytes a ticket over the first's")).isNaN();
    assertThat(many.get("heap: bytes a ticket over the first's")).isEqualTo(1_600);
    assertThat(few.get("any ticket: CPU an event, × the first")).isEqualTo(1);
    assertThat(many.get("any ticket: CPU an event, × the first")).isEqualTo(1.5);
    assertThat(many.get("busy tickets: time an event, × the first")).isEqualTo(2);
  }

  private static Figures scale(long open, double heapBytes, double micros, double rate) {
    Figures figures = new Figures();
    figures.put("open tickets", open);
    figures.put("heap: bytes a ticket", heapBytes);
    for (String what : List.of("any ticket", "busy tickets")) {
      figures.put(what + ": µs CPU an event", micros);
      figures.put(what + ": events a second", rate);
    }
    return figures;
  }

  @Test
  void delaysAreRankedByTheNearestOne() {
    Delays delays = new Delays();
    for (int i = 200; i >= 1; i--) {
      delays.add(i);
    }
    assertThat(delays.percentile(0.5)).isEqualTo(100);
    assertThat(delays.percentile(0.99)).isEqualTo(198);
    assertThat(delays.max()).isEqualTo(200);
    delays.add(500);
    assertThat(delays.max()).isEqualTo(500);
    assertThatThrownBy(() -> new Delays().max()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aChangeIsInTheFirstDocumentThatCountsIt() {
    CountedIn figure = new CountedIn("figure", 5, 3);
    figure.take(5, 1_000);
    figure.take(7, 2_000);
    figure.take(7, 2_500);
    assertThatThrownBy(() -> figure.since(new long[] {900, 1_100, 1_200}))
        .hasMessage("figure: of 3 changes, 3 of them on the events' topic, 2 were counted");
    figure.take(8, 3_000);

    Delays delays = figure.since(new long[] {900, 1_100, 1_200});
    assertThat(delays.count()).isEqualTo(3);
    assertThat(delays.percentile(1.0 / 3)).isEqualTo(900);
    assertThat(delays.percentile(0.5)).isEqualTo(1_100);
    assertThat(delays.max()).isEqualTo(1_800);
    assertThatThrownBy(() -> figure.take(9, 4_000))
        .hasMessage("figure counts 9, more than there were");
  }

  @Test
  void checkpointsCountThatWereUnderWayMeanwhile() {
    Checkpoints all =
        new Checkpoints(
            List.of(
                new Checkpoint(0, 999, CheckpointStatsStatus.COMPLETED, 9_000_000),
                new Checkpoint(500, 2_500, CheckpointStatsStatus.COMPLETED, 2_000_000),
                new Checkpoint(1_500, 1_600, CheckpointStatsStatus.FAILED, 0),
                new Checkpoint(3_001, 9_000, CheckpointStatsStatus.IN_PROGRESS, 0)));
    Figures figures = new Figures();
    all.between(1_000, 3_000).into(figures);

    assertThat(figures.get("checkpoints meanwhile")).isEqualTo(2);
    assertThat(figures.get("of them failed")).isEqualTo(1);
    assertThat(figures.get("the longest, s")).isEqualTo(2);
    assertThat(figures.get("the largest, MB")).isEqualTo(2);
  }

  @Test
  void fieldsAreThoseOfTheOutermostLevel() {
    byte[] body =
        "{\"a\":{\"b\":\"inner\"},\"c\":[1,{\"b\":2}],\"n\":null,\"b\":\"outer\",\"v\":2}"
            .getBytes(UTF_8);

    assertThat(DocumentFields.of(body, Set.of("b", "v"))).isEqualTo(Map.of("b", "outer", "v", "2"));
    assertThat(DocumentFields.of(body, Set.of("missing"))).isEmpty();
  }
}
