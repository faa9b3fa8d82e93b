package io.paidan.core.figures;

/** What a cell counts. The code is stored in packed figures: never give one to another kind. */
public enum CellKind {
  /** Tickets of a district, by {@link TicketFigure}. */
  TICKETS(1, TicketFigure.values().length, 0),
  /**
   * Assignments of a department in a district, by {@link AssignmentFigure}, and how long it took to
   * accept, arrive and resolve.
   */
  ASSIGNMENTS(2, AssignmentFigure.values().length, 3),
  /** Rated tickets that a department led ({@link Cell#RATED}, {@link Cell#SATISFIED}). */
  LED(3, 2, 0);

  private static final CellKind[] VALUES = values();

  private final int code;
  final int counts;
  final int histograms;

  CellKind(int code, int counts, int histograms) {
    this.code = code;
    this.counts = counts;
    this.histograms = histograms;
  }

  /** What stands for it in packed figures. */
  public int code() {
    return code;
  }

  /**
   * The kind with that {@link #code}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static CellKind ofCode(int code) {
    for (CellKind kind : VALUES) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("No kind of figures has the code " + code);
  }
}
