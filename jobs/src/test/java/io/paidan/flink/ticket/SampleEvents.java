package io.paidan.flink.ticket;

import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventType;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import java.time.Instant;
import java.util.List;

/**
 * Events of one ticket, by minutes after a start. What fixtures were written with: never to be
 * changed.
 */
final class SampleEvents {
  static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  static final long MINUTE = 60_000;

  private final String ticket;
  private final long start;

  private SampleEvents(String ticket, long start) {
    this.ticket = ticket;
    this.start = start;
  }

  /** Of a ticket that begins at {@link #T0}. */
  static SampleEvents of(String ticket) {
    return new SampleEvents(ticket, T0);
  }

  static SampleEvents of(String ticket, long start) {
    return new SampleEvents(ticket, start);
  }

  private TicketEvent event(long minute, EventType type, EventData data) {
    return new TicketEvent(
        "/changji/fuxin", ticket + "-" + type, type, ticket, start + minute * MINUTE, "", data);
  }

  TicketEvent reported(long minute) {
    return event(
        minute,
        EventType.REPORTED,
        new EventData.Reported("fuxin", Channel.PATROL, null, null, "路面塌陷", null, null));
  }

  TicketEvent assessed(long minute, TicketClass ticketClass) {
    return event(
        minute,
        EventType.ASSESSED,
        new EventData.Assessed(ticketClass, Category.ENFORCEMENT, Decision.DISPATCH));
  }

  TicketEvent dispatched(long minute) {
    return event(
        minute,
        EventType.DISPATCHED,
        new EventData.Dispatched(
            "fuxin", List.of(new EventData.Assignee("water", Role.LEAD, null))));
  }

  TicketEvent arrived(long minute) {
    return event(minute, EventType.ARRIVED, new EventData.Arrived("water"));
  }

  TicketEvent suspended(long minute) {
    return event(minute, EventType.SUSPENDED, new EventData.Suspended(null, "等料"));
  }

  TicketEvent resumed(long minute) {
    return event(minute, EventType.RESUMED, new EventData.Resumed(null, null));
  }

  TicketEvent resolved(long minute) {
    return event(minute, EventType.RESOLVED, new EventData.Resolved("water", Outcome.SOLVED, "修复"));
  }

  TicketEvent reopened(long minute) {
    return event(minute, EventType.REOPENED, new EventData.Reopened("又塌了", null));
  }

  TicketEvent closed(long minute) {
    return event(minute, EventType.CLOSED, new EventData.Closed());
  }

  /** Reported, assessed and dispatched in the first two minutes. */
  List<TicketEvent> toDispatch(TicketClass ticketClass) {
    return List.of(reported(0), assessed(1, ticketClass), dispatched(2));
  }
}
