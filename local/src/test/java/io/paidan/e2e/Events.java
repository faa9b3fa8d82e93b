package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Topics;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventType;
import io.paidan.event.EventWriter;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Single events, as a source would write them. */
final class Events {
  static final String DISTRICT = "fuxin";
  static final String DEPARTMENT = "emergency";

  private Events() {}

  static TicketEvent reported(String ticket, long time) {
    return event(
        ticket,
        EventType.REPORTED,
        time,
        new EventData.Reported(DISTRICT, Channel.PATROL, null, null, "路面塌陷", null, null));
  }

  static TicketEvent emergency(String ticket, long time) {
    return assessed(ticket, time, TicketClass.EMERGENCY);
  }

  static TicketEvent assessed(String ticket, long time, TicketClass ticketClass) {
    return event(
        ticket,
        EventType.ASSESSED,
        time,
        new EventData.Assessed(ticketClass, Category.ENFORCEMENT, Decision.DISPATCH));
  }

  static TicketEvent dispatched(String ticket, long time) {
    return dispatched(ticket, time, null);
  }

  /**
   * The same with a limit of its own.
   *
   * @param due null: as the policy says
   */
  static TicketEvent dispatched(String ticket, long time, Long due) {
    return event(
        ticket,
        EventType.DISPATCHED,
        time,
        new EventData.Dispatched(
            DISTRICT, List.of(new EventData.Assignee(DEPARTMENT, Role.LEAD, due))));
  }

  static TicketEvent accepted(String ticket, long time) {
    return event(ticket, EventType.ACCEPTED, time, new EventData.Accepted(DEPARTMENT));
  }

  static TicketEvent arrived(String ticket, long time) {
    return event(ticket, EventType.ARRIVED, time, new EventData.Arrived(DEPARTMENT));
  }

  static TicketEvent resolved(String ticket, long time) {
    return event(
        ticket, EventType.RESOLVED, time, new EventData.Resolved(DEPARTMENT, Outcome.SOLVED, null));
  }

  private static TicketEvent event(String ticket, EventType type, long time, EventData data) {
    return new TicketEvent(
        "/changji/" + DISTRICT, ticket + "-" + type, type, ticket, time, "", data);
  }

  /** The record of an event, written now by {@link HandClock}: key = ticket id. */
  static ProducerRecord<byte[], byte[]> record(TicketEvent event, int partition) {
    return new ProducerRecord<>(
        Topics.TICKET_EVENTS,
        partition,
        HandClock.millis(),
        event.ticketId().getBytes(UTF_8),
        EventWriter.write(event));
  }
}
