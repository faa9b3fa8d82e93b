package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;

/**
 * An alert that the rules give as of the instant that the ticket was judged at (contract, section
 * 3, "alerts"). Instants are milliseconds since the epoch, UTC.
 *
 * @param level {@code WARNING}, {@code BREACH} or {@code ESCALATION-n}
 * @param dueAt the clock's due, {@link Instants#NONE} while it is paused
 * @param thresholdAt when the rule gives it; of several warnings the latest that was reached
 * @param endedAt when the clock was stopped, {@link Instants#NONE} while it is not: FIRING
 */
public record AlertFacts(
    String level,
    boolean critical,
    String ticketId,
    Text title,
    String department,
    String district,
    ClockType clock,
    int cycle,
    TicketClass ticketClass,
    Category category,
    long startedAt,
    String limit,
    long dueAt,
    long thresholdAt,
    long endedAt) {

  /** The document's {@code _id}: the clock's and the level. Made by every call. */
  public String id() {
    return clockId() + "/" + level;
  }

  /** The {@code _id} of the clock. Made by every call. */
  public String clockId() {
    return ClockFacts.id(ticketId, department, cycle, clock);
  }
}
