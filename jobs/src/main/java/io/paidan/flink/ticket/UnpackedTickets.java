package io.paidan.flink.ticket;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * The tickets that were touched last, unpacked: the next event of a ticket mostly comes soon, and
 * unpacking it and reading its facts off anew was a fifth of the engine's work.
 *
 * <p>Only a shortcut. State holds the bytes and they alone count: an unpacked ticket is given out
 * only where the bytes in state are, one by one, those that it was packed into.
 */
final class UnpackedTickets {
  private final Map<String, Entry> latest;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Entry(byte[] packed, LiveTicket live) {}

  /**
   * @param most how many are remembered
   */
  UnpackedTickets(int most) {
    latest =
        new LinkedHashMap<>(most * 2, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > most;
          }
        };
  }

  /** The ticket that these bytes are. It may be changed, and must then be {@link #remember}ed. */
  LiveTicket unpack(String ticketId, byte[] packed, DataInputDeserializer in) {
    // Taken out: should what follows fail half-way, a ticket half changed must not be found again.
    Entry entry = latest.remove(ticketId);
    return entry != null && Arrays.equals(entry.packed, packed)
        ? entry.live
        : LiveTicket.unpack(packed, in);
  }

  /** Remembers a ticket as it was packed. */
  void remember(String ticketId, byte[] packed, LiveTicket live) {
    latest.put(ticketId, new Entry(packed, live));
  }
}
