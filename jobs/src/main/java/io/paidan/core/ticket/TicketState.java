package io.paidan.core.ticket;

/**
 * Where a ticket stands (contract, section 1, "Ticket state"). Ordinals are stored in packed
 * tickets: never reorder.
 */
public enum TicketState {
  REPORTED,
  ASSESSED,
  ESCALATED,
  REJECTED,
  DISPATCHED,
  ACCEPTED,
  ON_SITE,
  RESOLVED,
  FED_BACK,
  RETURNED,
  CLOSED,
  CANCELLED
}
