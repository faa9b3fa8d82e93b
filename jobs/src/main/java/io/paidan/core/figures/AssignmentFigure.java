package io.paidan.core.figures;

import java.util.Locale;

/**
 * What is counted of assignments, per department, district and the local date of their dispatch
 * (contract, section 3, "department-daily"). Ordinals are stored in packed cells: add at the end,
 * never reorder.
 */
enum AssignmentFigure {
  ASSIGNED,
  ACCEPTED,
  REFUSED,
  RECALLED,
  ARRIVED,
  RESOLVED,
  UNSOLVABLE,
  OVERTURNED,
  OPEN,
  OVERDUE,
  ACCEPT_DECIDED,
  ACCEPT_ON_TIME,
  ARRIVE_DECIDED,
  ARRIVE_ON_TIME,
  RESOLVE_DECIDED,
  RESOLVE_ON_TIME,
  /** How many have a mark of the street. */
  STREET_SCORES,
  /**
   * The sum of these marks, in millionths: of decimals a sum would depend on the order. No field of
   * a document.
   */
  STREET_SCORE_SUM;

  /** The millionths in 1. */
  static final double MILLIONTHS = 1e6;

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
