package io.paidan.flink.ticket;

import io.paidan.core.ticket.Ticket;
import io.paidan.event.EventPacker;
import io.paidan.event.TicketEvent;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Arrays;
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
  private static final byte FORMAT = 3;

  /** Knows nothing of figures: its tickets are in none yet. */
  private static final byte WITHOUT_FIGURES = 2;

  private static final int EMERGENCY = 1;
  private static final int EXPIRED = 2;
  private static final int COUNTED = 4;

  /** Counted by the dates of a zone that is named, not by those of {@link #USUAL_ZONE}. */
  private static final int OTHER_ZONE = 8;

  private static final ZoneId USUAL_ZONE = ReferenceData.NONE.zone();
  private static final int FLAGS_AT = 1;
  private static final int WAKES_AT = 2;

  /** When the ticket's timer fires, event time; {@link Long#MAX_VALUE}: it has none. */
  long wakesAt = Long.MAX_VALUE;

  /** Whether that timer is among those of emergencies. */
  boolean emergency;

  /** All else is gone: the ticket ended so long ago that no event is taken any more. */
  boolean expired;

  /** Of an expired ticket: the {@link EventPacker#identityHash}es of the events that it had. */
  private long[] hadEvents = {};

  /** The last revision given out for any document of the ticket; 0 before the first. */
  long revision;

  /** The reference data that the documents were last written with. */
  long referenceStamp;

  /** The zone by whose dates the figures have the published facts; null: they have none of it. */
  ZoneId countedIn;

  /** What is remembered of alerts and withdrawn breaches. */
  final AlertMemory alerts;

  /** The folded state; null while the ticket waits for the first policy. */
  Ticket ticket;

  LiveTicket(String ticketId) {
    this(new AlertMemory(ticketId));
  }

  private LiveTicket(AlertMemory alerts) {
    this.alerts = alerts;
  }

  /** The next revision: greater than the last, and than any of an earlier run from nothing. */
  long nextRevision(long now) {
    revision = Math.max(revision + 1, now);
    return revision;
  }

  /** Whether an expired ticket had an event of this source and id. */
  boolean had(TicketEvent event) {
    long hash = EventPacker.identityHash(event.source(), event.id());
    return Arrays.stream(hadEvents).anyMatch(had -> had == hash);
  }

  byte[] pack(DataOutputSerializer out) {
    try {
      byte[] memory = alerts.pack();
      head(out, flags(), wakesAt);
      if (isCountedElsewhere()) {
        out.writeUTF(countedIn.getId());
      }
      out.writeLong(referenceStamp);
      out.writeInt(memory.length);
      out.write(memory);
      if (ticket != null) {
        out.write(ticket.pack());
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot pack a ticket's state", e);
    }
  }

  private int flags() {
    return (emergency ? EMERGENCY : 0)
        | (countedIn != null ? COUNTED : 0)
        | (isCountedElsewhere() ? OTHER_ZONE : 0);
  }

  private boolean isCountedElsewhere() {
    return countedIn != null && !countedIn.equals(USUAL_ZONE);
  }

  /**
   * What stays of a ticket whose state leaves: that it was here, and with which events. A history
   * that is sent once more must stay the repeat that it is.
   */
  byte[] expiredMark(DataOutputSerializer out) {
    try {
      head(out, EXPIRED, Long.MAX_VALUE);
      for (long hash : ticket.identityHashes()) {
        out.writeLong(hash);
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot pack the mark of an expired ticket", e);
    }
  }

  private void head(DataOutputSerializer out, int flags, long wakes) throws IOException {
    out.clear();
    out.writeByte(FORMAT);
    out.writeByte(flags);
    out.writeLong(wakes);
    out.writeLong(revision);
  }

  /** Whether packed state is but the mark of an expired ticket; read off without unpacking it. */
  static boolean isExpired(byte[] packed) {
    return (packed[FLAGS_AT] & EXPIRED) != 0;
  }

  /** {@link #emergency}, read off the packed state. */
  static boolean isEmergency(byte[] packed) {
    return (packed[FLAGS_AT] & EMERGENCY) != 0;
  }

  /** {@link #wakesAt}, read off the packed state. */
  static long wakesAt(byte[] packed) {
    return ByteBuffer.wrap(packed).getLong(WAKES_AT);
  }

  static LiveTicket unpack(String ticketId, byte[] bytes, DataInputDeserializer in) {
    try {
      in.setBuffer(bytes);
      byte format = in.readByte();
      if (format != FORMAT && format != WITHOUT_FIGURES) {
        throw new IllegalStateException(
            "Ticket state of format "
                + format
                + ", this build reads "
                + WITHOUT_FIGURES
                + " and "
                + FORMAT
                + ": restore with the build that wrote it, or start from the event log");
      }
      int flags = in.readByte();
      long wakesAt = in.readLong();
      long revision = in.readLong();
      if ((flags & EXPIRED) != 0) {
        return expired(ticketId, revision, in);
      }
      ZoneId countedIn = (flags & COUNTED) == 0 ? null : USUAL_ZONE;
      if ((flags & OTHER_ZONE) != 0) {
        countedIn = ZoneId.of(in.readUTF());
      }
      long referenceStamp = in.readLong();
      byte[] memory = new byte[in.readInt()];
      in.readFully(memory);
      LiveTicket live = new LiveTicket(new AlertMemory(ticketId, memory));
      live.emergency = (flags & EMERGENCY) != 0;
      live.wakesAt = wakesAt;
      live.revision = revision;
      live.countedIn = countedIn;
      live.referenceStamp = referenceStamp;
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

  private static LiveTicket expired(String ticketId, long revision, DataInputDeserializer in)
      throws IOException {
    LiveTicket live = new LiveTicket(ticketId);
    live.expired = true;
    live.revision = revision;
    live.hadEvents = new long[in.available() / Long.BYTES];
    for (int i = 0; i < live.hadEvents.length; i++) {
      live.hadEvents[i] = in.readLong();
    }
    return live;
  }
}
