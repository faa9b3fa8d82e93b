package io.paidan.board.ticket;

import java.time.Instant;
import java.util.List;

/**
 * The tickets behind a figure. As JSON its names are in snake_case.
 *
 * @param figure as the request called it
 * @param total how many there are
 * @param rows at most {@link TicketLists#LISTED} of them
 * @param next for the ones after them, null where there are none
 */
public record TicketList(String figure, long total, List<Row> rows, String next) {
  /**
   * A ticket, by its document (contract, section 3).
   *
   * @param overdueSince when the clock fell due that is over its limit longest; null: none is
   * @param item what the figure counts, where that is not the ticket itself
   */
  public record Row(
      String ticketId,
      String title,
      String ticketClass,
      String category,
      String state,
      Boolean suspended,
      Boolean overdue,
      String district,
      String districtName,
      String leadDepartment,
      String leadDepartmentName,
      Instant reportedAt,
      Instant dispatchedAt,
      Instant resolvedAt,
      Instant nextDueAt,
      Instant overdueSince,
      Item item) {}

  /** A clock or an assignment of a ticket. */
  public sealed interface Item permits ClockItem, AssignmentItem {
    /** {@code CLOCK} or {@code ASSIGNMENT}. */
    String kind();
  }

  /** A clock, by its document. */
  public record ClockItem(
      String kind,
      String clock,
      String department,
      String departmentName,
      String status,
      Instant dueAt,
      Instant stoppedAt,
      Instant breachedAt)
      implements Item {}

  /** An assignment, by its document. */
  public record AssignmentItem(
      String kind,
      String department,
      String departmentName,
      String role,
      long cycle,
      String state,
      Instant dispatchedAt,
      Instant resolvedAt,
      Boolean overturned)
      implements Item {}
}
