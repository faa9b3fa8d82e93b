package io.paidan.core.figures;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;

/**
 * Counts that are added and taken away again: the figures of one place, or the difference between
 * two states of them. Whole numbers only, so that any order of additions gives the same. Mutable,
 * not thread-safe.
 */
public final class Cell {
  /** Counts of {@link CellKind#LED}. */
  static final int RATED = 0;

  static final int SATISFIED = 1;

  /** Histograms of {@link CellKind#ASSIGNMENTS}. */
  static final int ACCEPT_MS = 0;

  static final int ARRIVE_MS = 1;
  static final int RESOLVE_MS = 2;

  private final CellKind kind;
  private final long[] counts;
  private final DurationHistogram[] histograms;

  /** A cell in which nothing was counted. */
  public Cell(CellKind kind) {
    this.kind = kind;
    this.counts = new long[kind.counts];
    this.histograms = new DurationHistogram[kind.histograms];
  }

  public CellKind kind() {
    return kind;
  }

  long count(int place) {
    return counts[place];
  }

  long count(TicketFigure figure) {
    return counts[figure.place()];
  }

  long count(AssignmentFigure figure) {
    return counts[figure.place()];
  }

  /** Never null; not to be changed. */
  DurationHistogram histogram(int place) {
    DurationHistogram histogram = histograms[place];
    return histogram == null ? new DurationHistogram() : histogram;
  }

  void add(int place, long times) {
    counts[place] += times;
  }

  /** Adds one, that often, for every bit. */
  void addAll(int bits, int times) {
    for (int left = bits; left != 0; left &= left - 1) {
      counts[Integer.numberOfTrailingZeros(left)] += times;
    }
  }

  void addDuration(int place, long ms, int times) {
    own(place).add(ms, times);
  }

  private DurationHistogram own(int place) {
    if (histograms[place] == null) {
      histograms[place] = new DurationHistogram();
    }
    return histograms[place];
  }

  /** Adds all of another cell of the same kind. */
  public void add(Cell other) {
    if (other.kind != kind) {
      throw new IllegalArgumentException(other.kind + " added to " + kind);
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    for (int i = 0; i < histograms.length; i++) {
      if (other.histograms[i] != null) {
        own(i).add(other.histograms[i]);
      }
    }
  }

  /** Whether nothing is counted: of a difference, that nothing changed. */
  public boolean isZero() {
    for (long count : counts) {
      if (count != 0) {
        return false;
      }
    }
    for (DurationHistogram histogram : histograms) {
      if (histogram != null && !histogram.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Writes the cell; the kind is first. */
  public void pack(PackedWriter out) {
    out.octet(kind.code());
    out.varint(counts.length);
    for (long count : counts) {
      out.signed(count);
    }
    out.varint(histograms.length);
    for (int i = 0; i < histograms.length; i++) {
      histogram(i).pack(out);
    }
  }

  /**
   * Reads a cell. One that an older build wrote has fewer counts: those it did not know are zero.
   *
   * @throws IllegalArgumentException when the bytes are none, or a newer build's
   */
  public static Cell unpack(PackedReader in) {
    Cell cell = new Cell(CellKind.ofCode(in.octet()));
    int counts = in.count();
    if (counts > cell.counts.length) {
      throw newer(counts + " counts", cell);
    }
    for (int i = 0; i < counts; i++) {
      cell.counts[i] = in.signed();
    }
    int histograms = in.count();
    if (histograms > cell.histograms.length) {
      throw newer(histograms + " histograms", cell);
    }
    for (int i = 0; i < histograms; i++) {
      DurationHistogram histogram = DurationHistogram.unpack(in);
      cell.histograms[i] = histogram.isEmpty() ? null : histogram;
    }
    return cell;
  }

  private static IllegalArgumentException newer(String what, Cell cell) {
    return new IllegalArgumentException(
        "packed figures of "
            + cell.kind
            + " have "
            + what
            + ", more than this build knows: run the build that wrote them, or a newer one");
  }
}
