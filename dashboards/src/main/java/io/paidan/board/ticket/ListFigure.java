package io.paidan.board.ticket;

import java.util.Locale;

/** The figures of the wall that lead to the tickets behind them. */
public enum ListFigure {
  DISPATCHED(Kind.TICKETS),
  RESOLVED(Kind.TICKETS),
  UNRESOLVED(Kind.TICKETS),
  ON_TIME(Kind.TICKETS),
  LATE(Kind.TICKETS),
  TODAY_DISPATCHED(Kind.TICKETS),
  TODAY_RESOLVED(Kind.TICKETS),
  OPEN(Kind.TICKETS),
  WAITING(Kind.TICKETS),
  IN_HAND(Kind.TICKETS),
  OVERDUE(Kind.TICKETS),
  HOUR_DISPATCHED(Kind.TICKETS, "hour"),
  HOUR_RESOLVED(Kind.TICKETS, "hour"),
  HOUR_BREACHED(Kind.CLOCKS, "hour"),
  STEP_REACHED(Kind.TICKETS, "step"),
  STEP_WAITING(Kind.TICKETS, "step"),
  STEP_OVERDUE(Kind.TICKETS, "step"),
  DUE(Kind.CLOCKS),
  DUE_MET(Kind.CLOCKS),
  DUE_MISSED(Kind.CLOCKS),
  ASSIGNED(Kind.ASSIGNMENTS, "department"),
  ASSIGNED_COUNTABLE(Kind.ASSIGNMENTS, "department"),
  ASSIGNED_RESOLVED(Kind.ASSIGNMENTS, "department"),
  ASSIGNED_DECIDED(Kind.ASSIGNMENTS, "department"),
  ASSIGNED_ON_TIME(Kind.ASSIGNMENTS, "department"),
  ASSIGNED_LATE(Kind.ASSIGNMENTS, "department"),
  ASSIGNED_OVERDUE(Kind.ASSIGNMENTS, "department");

  /** What a figure counts, and so what its rows are. */
  public enum Kind {
    TICKETS,
    CLOCKS,
    ASSIGNMENTS
  }

  private final Kind kind;
  private final String needed;

  ListFigure(Kind kind) {
    this(kind, null);
  }

  ListFigure(Kind kind, String needed) {
    this.kind = kind;
    this.needed = needed;
  }

  Kind kind() {
    return kind;
  }

  /** The parameter that it does not go without, or null. */
  public String needed() {
    return needed;
  }

  /** As a request calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The figure that a request calls so, or null. */
  public static ListFigure ofWord(String word) {
    for (ListFigure figure : values()) {
      if (figure.word().equals(word)) {
        return figure;
      }
    }
    return null;
  }
}
