package io.paidan.core.ticket;

/**
 * Where one department's part of a ticket stands (contract, section 3, "assignments"). Ordinals are
 * stored in packed tickets: never reorder.
 */
public enum AssignmentState {
  OPEN,
  ACCEPTED,
  ON_SITE,
  RESOLVED,
  REFUSED,
  RECALLED,
  ENDED;

  /** Work is still expected: neither resolved, refused, recalled nor ended with the ticket. */
  public boolean isOpen() {
    return this == OPEN || this == ACCEPTED || this == ON_SITE;
  }

  /** The latest cycle of a department stands unless it was refused or recalled. */
  public boolean stands() {
    return this != REFUSED && this != RECALLED;
  }
}
