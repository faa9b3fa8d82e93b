package io.paidan.flink.ticket;

import java.util.List;

/**
 * What the ticket engine tells about itself, for each of its subtasks; {@code docs/metrics.md} says
 * what each means. Times are milliseconds.
 */
public final class TicketMetricNames {
  /** Counter: events that became part of their ticket. */
  public static final String ACCEPTED = "events_accepted";

  /** Counter: events that came once more, with the same content. */
  public static final String REPEATED = "events_repeated";

  /** Counter: events that went to the dead letters. */
  public static final String REJECTED = "events_rejected";

  /** Counter: events that came while there was no policy. */
  public static final String WAITING = "events_waiting_for_policy";

  /** Counter: tickets folded from all their events, because one came out of order. */
  public static final String FOLDED_AGAIN = "tickets_folded_again";

  /** Counter: tickets whose state has left. */
  public static final String EXPIRED = "tickets_expired";

  /** Counter: policies and reference data with a problem; each subtask counts all of them. */
  public static final String CONTROLS_REJECTED = "controls_rejected";

  /**
   * Counter for each of {@link #LEVELS}: alerts written; one that changes its status counts again.
   */
  public static final String ALERTS = "alerts_written";

  /** What {@link #ALERTS} is told apart by. */
  public static final String LEVEL = "level";

  /** All values of {@link #LEVEL}; {@code ESCALATION} is every escalation. */
  public static final List<String> LEVELS = List.of("WARNING", "BREACH", "ESCALATION");

  /** Gauge: how long ago the newest event was read; before the first, how long the engine runs. */
  public static final String SILENCE = "events_silent_ms";

  /**
   * Gauge: how far event time is behind the job's clock; before it is first told, how long the
   * engine runs. Never below zero.
   */
  public static final String TIME_BEHIND = "event_time_behind_ms";

  private TicketMetricNames() {}
}
