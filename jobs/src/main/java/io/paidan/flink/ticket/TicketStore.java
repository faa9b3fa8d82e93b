package io.paidan.flink.ticket;

import io.paidan.event.EventPacker;
import io.paidan.event.TicketEvent;
import io.paidan.flink.source.ReadEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The keyed state of the current key's ticket. */
final class TicketStore {
  private final ValueState<byte[]> tickets;
  private final ListState<byte[]> events;
  private final ListState<ReadEvent> early;
  private final DataOutputSerializer packBuffer = new DataOutputSerializer(1024);
  private final DataInputDeserializer unpackBuffer = new DataInputDeserializer();

  TicketStore(KeyedStateStore state) {
    tickets = state.getState(TicketState.TICKET);
    events = state.getListState(TicketState.EVENTS);
    early = state.getListState(TicketState.EARLY);
  }

  /** The ticket as stored; a new one where nothing is. */
  WorkingTicket load(String ticketId) throws Exception {
    byte[] packed = tickets.value();
    return packed == null
        ? new WorkingTicket(ticketId, new LiveTicket(ticketId), false)
        : new WorkingTicket(ticketId, LiveTicket.unpack(ticketId, packed, unpackBuffer), true);
  }

  void save(WorkingTicket ticket) throws Exception {
    if (!ticket.newEvents.isEmpty()) {
      events.addAll(ticket.newEvents);
      ticket.newEvents.clear();
    }
    tickets.update(ticket.live.pack(packBuffer));
    ticket.stored = true;
  }

  /** Leaves nothing of the ticket but the mark that it was here. */
  void expire(WorkingTicket ticket) throws Exception {
    events.clear();
    early.clear();
    tickets.update(ticket.live.expiredMark(packBuffer));
  }

  /** The packed event of this source and id; null when the ticket has none. */
  byte[] find(WorkingTicket ticket, TicketEvent event) throws Exception {
    for (byte[] packed : ticket.newEvents) {
      if (EventPacker.unpack(packed).sameIdentity(event)) {
        return packed;
      }
    }
    if (ticket.stored) {
      for (byte[] packed : events.get()) {
        if (EventPacker.unpack(packed).sameIdentity(event)) {
          return packed;
        }
      }
    }
    return null;
  }

  /** All events of the ticket. */
  List<TicketEvent> events(WorkingTicket ticket) throws Exception {
    List<TicketEvent> all = new ArrayList<>();
    if (ticket.stored) {
      for (byte[] packed : events.get()) {
        all.add(EventPacker.unpack(packed));
      }
    }
    for (byte[] packed : ticket.newEvents) {
      all.add(EventPacker.unpack(packed));
    }
    return all;
  }

  /** Keeps an event whose document has to wait for the names. */
  void addEarly(ReadEvent read) throws Exception {
    early.add(read.withoutBytes());
  }

  List<ReadEvent> takeEarly() throws Exception {
    List<ReadEvent> all = new ArrayList<>();
    early.get().forEach(all::add);
    early.clear();
    return all;
  }
}
