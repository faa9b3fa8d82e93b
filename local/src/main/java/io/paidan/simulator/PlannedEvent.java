package io.paidan.simulator;

import io.paidan.event.EventData;
import io.paidan.event.EventType;

/**
 * An event that will happen to a simulated ticket.
 *
 * @param time milliseconds since the epoch, UTC
 */
record PlannedEvent(long time, EventType type, EventData data) {}
