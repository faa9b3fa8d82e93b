package io.paidan.core.figures;

import java.util.Locale;

/**
 * What is counted of tickets, per district and local date (contract, section 3, "district-daily").
 * Those up to {@link #SOLVED} are of the cohort of the tickets first dispatched on that date, the
 * others are of what happened, or is due, on it. Ordinals are stored in packed cells: add at the
 * end, never reorder.
 */
enum TicketFigure {
  DISPATCHED,
  CANCELLED,
  RESOLVED,
  CLOSED_UNRESOLVED,
  RESOLVED_ON_TIME,
  DECIDED,
  OPEN,
  PAUSED,
  OVERDUE,
  TRANSFERRED,
  REOPENED,
  REFUSED,
  RATED,
  SATISFIED,
  SOLVED,
  REPORTED_FLOW,
  DISPATCHED_FLOW,
  RESOLVED_FLOW,
  BREACHED_FLOW,
  DUE_FLOW,
  DUE_MET_FLOW,
  DUE_RUNNING_FLOW;

  /** The field of the document. */
  final String field = name().toLowerCase(Locale.ROOT);

  /** The place among the counts of a cell. */
  @SuppressWarnings("EnumOrdinal") // what the class comment says of them
  int place() {
    return ordinal();
  }

  /** The bit of a set of figures that count one each. */
  int bit() {
    return 1 << place();
  }
}
