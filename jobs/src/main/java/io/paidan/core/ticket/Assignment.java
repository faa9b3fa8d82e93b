package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Outcome;
import io.paidan.event.Role;

/** One department's part of a ticket, while it is folded. */
final class Assignment {
  final String department;
  final String district;
  final Role role;
  final int cycle;
  final long dispatchedAt;

  AssignmentState state;
  boolean latest = true;
  boolean suspended;
  boolean overturned;
  long acceptedAt = Instants.NONE;
  long arrivedAt = Instants.NONE;
  long resolvedAt = Instants.NONE;
  long refusedAt = Instants.NONE;
  long endedAt = Instants.NONE;
  Outcome outcome;

  /** The street's mark; NaN while there is none. */
  double score = Double.NaN;

  /** What was read off it last, taken again while it still holds. */
  AssignmentFacts facts;

  Assignment(
      String department,
      String district,
      Role role,
      int cycle,
      long dispatchedAt,
      AssignmentState state) {
    this.department = department;
    this.district = district;
    this.role = role;
    this.cycle = cycle;
    this.dispatchedAt = dispatchedAt;
    this.state = state;
  }

  boolean isOpen() {
    return state.isOpen();
  }

  /** It counts in the ticket's state: the department's latest, neither refused nor recalled. */
  boolean isStanding() {
    return latest && state.stands();
  }
}
