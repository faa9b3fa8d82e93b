package io.paidan.core.figures;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that is counted of one scope in one period. Mutable, not thread-safe. */
public final class Figures {
  private static final int FORMAT = 1;
  private static final int BUFFER_BYTES = 256;

  /** In the order of the kinds, whichever came first: the same figures are the same bytes. */
  private final Map<CellKind, Cell> cells = new EnumMap<>(CellKind.class);

  /** The cell of a kind; an empty one, which is not kept, where nothing was counted. */
  Cell cell(CellKind kind) {
    Cell cell = cells.get(kind);
    return cell == null ? new Cell(kind) : cell;
  }

  /** Adds what a cell counts. */
  public Figures add(Cell cell) {
    cells.computeIfAbsent(cell.kind(), Cell::new).add(cell);
    return this;
  }

  /** Adds all that other figures count. */
  public Figures add(Figures other) {
    other.cells.values().forEach(this::add);
    return this;
  }

  /** Whether nothing is counted any more. */
  public boolean isZero() {
    return cells.values().stream().allMatch(Cell::isZero);
  }

  /** The figures in few bytes, with the number of their format. */
  public byte[] pack() {
    PackedWriter out = new PackedWriter(new byte[BUFFER_BYTES]);
    List<Cell> counted = cells.values().stream().filter(cell -> !cell.isZero()).toList();
    out.octet(FORMAT);
    out.octet(counted.size());
    counted.forEach(cell -> cell.pack(out));
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
    int count = in.octet();
    for (int i = 0; i < count; i++) {
      Cell cell = Cell.unpack(in);
      figures.cells.put(cell.kind(), cell);
    }
    in.end();
    return figures;
  }
}
