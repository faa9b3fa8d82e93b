package io.paidan.event;

import java.util.HashMap;
import java.util.Map;

/**
 * The types of ticket events, in the order that breaks ties between events of one instant
 * (contract, section 1, "The state of a ticket is a function of the set of its events").
 *
 * <p>The ordinal is the rank in that order and is stored in packed events: never reorder.
 */
public enum EventType {
  REPORTED,
  ASSESSED,
  RECLASSIFIED,
  DISPATCHED,
  ACCEPTED,
  ARRIVED,
  SUSPENDED,
  RESUMED,
  EXTENDED,
  URGED,
  REFUSED,
  RECALLED,
  RESOLVED,
  FEEDBACK,
  REOPENED,
  CLOSED,
  CANCELLED;

  /** What every type's name on the wire begins with. */
  public static final String PREFIX = "paidan.ticket.";

  private static final Map<String, EventType> BY_WIRE_NAME = new HashMap<>();

  static {
    for (EventType type : values()) {
      BY_WIRE_NAME.put(type.wireName, type);
    }
  }

  private final String wireName = PREFIX + name().toLowerCase(java.util.Locale.ROOT);

  /** The CloudEvents {@code type}, for example {@code paidan.ticket.reported}. */
  public String wireName() {
    return wireName;
  }

  /** The type with this CloudEvents {@code type}, or null when there is none. */
  public static EventType ofWireName(String wireName) {
    return BY_WIRE_NAME.get(wireName);
  }
}
