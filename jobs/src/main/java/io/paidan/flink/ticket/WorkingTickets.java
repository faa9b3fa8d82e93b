package io.paidan.flink.ticket;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tickets that were touched last, unpacked, and those among them whose changes are neither in
 * the keyed state nor in any document yet.
 *
 * <p>The next event of a ticket mostly comes soon, above all when a backlog is worked off: what
 * comes within the linger is packed, stored and written once and not with each event. Nothing is
 * lost by it: before every snapshot all of it is settled, and a crash goes back to a snapshot.
 */
final class WorkingTickets {
  /** In the order of their last touch. */
  private final LinkedHashMap<String, WorkingTicket> latest =
      new LinkedHashMap<>(1 << 14, 0.75f, true);

  /** The changed ones and since when (processing time), the earliest first. */
  private final LinkedHashMap<WorkingTicket, Long> changed = new LinkedHashMap<>();

  private final int most;

  /**
   * @param most how many are remembered
   */
  WorkingTickets(int most) {
    this.most = most;
  }

  /** The ticket, if it is remembered; else null. */
  WorkingTicket get(String ticketId) {
    return latest.get(ticketId);
  }

  /** Remembers a ticket. */
  void remember(WorkingTicket ticket) {
    latest.put(ticket.id, ticket);
  }

  /** Remembers a ticket that has changes to settle. */
  void changed(WorkingTicket ticket, long now) {
    remember(ticket);
    changed.putIfAbsent(ticket, now);
  }

  /** The ticket has no changes to settle any more. */
  void settled(WorkingTicket ticket) {
    changed.remove(ticket);
  }

  void forget(WorkingTicket ticket) {
    latest.remove(ticket.id);
    changed.remove(ticket);
  }

  boolean hasChanged() {
    return !changed.isEmpty();
  }

  /** Since when the one that has waited longest has changes; not to be asked when none has. */
  long changedSince() {
    return changed.values().iterator().next();
  }

  /** Takes those out that have had changes since that moment or longer. */
  List<WorkingTicket> takeChangedBy(long moment) {
    List<WorkingTicket> due = new ArrayList<>();
    Iterator<Map.Entry<WorkingTicket, Long>> all = changed.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<WorkingTicket, Long> next = all.next();
      if (next.getValue() > moment) {
        break;
      }
      due.add(next.getKey());
      all.remove();
    }
    return due;
  }

  /** Takes those changed ones out whose facts change by themselves by that instant, event time. */
  List<WorkingTicket> takeDueBy(long instant) {
    List<WorkingTicket> due = new ArrayList<>();
    changed
        .keySet()
        .removeIf(
            ticket -> {
              boolean take =
                  ticket.live.ticket != null && ticket.live.ticket.nextInstant() <= instant;
              if (take) {
                due.add(ticket);
              }
              return take;
            });
    return due;
  }

  /** Takes the changed ones out that are over what may be remembered, and forgets the others. */
  List<WorkingTicket> takeOverflow() {
    if (latest.size() <= most) {
      return List.of();
    }
    List<WorkingTicket> over = new ArrayList<>(1);
    Iterator<WorkingTicket> eldest = latest.values().iterator();
    while (latest.size() > most) {
      WorkingTicket ticket = eldest.next();
      eldest.remove();
      if (changed.remove(ticket) != null) {
        over.add(ticket);
      }
    }
    return over;
  }
}
