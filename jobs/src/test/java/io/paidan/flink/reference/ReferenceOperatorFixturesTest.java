package io.paidan.flink.reference;

import static io.paidan.core.reference.UsingTickets.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.reference.ReferenceKind;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.document.Alias;
import io.paidan.fixtures.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator goes on from the snapshots that earlier builds took: from a checkpoint of the heap
 * on the heap, from a savepoint on both backends. What is done before a snapshot is part of the
 * fixtures and never to be changed; what comes after it may be.
 */
class ReferenceOperatorFixturesTest {
  private static final Fixtures FIXTURES = Fixtures.of("reference-operator");

  private static final long T0 = 1_772_424_000_000L; // 2026-03-02T04:00:00Z

  /** Lists no counties, so that k is unknown. */
  private static final String NAMES = json(List.of("d@k", "e"), List.of("a", "known"));

  /** Without the district e and the department known, with the county k. */
  private static final String OTHER_NAMES = json(List.of("d@k"), List.of("a"), "k");

  /** A snapshot in a file, and the backend to restore it on. */
  record Snapshot(Path version, String kind, boolean rocksDb) {
    Path file(String name) {
      return version.resolve(name + "." + kind);
    }

    @Override
    public String toString() {
      return version.getFileName() + " " + kind + (rocksDb ? " on RocksDB" : " on the heap");
    }
  }

  static Stream<Snapshot> snapshots() {
    return FIXTURES.versions().stream()
        .flatMap(
            version ->
                Stream.of(
                    new Snapshot(version, "checkpoint", false),
                    new Snapshot(version, "savepoint", false),
                    new Snapshot(version, "savepoint", true)));
  }

  @BeforeAll
  static void writeIfTold() throws Exception {
    if (Fixtures.toBeWritten()) {
      Path version = FIXTURES.create();
      try (RunningReference working = working()) {
        write(working, version, "working");
      }
      try (RunningReference unread = unread()) {
        write(unread, version, "unread");
      }
    }
  }

  private static void write(RunningReference operator, Path version, String name) throws Exception {
    operator.snapshot(CheckpointType.CHECKPOINT, version.resolve(name + ".checkpoint"));
    operator.snapshot(
        SavepointType.savepoint(SavepointFormatType.CANONICAL),
        version.resolve(name + ".savepoint"));
  }

  private static ReferenceUse use(ReferenceKind kind, String id, String ticketId, long at) {
    String district = kind == ReferenceKind.COUNTY ? "d" : null;
    return new ReferenceUse(kind, id, district, ticketId, T0 + at, true);
  }

  private static ReferenceUse gone(ReferenceUse use) {
    return new ReferenceUse(use.kind(), use.id(), use.district(), use.ticketId(), 0, false);
  }

  /** Ids of every kind: used by several, known now but used when they were not. */
  private static RunningReference working() throws Exception {
    RunningReference.wallClock = T0;
    RunningReference operator = RunningReference.start(false);
    operator.reference(json(List.of("d@k"), List.of("a")));
    operator.controlsRead();
    operator.uses(
        List.of(
            use(ReferenceKind.DEPARTMENT, "x", "T-1", 1),
            use(ReferenceKind.DEPARTMENT, "x", "T-2", 2),
            use(ReferenceKind.DEPARTMENT, "known", "T-2", 2),
            use(ReferenceKind.DISTRICT, "y", "T-3", 3),
            use(ReferenceKind.COUNTY, "k", "T-2", 2)));
    operator.settle();
    operator.reference(NAMES);
    operator.settle();
    operator.takeWritten();
    assertThat(operator.index(Alias.REFERENCE_PROBLEMS).keySet())
        .containsExactly("county/k", "department/x", "district/y");
    assertThat(operator.index(Alias.CENTERS).keySet()).containsExactly("d", "e");
    return operator;
  }

  /** An operator that has not read all of the reference data. */
  private static RunningReference unread() throws Exception {
    RunningReference.wallClock = T0;
    RunningReference operator = RunningReference.start(false);
    operator.use(use(ReferenceKind.DEPARTMENT, "x", "T-1", 1));
    operator.reference(NAMES);
    return operator;
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void whatFollowsIsWrittenAndNothingElse(Snapshot snapshot) throws Exception {
    try (RunningReference before = working();
        RunningReference operator =
            RunningReference.restore(snapshot.rocksDb(), snapshot.file("working"), before)) {
      operator.controlsRead();
      operator.settle();
      assertThat(operator.takeWritten()).as("nothing has changed").isEmpty();

      operator.use(gone(use(ReferenceKind.DEPARTMENT, "x", "T-1", 1)));
      operator.use(gone(use(ReferenceKind.DISTRICT, "y", "T-3", 3)));
      operator.settle();
      assertThat(operator.takeWritten()).containsExactly("+department/x", "-district/y");
      assertThat(operator.index(Alias.REFERENCE_PROBLEMS).get("department/x"))
          .contains("\"ticket_id\":\"T-2\"", "\"@timestamp\":\"2026-03-02T04:00:00.002Z\"");

      operator.reference(OTHER_NAMES);
      operator.settle();
      assertThat(operator.takeWritten())
          .as("d has the name of its county now")
          .containsExactly("+d", "+department/known", "-county/k", "-e");
      assertThat(operator.index(Alias.REFERENCE_PROBLEMS).get("department/known"))
          .contains("\"ticket_id\":\"T-2\"");
    }
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void whatWasTakenDownBeforeAllWasReadIsWrittenThen(Snapshot snapshot) throws Exception {
    try (RunningReference before = unread();
        RunningReference operator =
            RunningReference.restore(snapshot.rocksDb(), snapshot.file("unread"), before)) {
      operator.settle();
      assertThat(operator.takeWritten()).isEmpty();
      operator.controlsRead();
      operator.settle();
      assertThat(operator.takeWritten()).containsExactly("+d", "+department/x", "+e");
    }
  }
}
