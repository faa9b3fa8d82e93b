package io.paidan.core.ticket;

import io.paidan.event.EventType;

/** An event that could not apply, or not wholly (contract, section 1). */
public record Anomaly(String eventId, EventType type, AnomalyReason reason) {}
