package io.paidan.core.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private Causes areaCauses;
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

    /**
     * Those among {@link #causes} that no other cell of the same district and date tells: where
     * these are counted together, each is told once. Null where nobody asked for them.
     */
    public Causes areaCauses() {
      return areaCauses;
    }

    private void note(List<Cause> more, boolean first) {
      if (causes == null) {
        causes = new Causes();
        areaCauses = new Causes();
      }
      causes.add(more);
      if (first) {
        areaCauses.add(more);
      }
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
    for (int i = 0; i < touched.size(); i++) {
      Entry entry = touched.get(i);
      if (entry.key.day() <= lastPublished) {
        if (list == null) {
          list = causes.get();
        }
        entry.note(list, isFirstOfItsPlace(i));
      }
    }
  }

  private boolean isFirstOfItsPlace(int place) {
    CellKey key = touched.get(place).key;
    for (int i = 0; i < place; i++) {
      CellKey other = touched.get(i).key;
      if (other.day() == key.day() && Objects.equals(other.district(), key.district())) {
        return false;
      }
    }
    return true;
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
