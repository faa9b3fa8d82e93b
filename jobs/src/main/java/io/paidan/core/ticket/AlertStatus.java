package io.paidan.core.ticket;

/** How an alert stands (contract, section 3, "alerts"). */
public enum AlertStatus {
  /** The clock has not been stopped. */
  FIRING,
  /** The clock has been stopped. */
  RESOLVED,
  /** Later evidence says that it should not have been given. Only the live run knows it. */
  WITHDRAWN
}
