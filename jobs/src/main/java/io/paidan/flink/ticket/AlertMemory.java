package io.paidan.flink.ticket;

import io.paidan.Instants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a ticket remembers of its alerts: when each was found out, and how many breaches later
 * evidence undid. Unpacked when it is asked for, packed when it has changed; most events of a
 * ticket do neither.
 */
final class AlertMemory {
  private static final byte[] NOTHING = {};

  private final String ticketId;

  /** Null when what is unpacked has changed since. */
  private byte[] packed;

  /** Alerts that were given and not withdrawn: what follows the ticket's id in theirs → when. */
  private Map<String, Long> firedAt;

  /** What follows the ticket's id in a clock's → breaches undone; those without one not in it. */
  private Map<String, Integer> withdrawnBreaches;

  AlertMemory(String ticketId) {
    this(ticketId, NOTHING);
  }

  AlertMemory(String ticketId, byte[] packed) {
    this.ticketId = ticketId;
    this.packed = packed;
  }

  /** When the alert was found out, wall clock, ms: now, if it was not before. */
  long firedAt(String alertId, long now) {
    unpack();
    Long before = firedAt.putIfAbsent(withoutTicket(alertId), now);
    if (before == null) {
      packed = null;
    }
    return before == null ? now : before;
  }

  /** When an alert that was given, and not withdrawn, was found out; else {@link Instants#NONE}. */
  long knownSince(String alertId) {
    if (packed != null && packed.length == 0) {
      return Instants.NONE;
    }
    unpack();
    return firedAt.getOrDefault(withoutTicket(alertId), Instants.NONE);
  }

  /**
   * Says when the alert was found out.
   *
   * @return whether something else was said before
   */
  boolean foundOutAt(String alertId, long at) {
    unpack();
    Long before = firedAt.put(withoutTicket(alertId), at);
    if (before == null || before != at) {
      packed = null;
    }
    return before != null && before != at;
  }

  /** Forgets an alert, and tells when it was found out; now, if it never was. */
  long forget(String alertId, long now) {
    unpack();
    Long before = firedAt.remove(withoutTicket(alertId));
    if (before != null) {
      packed = null;
    }
    return before == null ? now : before;
  }

  void countWithdrawnBreach(String clockId) {
    unpack();
    withdrawnBreaches.merge(withoutTicket(clockId), 1, Integer::sum);
    packed = null;
  }

  /** How many breaches of a clock later evidence has undone. */
  int withdrawnBreaches(String clockId) {
    if (packed != null && packed.length == 0) {
      return 0;
    }
    unpack();
    return withdrawnBreaches.isEmpty()
        ? 0
        : withdrawnBreaches.getOrDefault(withoutTicket(clockId), 0);
  }

  /** The ids of alerts and clocks begin with their ticket's (contract, section 3). */
  private String withoutTicket(String id) {
    return id.substring(ticketId.length());
  }

  private void unpack() {
    if (firedAt != null) {
      return;
    }
    firedAt = new LinkedHashMap<>(4);
    withdrawnBreaches = new LinkedHashMap<>(0);
    if (packed.length == 0) {
      return;
    }
    try {
      DataInputDeserializer in = new DataInputDeserializer(packed);
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        firedAt.put(in.readUTF(), in.readLong());
      }
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        withdrawnBreaches.put(in.readUTF(), in.readInt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot unpack what ticket " + ticketId + " remembers of its alerts", e);
    }
  }

  byte[] pack() throws IOException {
    if (packed != null) {
      return packed;
    }
    if (firedAt.isEmpty() && withdrawnBreaches.isEmpty()) {
      packed = NOTHING;
      return packed;
    }
    DataOutputSerializer out = new DataOutputSerializer(128);
    out.writeShort(firedAt.size());
    for (Map.Entry<String, Long> alert : firedAt.entrySet()) {
      out.writeUTF(alert.getKey());
      out.writeLong(alert.getValue());
    }
    out.writeShort(withdrawnBreaches.size());
    for (Map.Entry<String, Integer> clock : withdrawnBreaches.entrySet()) {
      out.writeUTF(clock.getKey());
      out.writeInt(clock.getValue());
    }
    packed = out.getCopyOfBuffer();
    return packed;
  }
}
