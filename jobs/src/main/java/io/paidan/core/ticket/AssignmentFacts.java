package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Category;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;

/**
 * One department's part of one ticket (contract, section 3, "assignments"). Instants are
 * milliseconds since the epoch, UTC, {@link Instants#NONE} where the document says null.
 *
 * @param latest whether it is the department's latest cycle
 * @param acceptStatus the status of its ACCEPT clock, null without one; likewise the two after it
 * @param streetScore 0 to 100, null while the street gave none
 */
public record AssignmentFacts(
    String ticketId,
    String department,
    String district,
    Role role,
    int cycle,
    boolean latest,
    TicketClass ticketClass,
    Category category,
    AssignmentState state,
    long dispatchedAt,
    long acceptedAt,
    long arrivedAt,
    long resolvedAt,
    long refusedAt,
    long endedAt,
    Outcome outcome,
    boolean overturned,
    ClockStatus acceptStatus,
    ClockStatus arriveStatus,
    ClockStatus resolveStatus,
    Double streetScore) {

  /** The document's {@code _id}: ticket/department/cycle. Made by every call. */
  public String id() {
    return ticketId + "/" + department + "/" + cycle;
  }

  /** Whether the other's document has the same {@code _id}. */
  @SuppressWarnings("ReferenceEquality") // a quick way to the same answer
  boolean isSameAssignment(AssignmentFacts other) {
    return this == other
        || (cycle == other.cycle
            && department.equals(other.department)
            && ticketId.equals(other.ticketId));
  }

  /** Whether both say the same, of the same assignment; what changes most is asked first. */
  @SuppressWarnings("ReferenceEquality") // a quick way to the same answer
  boolean saysTheSame(AssignmentFacts other) {
    return this == other
        || (state == other.state
            && acceptStatus == other.acceptStatus
            && arriveStatus == other.arriveStatus
            && resolveStatus == other.resolveStatus
            && ticketClass == other.ticketClass
            && category == other.category
            && equals(other));
  }

  /** Wall time from the dispatch to the acceptance, or {@link Instants#NONE}. */
  public long acceptMs() {
    return since(acceptedAt);
  }

  /** Wall time from the dispatch to the arrival, or {@link Instants#NONE}. */
  public long arriveMs() {
    return since(arrivedAt);
  }

  /** Wall time from the dispatch, or reopening, to the resolution, or {@link Instants#NONE}. */
  public long resolveMs() {
    return since(resolvedAt);
  }

  private long since(long instant) {
    return instant == Instants.NONE ? Instants.NONE : instant - dispatchedAt;
  }
}
