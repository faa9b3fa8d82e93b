package io.paidan.index.sink;

import io.paidan.index.IndexRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * All that the sink holds: entries that wait (for a request to fill up, or for their own time to be
 * tried again) and entries that are taken (in a request, or on their way to the dead letters). Of
 * one document at most one entry waits, the newest. Not safe for threads: the mailbox's only.
 */
final class PendingEntries {
  private final IndexLimits limits;

  private final Map<Entry.Key, Entry> waiting = new HashMap<>();
  private final ArrayDeque<Entry> ready = new ArrayDeque<>();
  private final PriorityQueue<Entry> delayed =
      new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.retryAt));
  private final Set<Entry> taken = new LinkedHashSet<>();

  private long readyBytes;
  private long heldBytes;
  private int batchBytes;

  PendingEntries(IndexLimits limits) {
    this.limits = limits;
    this.batchBytes = limits.batchBytes();
  }

  /** Whether a record can be added within the limits; one that finds its document waiting can. */
  boolean hasRoomFor(IndexRecord r) {
    return heldCount() == 0
        || (r.document() != null && waiting.containsKey(Entry.Key.of(r.document())))
        || (heldCount() < limits.heldCount() && heldBytes + Entry.bytes(r) <= limits.heldBytes());
  }

  /**
   * Adds a document.
   *
   * @return false when it took the place of an older change of the document, or is itself older
   *     than what waits: one of the two will never be sent
   */
  boolean add(IndexRecord r, long now) {
    Entry there = waiting.get(Entry.Key.of(r.document()));
    if (there != null) {
      replaceIfNewer(there, r);
      return false;
    }
    Entry entry = new Entry(r);
    heldBytes += entry.bytes();
    makeReady(entry, now);
    waiting.put(entry.key, entry);
    return true;
  }

  /** Holds a record that is not to be sent, until {@link #forget}. */
  Entry hold(IndexRecord r) {
    Entry entry = new Entry(r);
    heldBytes += entry.bytes();
    taken.add(entry);
    return entry;
  }

  /**
   * The entries of the next request, now taken; empty when none is due: too few, too small and too
   * young.
   *
   * @param all whether to take what there is in any case
   */
  List<Entry> take(long now, boolean all) {
    wake(now);
    if (ready.isEmpty()
        || !(all
            || ready.size() >= limits.batchCount()
            || readyBytes >= batchBytes
            || now - ready.peek().readySince >= limits.batchAge().toMillis())) {
      return List.of();
    }
    List<Entry> batch = new ArrayList<>(Math.min(ready.size(), limits.batchCount()));
    long bytes = 0;
    while (!ready.isEmpty() && batch.size() < limits.batchCount()) {
      int next = ready.peek().bytes();
      if (!batch.isEmpty() && bytes + next > batchBytes) {
        break;
      }
      Entry entry = ready.poll();
      waiting.remove(entry.key);
      taken.add(entry);
      batch.add(entry);
      bytes += next;
    }
    readyBytes -= bytes;
    return batch;
  }

  /** A taken entry is dealt with. */
  void forget(Entry entry) {
    if (taken.remove(entry)) {
      heldBytes -= entry.bytes();
    }
  }

  /**
   * A taken entry waits for another try, unless a newer change of its document has come meanwhile.
   *
   * @return whether it will be sent again
   */
  boolean putOff(Entry entry, long retryAt) {
    taken.remove(entry);
    Entry there = waiting.get(entry.key);
    if (there != null) {
      heldBytes -= entry.bytes();
      replaceIfNewer(there, entry.record());
      return false;
    }
    entry.retryAt = retryAt;
    waiting.put(entry.key, entry);
    delayed.add(entry);
    return true;
  }

  /** Requests of so many bytes are too large for somebody: none that large any more. */
  void requestsUnder(long bytes) {
    batchBytes = (int) Math.max(1, Math.min(batchBytes, bytes / 2));
  }

  /** When {@link #take} may have something next; {@link Long#MAX_VALUE}: nothing waits. */
  long nextDue() {
    long next = ready.isEmpty() ? Long.MAX_VALUE : ready.peek().readySince + age();
    return delayed.isEmpty() ? next : Math.min(next, delayed.peek().retryAt);
  }

  /** Everything that is not dealt with: what a checkpoint must hold. */
  List<IndexRecord> all() {
    List<IndexRecord> all = new ArrayList<>(heldCount());
    taken.forEach(e -> all.add(e.record()));
    waiting.values().forEach(e -> all.add(e.record()));
    return all;
  }

  int heldCount() {
    return waiting.size() + taken.size();
  }

  int waitingCount() {
    return waiting.size();
  }

  long heldBytes() {
    return heldBytes;
  }

  private long age() {
    return limits.batchAge().toMillis();
  }

  private void wake(long now) {
    while (!delayed.isEmpty() && delayed.peek().retryAt <= now) {
      makeReady(delayed.poll(), now);
    }
  }

  private void makeReady(Entry entry, long now) {
    entry.readySince = now;
    entry.retryAt = Long.MIN_VALUE;
    ready.add(entry);
    readyBytes += entry.bytes();
  }

  /** Its place, its age and its time for another try stay as they are. */
  private void replaceIfNewer(Entry there, IndexRecord r) {
    if (!Entry.older(there.document(), r.document())) {
      return;
    }
    long growth = Entry.bytes(r) - (long) there.bytes();
    there.replace(r);
    heldBytes += growth;
    if (there.retryAt == Long.MIN_VALUE) {
      readyBytes += growth;
    }
  }
}
