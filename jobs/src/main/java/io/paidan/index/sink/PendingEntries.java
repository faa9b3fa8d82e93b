package io.paidan.index.sink;

import io.paidan.index.IndexRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * All that the sink holds: entries that wait (for a request to fill up, or for their own time to be
 * tried again) and entries that are taken (in a request, or on their way to the dead letters). Of
 * one document at most one entry waits, the newest. Not safe for threads: the mailbox's only; but
 * the figures for {@link IndexMetrics} may be read by others, and are about right.
 */
final class PendingEntries {
  private final IndexLimits limits;

  private final Map<Entry.Key, Entry> waiting = new HashMap<>();
  private final ArrayDeque<Entry> ready = new ArrayDeque<>();
  private final PriorityQueue<Entry> delayed =
      new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.retryAt));
  private final HeldEntries held = new HeldEntries();
  private final Freshness freshness;

  private long readyBytes;
  private long heldBytes;
  private int batchBytes;

  PendingEntries(IndexLimits limits, Freshness freshness) {
    this.limits = limits;
    this.freshness = freshness;
    this.batchBytes = limits.batchBytes();
  }

  /** Whether a record can be added within the limits; one that finds its document waiting can. */
  boolean hasRoomFor(IndexRecord r) {
    return heldCount() == 0
        || (heldCount() < limits.heldCount() && heldBytes + Entry.bytes(r) <= limits.heldBytes())
        || (r.document() != null && waiting.containsKey(Entry.Key.of(r.document())));
  }

  /**
   * Adds a document.
   *
   * @return false when it took the place of an older change of the document, or is itself older
   *     than what waits: one of the two will never be sent
   */
  boolean add(IndexRecord r, long now) {
    Entry.Key key = Entry.Key.of(r.document());
    Entry there = waiting.get(key);
    if (there != null) {
      replaceIfNewer(there, r);
      return false;
    }
    Entry entry = hold(key, r);
    makeReady(entry, now);
    waiting.put(key, entry);
    return true;
  }

  /** Holds a record that is not to be sent, until {@link #forget}. */
  Entry hold(IndexRecord r) {
    return hold(r.document() == null ? null : Entry.Key.of(r.document()), r);
  }

  private Entry hold(Entry.Key key, IndexRecord r) {
    Entry entry = new Entry(key, r);
    heldBytes += entry.bytes();
    held.add(entry);
    freshness.held(entry.since);
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
      batch.add(entry);
      bytes += next;
    }
    readyBytes -= bytes;
    return batch;
  }

  /** A taken entry is dealt with. */
  void forget(Entry entry) {
    if (held.remove(entry)) {
      heldBytes -= entry.bytes();
      if (held.size() == 0) {
        freshness.caughtUp();
      }
    }
  }

  /**
   * A taken entry waits for another try, unless a newer change of its document has come meanwhile.
   *
   * @return whether it will be sent again
   */
  boolean putOff(Entry entry, long retryAt) {
    Entry there = waiting.get(entry.key);
    if (there != null) {
      // The document lacks a change for as long as the older of the two has been held.
      held.replace(entry, there);
      there.since = Math.min(there.since, entry.since);
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
    held.forEach(e -> all.add(e.record()));
    return all;
  }

  int heldCount() {
    return held.size();
  }

  int waitingCount() {
    return waiting.size();
  }

  long heldBytes() {
    return heldBytes;
  }

  /** How old, in milliseconds, the oldest change is that is not dealt with; 0: there is none. */
  long oldestAge(long now) {
    Entry oldest = held.oldest();
    return oldest == null ? 0 : Math.max(0, now - oldest.since);
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
