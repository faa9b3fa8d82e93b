package io.paidan.core.figures;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Differences of cells that are gathered: what many changes come to is passed on as one. Not
 * thread-safe.
 */
public final class FigureBook {
  /**
   * In the order in which they were touched first, so that the same input gives the same output.
   */
  private final Map<CellKey, Cell> cells = new LinkedHashMap<>();

  /** The cell of that key, to be added to. */
  Cell cell(CellKey key) {
    Cell cell = cells.get(key);
    if (cell == null) {
      cell = new Cell(key.kind());
      cells.put(key, cell);
    }
    return cell;
  }

  /** All cells that were touched; some may have come to zero. */
  public Map<CellKey, Cell> cells() {
    return cells;
  }

  public boolean isEmpty() {
    return cells.isEmpty();
  }

  public void clear() {
    cells.clear();
  }
}
