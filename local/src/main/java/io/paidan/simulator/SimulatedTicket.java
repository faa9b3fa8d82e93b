package io.paidan.simulator;

import io.paidan.event.TicketEvent;
import java.util.List;

/**
 * A ticket and all that will happen to it.
 *
 * @param source CloudEvents source of its events
 * @param events in order of time
 */
record SimulatedTicket(String id, String source, List<PlannedEvent> events) {
  /** Its event with this index, as it is written to Kafka: nothing masked yet. */
  TicketEvent event(int index) {
    PlannedEvent planned = events.get(index);
    return new TicketEvent(
        source, id + "-" + (index + 1), planned.type(), id, planned.time(), "", planned.data());
  }
}
