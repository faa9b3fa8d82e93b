package io.paidan.core.ticket;

/**
 * Why an event could not apply, or not wholly, where it stands in the order (contract, section 1).
 * Ordinals are stored in packed tickets: never reorder.
 */
public enum AnomalyReason {
  /** It has happened already: reported, accepted or arrived twice, suspended while suspended. */
  ALREADY,
  /** A department named by a dispatch has an open assignment. */
  ALREADY_ASSIGNED,
  /** The department has no open assignment, or, for a score, never had one. */
  NOT_ASSIGNED,
  /** Feedback or a reopening of what is not resolved. */
  NOT_RESOLVED,
  NOT_SUSPENDED,
  /** No running or paused limit that the extension would lengthen. */
  NOT_EXTENDABLE,
  /** The dispatcher's own limit lies before the dispatch. */
  BAD_DUE,
  /** The ticket is closed. */
  CLOSED,
  /** The ticket is cancelled. */
  CANCELLED
}
