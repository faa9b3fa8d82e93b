package io.paidan.core.ticket;

/** Hashes of what makes an event the same event. */
final class Identities {
  private Identities() {}

  /** 64 bits of source and id, the same in every run: stored in packed tickets. */
  static long hash(String source, String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < source.length(); i++) {
      hash = (hash ^ source.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ 0x1f) * 0x100000001b3L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
