package io.paidan.flink.figures;

import static io.paidan.core.figures.SampleCells.assignments;
import static io.paidan.core.figures.SampleCells.inDistrict;
import static io.paidan.core.figures.SampleCells.ledBy;
import static io.paidan.core.figures.SampleCells.of;
import static io.paidan.core.figures.SampleCells.tickets;
import static io.paidan.flink.figures.SampleControls.policy;
import static io.paidan.flink.figures.SampleControls.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.figures.Cause;
import io.paidan.core.figures.SampleCells;
import io.paidan.document.Alias;
import io.paidan.fixtures.Fixtures;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operators of figures go on from the snapshots that earlier builds took: from a checkpoint of
 * the heap on the heap, from a savepoint on both backends. What is done before a snapshot is part
 * of the fixtures and never to be changed; what comes after it may be.
 */
class FigureOperatorsFixturesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Fixtures DAILY = Fixtures.of("daily-figures");
  private static final Fixtures PERIODS = Fixtures.of("figures-of-periods");
  private static final String NAME = "working.";

  private static final long MINUTE = 60_000;
  private static final int DAY = (int) LocalDate.parse("2026-03-02").toEpochDay();
  private static final long END = Instant.parse("2026-03-02T16:00:00Z").toEpochMilli();
  private static final long PUBLISHED = END + 30 * MINUTE;

  /** A snapshot in a file, and the backend to restore it on. */
  record Snapshot(Path version, String kind, boolean rocksDb) {
    Path file() {
      return version.resolve(NAME + kind);
    }

    @Override
    public String toString() {
      return version.getFileName() + " " + kind + (rocksDb ? " on RocksDB" : " on the heap");
    }
  }

  private static Stream<Snapshot> snapshots(Fixtures fixtures) {
    return fixtures.versions().stream()
        .flatMap(
            version ->
                Stream.of(
                    new Snapshot(version, "checkpoint", false),
                    new Snapshot(version, "savepoint", false),
                    new Snapshot(version, "savepoint", true)));
  }

  static Stream<Snapshot> ofDays() {
    return snapshots(DAILY);
  }

  static Stream<Snapshot> ofPeriods() {
    return snapshots(PERIODS);
  }

  @BeforeAll
  static void writeIfTold() throws Exception {
    if (Fixtures.toBeWritten()) {
      try (RunningFigures<DayInput> daily = daily()) {
        write(daily, DAILY.create());
      }
      try (RunningFigures<FigureChange> periods = periods()) {
        write(periods, PERIODS.create());
      }
    }
  }

  private static void write(RunningFigures<?> running, Path version) throws Exception {
    running.snapshot(CheckpointType.CHECKPOINT, version.resolve(NAME + "checkpoint"));
    running.snapshot(
        SavepointType.savepoint(SavepointFormatType.CANONICAL),
        version.resolve(NAME + "savepoint"));
  }

  @BeforeEach
  void clock() {
    RunningFigures.wallClock = PUBLISHED;
  }

  private static void controls(RunningFigures<?> running) throws Exception {
    RunningFigures.wallClock = PUBLISHED;
    running.policy("p", policy(1, "2025-01-01T00:00:00Z", "PT30M", 0.5));
    running.reference(reference("changji", "d@c", "e@c"));
    running.controlsRead();
  }

  private static Cause cause(String ticket) {
    return Cause.time(ticket, END);
  }

  /**
   * One date that is published and has changed since, one that is not over, one that is late: of
   * each something is still to be published.
   */
  private static RunningFigures<DayInput> daily() throws Exception {
    RunningFigures<DayInput> running = RunningFigures.daily(false);
    controls(running);
    running.change(inDistrict("d", DAY), tickets(2, 1));
    running.change(of("x", "d", DAY), assignments(2, 1, 80));
    running.watermark(PUBLISHED);
    running.change(inDistrict("d", DAY), tickets(0, 1), cause("T-1"));
    running.change(inDistrict("e", DAY + 1), tickets(3, 0));
    running.change(inDistrict("e", DAY - 9), tickets(1, 0));
    running.settle();
    return running;
  }

  private static RunningFigures<FigureChange> periods() throws Exception {
    RunningFigures<FigureChange> running = RunningFigures.periods(false);
    controls(running);
    running.watermark(PUBLISHED);
    running.change(inDistrict("d", DAY), tickets(666, 346));
    running.change(of("x", "d", DAY), assignments(4, 1, 80));
    running.change(of("z", "e", DAY), assignments(4, 3, 90));
    running.change(ledBy("x", DAY), SampleCells.led(3, 2));
    running.settle();
    return running;
  }

  @ParameterizedTest
  @MethodSource("ofDays")
  void datesGoOn(Snapshot snapshot) throws Exception {
    try (RunningFigures<DayInput> before = daily();
        RunningFigures<DayInput> running =
            RunningFigures.restore(snapshot.rocksDb(), snapshot.file(), before)) {
      running.controlsRead();
      running.change(inDistrict("d", DAY), tickets(1, 0), cause("T-2"));
      running.watermark(PUBLISHED + 30 * MINUTE);
      JsonNode correction = report(running, "DISTRICT/d/2026-03-02/1");
      assertThat(correction.at("/district_figures/dispatched").asInt()).isEqualTo(3);
      assertThat(correction.at("/district_figures/resolved").asInt()).isEqualTo(2);
      assertThat(correction.get("causes"))
          .extracting(cause -> cause.get("ticket_id").asText())
          .containsExactly("T-1", "T-2");
      assertThat(correction.get("changes"))
          .extracting(change -> change.get("figure").asText() + " " + change.get("before"))
          .contains("district_figures.dispatched 2", "district_figures.resolved 1");
      assertThat(report(running, "DISTRICT/e/2026-02-21/0").get("causes")).isEmpty();
      assertThat(running.index(Alias.REPORTS)).doesNotContainKey("DEPARTMENT/x/2026-03-02/1");

      running.watermark(PUBLISHED + 24 * 60 * MINUTE);
      assertThat(
              report(running, "COUNTY/c/2026-03-03/0").at("/district_figures/dispatched").asInt())
          .isEqualTo(3);
      running.settle();
      assertThat(
              JSON.readTree(running.index(Alias.DISTRICT_DAILY).get("d/2026-03-02"))
                  .get("dispatched")
                  .asInt())
          .isEqualTo(3);
    }
  }

  private static JsonNode report(RunningFigures<?> running, String id) throws Exception {
    assertThat(running.index(Alias.REPORTS)).containsKey(id);
    return JSON.readTree(running.index(Alias.REPORTS).get(id));
  }

  @ParameterizedTest
  @MethodSource("ofPeriods")
  void periodsGoOn(Snapshot snapshot) throws Exception {
    try (RunningFigures<FigureChange> before = periods();
        RunningFigures<FigureChange> running =
            RunningFigures.restore(snapshot.rocksDb(), snapshot.file(), before)) {
      running.controlsRead();
      running.change(inDistrict("d", DAY + 40), tickets(4, 4));
      running.change(of("x", "d", DAY), assignments(6, 6, 99));
      running.settle();
      JsonNode year =
          JSON.readTree(running.index(Alias.AREA_FIGURES).get("PREFECTURE/changji/2026"));
      assertThat(year.get("dispatched").asInt()).isEqualTo(670);
      assertThat(year.get("resolved").asInt()).isEqualTo(350);
      assertThat(year.at("/department_figures/assigned").asInt()).isEqualTo(14);
      JsonNode mark = JSON.readTree(running.index(Alias.DEPARTMENT_SCORES).get("x/2026-Q1"));
      assertThat(mark.get("sample_size").asInt()).isEqualTo(10);
      assertThat(mark.get("satisfaction_sample").asInt()).isEqualTo(3);
      assertThat(mark.get("rank").asInt()).isEqualTo(1);
      assertThat(
              JSON.readTree(running.index(Alias.DEPARTMENT_SCORES).get("z/2026-Q1"))
                  .get("rank")
                  .asInt())
          .isEqualTo(2);
    }
  }
}
