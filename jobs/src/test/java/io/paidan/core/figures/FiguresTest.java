package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static byte[] bytes(int... octets) {
    PackedWriter out = new PackedWriter(new byte[16]);
    Arrays.stream(octets).forEach(out::octet);
    return out.bytes();
  }

  @Test
  void whatIsAddedAndTakenAwayIsZero() {
    Figures figures = new Figures();
    assertThat(figures.isZero()).isTrue();
    figures.add(SampleCells.assignments(2, 1, 90));
    figures.add(SampleCells.tickets(1, 0));
    assertThat(figures.isZero()).isFalse();
    figures.add(SampleCells.tickets(-1, 0));
    assertThat(figures.isZero()).isFalse();
    figures.add(SampleCells.assignments(-2, -1, 90));
    assertThat(figures.isZero()).isTrue();
    assertThat(figures.pack()).isEqualTo(new Figures().pack());
  }

  /** Which kind came first does not show: the same counts are the same bytes. */
  @Test
  void anyOrderGivesTheSameBytes() {
    List<Cell> cells =
        Arrays.asList(
            SampleCells.tickets(3, 1),
            SampleCells.led(2, 2),
            SampleCells.assignments(4, 2, 71.5),
            SampleCells.assignments(-1, -1, 71.5),
            SampleCells.tickets(-2, 0));
    Figures sum = new Figures();
    cells.forEach(sum::add);
    for (int turn = 0; turn < cells.size(); turn++) {
      Collections.rotate(cells, 1);
      Figures other = new Figures();
      cells.forEach(cell -> other.add(new Figures().add(cell)));
      assertThat(other.pack()).isEqualTo(sum.pack());
    }
  }

  @Test
  void nothingIsReadAsNothing() {
    assertThat(Figures.unpack(null).isZero()).isTrue();
    assertThat(Causes.unpack(null).count()).isZero();
    assertThat(Causes.unpack(null).list()).isEmpty();
  }

  @Test
  void figuresDoNotShareCells() {
    Cell cell = SampleCells.tickets(1, 0);
    Figures figures = new Figures().add(cell);
    figures.add(SampleCells.tickets(1, 0));
    assertThat(cell.count(TicketFigure.DISPATCHED)).isEqualTo(1);
    assertThat(figures.cell(CellKind.TICKETS).count(TicketFigure.DISPATCHED)).isEqualTo(2);
  }

  @Test
  void kindsAreNotMixed() {
    assertThatThrownBy(() -> SampleCells.tickets(1, 0).add(SampleCells.led(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LED")
        .hasMessageContaining("TICKETS");
  }

  /** A build that knew fewer figures wrote fewer; those it did not know are zero. */
  @Test
  void cellsOfFewerCountsAreRead() {
    Cell cell = Cell.unpack(new PackedReader(bytes(1, 2, 10, 4, 0)));
    assertThat(cell.count(TicketFigure.DISPATCHED)).isEqualTo(5);
    assertThat(cell.count(TicketFigure.CANCELLED)).isEqualTo(2);
    assertThat(cell.count(TicketFigure.SOLVED)).isZero();
  }

  @Test
  void whatANewerBuildWroteIsTurnedAway() {
    assertThatThrownBy(() -> Figures.unpack(bytes(2, 0)))
        .hasMessage(
            "packed figures have format 2; this build reads format 1: run the build that wrote"
                + " them, or a newer one");
    assertThatThrownBy(() -> Causes.unpack(bytes(9, 0, 0)))
        .hasMessageContaining("packed causes have format 9");
    assertThatThrownBy(() -> Cell.unpack(new PackedReader(bytes(3, 3, 0, 0, 0, 0))))
        .hasMessageContaining("packed figures of LED have 3 counts")
        .hasMessageContaining("run the build that wrote them, or a newer one");
    assertThatThrownBy(() -> Cell.unpack(new PackedReader(bytes(3, 2, 0, 0, 1, 0))))
        .hasMessageContaining("packed figures of LED have 1 histograms");
    assertThatThrownBy(() -> Figures.unpack(bytes(1, 1, 77, 0, 0)))
        .hasMessageContaining("No kind of figures has the code 77");
    assertThatThrownBy(() -> Figures.unpack(bytes(1, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allCausesAreCountedAndTheFirstAreKept() {
    Causes causes = new Causes();
    for (int i = 0; i < 150; i++) {
      causes.add(List.of(Cause.time("T-" + i, i)));
    }
    Causes more = new Causes();
    for (int i = 0; i < 300; i++) {
      more.add(List.of(Cause.time("U-" + i, i)));
    }
    assertThat(more.list()).hasSize(Cause.MOST);
    assertThat(more.count()).isEqualTo(300);
    causes.add(more);
    assertThat(causes.count()).isEqualTo(450);
    assertThat(causes.list()).hasSize(Cause.MOST);
    assertThat(causes.list().get(149)).isEqualTo(Cause.time("T-149", 149));
    assertThat(causes.list().get(150)).isEqualTo(Cause.time("U-0", 0));
    Causes read = Causes.unpack(causes.pack());
    assertThat(read.count()).isEqualTo(450);
    assertThat(read.list()).isEqualTo(causes.list());
    assertThat(Causes.unpack(read.add(new Causes()).pack()).count()).isEqualTo(450);
  }
}
