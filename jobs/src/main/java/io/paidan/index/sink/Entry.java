package io.paidan.index.sink;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.index.IndexRecord;

/** One place in the sink: the newest known change of one document, and when to send it. */
final class Entry {
  /** About what an entry costs on the heap, and its action line in a request, beside its bytes. */
  private static final int OVERHEAD = 200;

  /** Which document; null for a record that is none. */
  record Key(Alias alias, String id) {
    static Key of(Document d) {
      return new Key(d.alias(), d.id());
    }
  }

  final Key key;
  private IndexRecord record;

  /** How often Elasticsearch has put it off. */
  int attempts;

  /** Since when it waits for a request, in milliseconds of processing time. */
  long readySince;

  /** When it may be sent again, in milliseconds of processing time. */
  long retryAt;

  /** When the oldest change was made that it stands for: its revision, or when it was read. */
  long since;

  /** Its neighbours and whether it is there, as {@link HeldEntries} says. */
  Entry before;

  Entry after;
  boolean held;

  /**
   * Makes an entry.
   *
   * @param key of the record's document; null for a record that is none
   */
  Entry(Key key, IndexRecord record) {
    this.key = key;
    this.record = record;
    this.since = key == null ? record.origin().readAt() : record.document().revision();
  }

  IndexRecord record() {
    return record;
  }

  Document document() {
    return record.document();
  }

  void replace(IndexRecord newer) {
    record = newer;
  }

  int bytes() {
    return bytes(record);
  }

  static int bytes(IndexRecord r) {
    byte[] payload = r.document() == null ? r.deadLetter().value() : r.document().body();
    return OVERHEAD + (payload == null ? 0 : payload.length);
  }

  /**
   * Whether {@code a} goes before {@code b} in the order that Elasticsearch keeps too: by revision;
   * of one revision the deletion is last (upserts go out as {@code external}, deletions as {@code
   * external_gte}).
   */
  static boolean older(Document a, Document b) {
    return a.revision() != b.revision()
        ? a.revision() < b.revision()
        : !a.isDeletion() && b.isDeletion();
  }
}
