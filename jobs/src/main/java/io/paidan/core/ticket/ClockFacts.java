package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;
import java.util.Objects;

/**
 * One clock as of the instant that the ticket was judged at (contract, section 3, "clocks").
 * Instants are milliseconds since the epoch, UTC, {@link Instants#NONE} where the document says
 * null.
 *
 * @param department null for a clock on the ticket
 * @param dueAt {@link Instants#NONE} while paused, and where the calendar does not reach
 * @param countedMs {@link Instants#NONE} while not stopped, and where the calendar does not reach
 *     to the stop, which is then among the ticket's problems
 * @param policyId null, and {@code policyVersion} 0, when the dispatcher set the due instant
 * @param overdueMs {@link Instants#NONE} unless MISSED
 */
public record ClockFacts(
    String ticketId,
    String department,
    String district,
    ClockType clock,
    int cycle,
    TicketClass ticketClass,
    Category category,
    ClockStatus status,
    long startedAt,
    long dueAt,
    long stoppedAt,
    long breachedAt,
    long originalDueAt,
    long countedFrom,
    long pausedMs,
    long countedMs,
    String limit,
    String calendar,
    String policyId,
    int policyVersion,
    long overdueMs) {
  private static final String TICKET_SCOPE = "-";

  /**
   * The document's {@code _id}: ticket/department or {@code -}/cycle/clock. Made by every call: of
   * most clocks nobody asks for it.
   */
  public String id() {
    return id(ticketId, department, cycle, clock);
  }

  static String id(String ticketId, String department, int cycle, ClockType clock) {
    return ticketId
        + "/"
        + (department == null ? TICKET_SCOPE : department)
        + "/"
        + cycle
        + "/"
        + clock;
  }

  /** Whether the other's document has the same {@code _id}. */
  @SuppressWarnings("ReferenceEquality") // a quick way to the same answer
  boolean isSameClock(ClockFacts other) {
    return this == other
        || (clock == other.clock
            && cycle == other.cycle
            && Objects.equals(department, other.department)
            && ticketId.equals(other.ticketId));
  }

  /**
   * Whether both say the same, of the same clock. What changes most is asked first: a record's own
   * {@code equals} asks for all of it in calls too deep to be compiled into one.
   */
  @SuppressWarnings("ReferenceEquality") // a quick way to the same answer
  boolean saysTheSame(ClockFacts other) {
    return this == other
        || (status == other.status
            && stoppedAt == other.stoppedAt
            && dueAt == other.dueAt
            && ticketClass == other.ticketClass
            && category == other.category
            && equals(other));
  }
}
