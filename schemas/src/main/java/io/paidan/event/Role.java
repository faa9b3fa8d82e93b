package io.paidan.event;

/**
 * A department's part in a ticket: the one that leads, or one that helps (contract, section 1,
 * {@code dispatched}).
 */
public enum Role {
  LEAD,
  SUPPORT
}
