package io.paidan.index.sink;

import java.util.function.Consumer;

/**
 * Entries in the order in which they came, each linked to its neighbours: adding and removing one
 * costs no memory. Not safe for threads, but for {@link #size} and {@link #oldest}, which are about
 * right.
 */
final class HeldEntries {
  private Entry first;
  private Entry last;
  private int size;

  void add(Entry entry) {
    entry.before = last;
    if (last == null) {
      first = entry;
    } else {
      last.after = entry;
    }
    last = entry;
    entry.held = true;
    size++;
  }

  /** Removes it; false: it is not here. */
  boolean remove(Entry entry) {
    if (!entry.held) {
      return false;
    }
    if (entry.before == null) {
      first = entry.after;
    } else {
      entry.before.after = entry.after;
    }
    if (entry.after == null) {
      last = entry.before;
    } else {
      entry.after.before = entry.before;
    }
    entry.before = null;
    entry.after = null;
    entry.held = false;
    size--;
    return true;
  }

  /** An entry that is here takes the place of another one, which is here no longer. */
  void replace(Entry gone, Entry by) {
    remove(by);
    by.before = gone.before;
    by.after = gone;
    if (gone.before == null) {
      first = by;
    } else {
      gone.before.after = by;
    }
    gone.before = by;
    by.held = true;
    size++;
    remove(gone);
  }

  void forEach(Consumer<Entry> action) {
    for (Entry entry = first; entry != null; entry = entry.after) {
      action.accept(entry);
    }
  }

  /** Null: there is none. */
  Entry oldest() {
    return first;
  }

  int size() {
    return size;
  }
}
