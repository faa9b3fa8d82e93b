package io.paidan.core.figures;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;

/** All that is counted of one scope in one period. Mutable, not thread-safe. */
public final class Figures {
  private static final int FORMAT = 1;
  private static final int BUFFER_BYTES = 256;

  private final Cell[] cells = new Cell[CellKind.values().length];

  /** The cell of a kind; an empty one, which is not kept, where nothing was counted. */
  Cell cell(CellKind kind) {
    for (Cell cell : cells) {
      if (cell != null && cell.kind() == kind) {
        return cell;
      }
    }
    return new Cell(kind);
  }

  /** Adds what a cell counts. */
  public Figures add(Cell cell) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] == null) {
        cells[i] = new Cell(cell.kind());
      }
      if (cells[i].kind() == cell.kind()) {
        cells[i].add(cell);
        return this;
      }
    }
    throw new IllegalStateException("more kinds of cells than there are");
  }

  /** Adds all that other figures count. */
  public Figures add(Figures other) {
    for (Cell cell : other.cells) {
      if (cell != null) {
        add(cell);
      }
    }
    return this;
  }

  /** Whether nothing is counted any more. */
  public boolean isZero() {
    for (Cell cell : cells) {
      if (cell != null && !cell.isZero()) {
        return false;
      }
    }
    return true;
  }

  /** The figures in few bytes, with the number of their format. */
  public byte[] pack() {
    PackedWriter out = new PackedWriter(new byte[BUFFER_BYTES]);
    out.octet(FORMAT);
    int count = 0;
    for (Cell cell : cells) {
      count += cell == null || cell.isZero() ? 0 : 1;
    }
    out.octet(count);
    for (Cell cell : cells) {
      if (cell != null && !cell.isZero()) {
        cell.pack(out);
      }
    }
    return out.bytes();
  }

  /**
   * The figures that {@link #pack()} packed.
   *
   * @param bytes null: nothing was counted
   * @throws IllegalArgumentException when the bytes are no packed figures, or a newer build's
   */
  public static Figures unpack(byte[] bytes) {
    Figures figures = new Figures();
    if (bytes == null) {
      return figures;
    }
    PackedReader in = new PackedReader(bytes);
    int format = in.octet();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "packed figures have format "
              + format
              + "; this build reads format "
              + FORMAT
              + ": run the build that wrote them, or a newer one");
    }
    for (int left = in.octet(); left > 0; left--) {
      figures.add(Cell.unpack(in));
    }
    in.end();
    return figures;
  }
}
