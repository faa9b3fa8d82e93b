package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import io.paidan.fixtures.HexFixtures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures and causes as they are packed: every later build reads them. */
class FiguresFixturesTest {
  private static Cell full(CellKind kind) {
    Cell cell = new Cell(kind);
    for (int place = 0; place < kind.counts; place++) {
      cell.add(place, place % 2 == 0 ? place + 1 : -1000L * place);
    }
    for (int place = 0; place < kind.histograms; place++) {
      cell.addDuration(place, 100L * place, 3);
      cell.addDuration(place, 86_400_000, -2);
    }
    return cell;
  }

  private static byte[] packed(Cell cell) {
    PackedWriter out = new PackedWriter(new byte[16]);
    cell.pack(out);
    return out.bytes();
  }

  private static Figures figures() {
    return new Figures()
        .add(SampleCells.tickets(666, 346))
        .add(SampleCells.assignments(7, 3, 88.25))
        .add(SampleCells.led(2, 1));
  }

  private static Causes causes() {
    Causes causes = new Causes().add(SampleCells.causes());
    for (int i = 0; i < Cause.MOST; i++) {
      causes.add(List.of(Cause.time("T", i)));
    }
    return causes;
  }

  /** All that a cell says: its counts, and percentiles of its durations. */
  private static void areAlike(Cell read, Cell expected) {
    assertThat(read.kind()).isEqualTo(expected.kind());
    for (int place = 0; place < expected.kind().counts; place++) {
      assertThat(read.count(place))
          .as("%s %d", read.kind(), place)
          .isEqualTo(expected.count(place));
    }
    for (int place = 0; place < expected.kind().histograms; place++) {
      for (int percent : new int[] {1, 50, 90, 100}) {
        assertThat(read.histogram(place).percentile(percent))
            .isEqualTo(expected.histogram(place).percentile(percent));
      }
      assertThat(read.histogram(place).total()).isEqualTo(expected.histogram(place).total());
    }
  }

  @Test
  void everyVersionIsRead() throws Exception {
    Map<String, byte[]> present =
        Map.of(
            "cell-tickets",
            packed(full(CellKind.TICKETS)),
            "cell-assignments",
            packed(full(CellKind.ASSIGNMENTS)),
            "cell-led",
            packed(full(CellKind.LED)),
            "figures",
            figures().pack(),
            "figures-none",
            new Figures().pack(),
            "causes",
            new Causes().add(SampleCells.causes()).pack(),
            "causes-many",
            causes().pack(),
            "causes-none",
            new Causes().pack());

    for (Map<String, byte[]> version : HexFixtures.of("figures", present).versions()) {
      for (CellKind kind : CellKind.values()) {
        PackedReader in =
            new PackedReader(version.get("cell-" + kind.name().toLowerCase(Locale.ROOT)));
        areAlike(Cell.unpack(in), full(kind));
        in.end();
      }
      Figures figures = Figures.unpack(version.get("figures"));
      for (CellKind kind : CellKind.values()) {
        areAlike(figures.cell(kind), figures().cell(kind));
      }
      assertThat(Figures.unpack(version.get("figures-none")).isZero()).isTrue();

      Causes causes = Causes.unpack(version.get("causes"));
      assertThat(causes.list()).isEqualTo(SampleCells.causes());
      assertThat(causes.count()).isEqualTo(4);
      Causes many = Causes.unpack(version.get("causes-many"));
      assertThat(many.list()).isEqualTo(causes().list());
      assertThat(many.count()).isEqualTo(Cause.MOST + 4);
      assertThat(Causes.unpack(version.get("causes-none")).count()).isZero();
    }
  }
}
