package io.paidan.event;

import java.util.Arrays;

/**
 * Where the values of an object's known fields stand in its bytes. Of a field that is given twice
 * the last one stays, as a parser into a tree would have it.
 */
final class Slots {
  final Names names;
  final int[] start;
  final int[] end;
  final byte[] kind;

  /**
   * By each field, and last by none, the one that came next last time: sources keep their order.
   */
  final int[] next;

  Slots(Names names) {
    this.names = names;
    this.start = new int[names.size()];
    this.end = new int[names.size()];
    this.kind = new byte[names.size()];
    this.next = new int[names.size() + 1];
  }

  void clear() {
    Arrays.fill(kind, JsonScanner.ABSENT);
  }

  void set(int field, byte kind, int start, int end) {
    this.kind[field] = kind;
    this.start[field] = start;
    this.end[field] = end;
  }
}
