package io.paidan.flink.ticket;

import io.paidan.core.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What the running job knows of one ticket: the folded state and, beside it, what only the live run
 * can know (contract, section 1): the revision, when alerts were found out, breaches withdrawn.
 *
 * <p>Kept in keyed state as packed bytes of a format that is versioned by its first byte, so that
 * old snapshots stay readable whatever becomes of this class.
 */
final class LiveTicket {
  private static final byte FORMAT = 1;

  /** The last revision given out for any document of the ticket; 0 before the first. */
  long revision;

  /** The reference data that the documents were last written with. */
  long referenceStamp;

  /** Alerts that were given and not withdrawn: id → when found out (wall clock, ms). */
  final Map<String, Long> firedAt = new LinkedHashMap<>(4);

  /** Clock id → breaches that later evidence undid; clocks without one are not in it. */
  final Map<String, Integer> withdrawnBreaches = new LinkedHashMap<>(0);

  /** The folded state; null while the ticket waits for the first policy. */
  Ticket ticket;

  /** The next revision: greater than the last, and than any of an earlier run from nothing. */
  long nextRevision(long now) {
    revision = Math.max(revision + 1, now);
    return revision;
  }

  byte[] pack(DataOutputSerializer out) {
    try {
      out.clear();
      out.writeByte(FORMAT);
      out.writeLong(revision);
      out.writeLong(referenceStamp);
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
      if (ticket != null) {
        out.write(ticket.pack());
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot pack a ticket's state", e);
    }
  }

  static LiveTicket unpack(byte[] bytes, DataInputDeserializer in) {
    try {
      in.setBuffer(bytes);
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException(
            "Ticket state of format "
                + format
                + ", this build reads "
                + FORMAT
                + ": restore with the build that wrote it, or start from the event log");
      }
      LiveTicket live = new LiveTicket();
      live.revision = in.readLong();
      live.referenceStamp = in.readLong();
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        live.firedAt.put(in.readUTF(), in.readLong());
      }
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        live.withdrawnBreaches.put(in.readUTF(), in.readInt());
      }
      int rest = in.available();
      if (rest > 0) {
        byte[] packed = new byte[rest];
        in.readFully(packed);
        live.ticket = Ticket.unpack(packed);
      }
      return live;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack a ticket's state", e);
    }
  }
}
