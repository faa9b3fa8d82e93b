package io.paidan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import io.paidan.flink.JobEnvironment.Backend;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real records of New York's 311, imported, recomputed and replayed into the jobs, against what
 * their own columns say.
 */
@ExtendWith(PipelineExtension.class)
class Nyc311Test {
  private static final long NEW_YEAR_2019 = Instant.parse("2019-01-01T00:00:00Z").toEpochMilli();

  /** After the last of them. */
  private static final long NEW_YEAR_2020 = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MM/dd/yyyy hh:mm:ss a", Locale.US);

  /** One row: instants in ms, null where the column is empty. */
  private record Row(long created, Long due, Long closed) {
    /** What became of its limit by then; null without one. */
    String status(long asOf) {
      if (due == null || created > asOf) {
        return null;
      }
      if (closed != null && closed <= asOf) {
        return closed <= due ? "MET" : "MISSED";
      }
      return due <= asOf ? "BREACHED" : "RUNNING";
    }
  }

  @TempDir private Path folder;

  private Path csv;
  private List<Row> rows;

  @BeforeEach
  void read() throws Exception {
    csv = SharedFiles.require("data/nyc311/nyc311_2018_1000.csv");
    rows = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(csv, java.nio.charset.StandardCharsets.UTF_8, format)) {
      for (CSVRecord row : parser) {
        rows.add(
            new Row(
                instant(row.get("Created Date")),
                instant(row.get("Due Date")),
                instant(row.get("Closed Date"))));
      }
    }
  }

  private static Long instant(String text) {
    return text.isBlank()
        ? null
        : LocalDateTime.parse(text, DATE).atZone(NEW_YORK).toInstant().toEpochMilli();
  }

  /** How many rows are so. */
  private long count(Predicate<Row> wanted) {
    return rows.stream().filter(wanted).count();
  }

  @Test
  void bothWaysAgreeWithTheColumns(Pipeline pipeline) throws Exception {
    assertThat(rows).hasSize(1_000);
    assertThat(count(row -> row.due() != null)).isEqualTo(486);
    assertThat(count(row -> row.closed() != null && row.closed() < row.created())).isEqualTo(10);

    Path events = folder.resolve("nyc.ndjson");
    System.out.print(
        Command.run("import", "csv", "--mapping", "nyc311", "--in", csv, "--out", events));
    List<byte[]> marks = History.marks("nyc");
    Path all = History.read(events).and(marks).write(folder.resolve("all.ndjson"));
    Facts expected = recompute(all, NEW_YEAR_2019);
    // A row is three events when it is created, and two more when it is closed.
    assertThat(expected.of(Alias.EVENTS))
        .hasSize(
            (int)
                (3 * count(row -> row.created() <= NEW_YEAR_2019)
                    + 2 * count(row -> row.closed() != null && row.closed() <= NEW_YEAR_2019)));
    assertThat(expected.of(Alias.TICKETS))
        .hasSize(
            (int)
                count(
                    row ->
                        row.created() <= NEW_YEAR_2019
                            || (row.closed() != null && row.closed() <= NEW_YEAR_2019)));
    assertThat(resolveClocks(expected)).isEqualTo(statuses(NEW_YEAR_2019));

    pipeline.fresh(NEW_YEAR_2019 + 1);
    pipeline.startJobs(Backend.HEAP);
    History history = History.read(events);
    Path then = history.until(NEW_YEAR_2019).write(folder.resolve("then.ndjson"));
    System.out.print(
        Command.run(
            "replay", "--events", then, "--bootstrap-servers", pipeline.bootstrapServers()));
    pipeline.mark(marks);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitFacts(expected, view);
      tell("2019-01-01", view.facts());
      assertThat(resolveClocks(view.facts())).isEqualTo(statuses(NEW_YEAR_2019));

      // The rest of the file: all that was ever closed is closed.
      Facts end = recompute(all, NEW_YEAR_2020);
      HandClock.set(NEW_YEAR_2020 + 1);
      pipeline.replay(history.write(folder.resolve("all-of-it.ndjson")));
      pipeline.awaitFacts(end, view);
      tell("2020-01-01", view.facts());
      assertThat(resolveClocks(view.facts()))
          .isEqualTo(Map.of("MET", 427L, "MISSED", 52L, "BREACHED", 7L));
      assertThat(view.facts().of(Alias.TICKETS)).hasSize(1_000);
    }
  }

  private Facts recompute(Path events, long asOf) throws Exception {
    Path out = folder.resolve("recomputed");
    System.out.print(
        Command.run(
            "recompute", "--events", events, "--as-of", Instant.ofEpochMilli(asOf), "--out", out));
    return Recomputed.read(out);
  }

  /** How many rows with a due date have each status. */
  private Map<String, Long> statuses(long asOf) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : rows) {
      String status = row.status(asOf);
      if (status != null) {
        counts.merge(status, 1L, Long::sum);
      }
    }
    return counts;
  }

  private static Map<String, Long> resolveClocks(Facts facts) {
    Map<String, Long> counts = new TreeMap<>();
    for (Map<String, String> clock : facts.of(Alias.CLOCKS).values()) {
      if (clock.get("clock").equals("\"RESOLVE\"") && clock.get("limit").equals("\"due\"")) {
        counts.merge(clock.get("status").replace("\"", ""), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static void tell(String asOf, Facts facts) {
    System.out.printf(
        Locale.ROOT,
        "Nyc311Test: as of %s through Kafka: %d events, %d tickets, RESOLVE clocks %s%n",
        asOf,
        facts.of(Alias.EVENTS).size(),
        facts.of(Alias.TICKETS).size(),
        resolveClocks(facts));
  }
}
