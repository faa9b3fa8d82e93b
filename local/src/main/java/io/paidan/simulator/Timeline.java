package io.paidan.simulator;

import io.paidan.event.EventData;
import io.paidan.event.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what will happen to a ticket, in any order. */
final class Timeline {
  private final List<PlannedEvent> events = new ArrayList<>();

  void add(long time, EventType type, EventData data) {
    events.add(new PlannedEvent(time, type, data));
  }

  List<PlannedEvent> inOrder() {
    events.sort(Comparator.comparingLong(PlannedEvent::time));
    return List.copyOf(events);
  }
}
