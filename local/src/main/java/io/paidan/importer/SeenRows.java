package io.paidan.importer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows which records were there before: a few bytes for each. */
public final class SeenRows {
  /**
   * A record of the same name that came before.
   *
   * @param line where it stands
   * @param same whether it made the same events
   */
  public record Earlier(long line, boolean same) {}

  private record Seen(long line, long fingerprint) {}

  private final Map<String, Seen> seen = new HashMap<>();

  /** Remembers the record, unless one of the same name came before, which is returned; or null. */
  public Earlier add(String name, long line, List<MappedEvent> events) {
    long fingerprint = fingerprint(events);
    Seen first = seen.putIfAbsent(name, new Seen(line, fingerprint));
    return first == null ? null : new Earlier(first.line(), first.fingerprint() == fingerprint);
  }

  private static long fingerprint(List<MappedEvent> events) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (MappedEvent event : events) {
        digest.update(event.json());
        digest.update((byte) '\n');
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
