package io.paidan.core.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Differences of cells that are gathered, with what caused them: what many changes come to is
 * passed on as one. Not thread-safe.
 */
public final class FigureBook {
  /** What changed in one cell. */
  public static final class Entry {
    private final CellKey key;
    private final Cell cell;
    private Causes causes;
    private long change;

    private Entry(CellKey key) {
      this.key = key;
      this.cell = new Cell(key.kind());
    }

    public CellKey key() {
      return key;
    }

    /** The difference; zero where what was added was taken away again. */
    public Cell cell() {
      return cell;
    }

    /** Null where nobody asked for them. */
    public Causes causes() {
      return causes;
    }
  }

  /**
   * In the order in which they were touched first, so that the same input gives the same output.
   */
  private final Map<CellKey, Entry> entries = new LinkedHashMap<>();

  private final List<Entry> touched = new ArrayList<>();
  private long change;

  /** The cell of that key, to be added to. */
  Cell cell(CellKey key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = new Entry(key);
      entries.put(key, entry);
    }
    if (entry.change != change) {
      entry.change = change;
      touched.add(entry);
    }
    return entry.cell;
  }

  /** What is touched from now on is another change. */
  public void nextChange() {
    change++;
    touched.clear();
  }

  /**
   * Notes what caused the present change, in those of its cells whose figures are published: of the
   * others nobody asks.
   *
   * @param lastPublished the last local date that is published
   * @param causes asked for where there is such a cell
   */
  public void noteCauses(int lastPublished, Supplier<List<Cause>> causes) {
    List<Cause> list = null;
    for (Entry entry : touched) {
      if (entry.key.day() <= lastPublished) {
        if (list == null) {
          list = causes.get();
        }
        if (entry.causes == null) {
          entry.causes = new Causes();
        }
        entry.causes.add(list);
      }
    }
  }

  /** All cells that were touched; some may have come to zero. */
  public Iterable<Entry> entries() {
    return entries.values();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How many cells were touched. */
  public int size() {
    return entries.size();
  }

  public void clear() {
    entries.clear();
    touched.clear();
  }
}
