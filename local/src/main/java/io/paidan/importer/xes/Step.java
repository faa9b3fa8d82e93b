package io.paidan.importer.xes;

import io.paidan.event.EventType;
import java.util.Locale;

/** What a log event says of a ticket; {@link WorkState} knows what follows from it. */
public enum Step {
  /** It is known; nobody has it yet. */
  REPORTED(EventType.REPORTED, false),
  /** It waits for the group to take it. */
  DISPATCHED(EventType.DISPATCHED, true),
  /** The group works on it. */
  ACCEPTED(EventType.ACCEPTED, true),
  /** The group has it and waits for others. */
  SUSPENDED(EventType.SUSPENDED, true),
  /** The group has done it. */
  RESOLVED(EventType.RESOLVED, true),
  CLOSED(EventType.CLOSED, false),
  CANCELLED(EventType.CANCELLED, false),
  /** The log does not say how it stands. */
  UNKNOWN(null, false),
  /** Nothing about the work. */
  NOTHING(null, false);

  private final EventType type;
  private final boolean group;

  Step(EventType type, boolean group) {
    this.type = type;
    this.group = group;
  }

  /** The event that says the same; null: none does. */
  public EventType type() {
    return type;
  }

  /** Whether it is about a group. */
  public boolean needsGroup() {
    return group;
  }

  /** As mappings write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The step with this word, or null. */
  static Step ofWord(String word) {
    for (Step step : values()) {
      if (step.word().equals(word)) {
        return step;
      }
    }
    return null;
  }
}
