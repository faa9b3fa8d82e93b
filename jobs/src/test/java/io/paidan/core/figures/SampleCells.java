package io.paidan.core.figures;

import java.util.List;

/**
 * Cells made by hand, for tests that have no tickets. What fixtures were written with: never to be
 * changed.
 */
public final class SampleCells {
  private SampleCells() {}

  /**
   * Tickets that were dispatched, and so many of them resolved on time; the others are open.
   *
   * @param dispatched less than zero takes away, as {@code resolved}
   */
  public static Cell tickets(int dispatched, int resolved) {
    Cell cell = new Cell(CellKind.TICKETS);
    cell.add(TicketFigure.DISPATCHED.place(), dispatched);
    cell.add(TicketFigure.DISPATCHED_FLOW.place(), dispatched);
    cell.add(TicketFigure.RESOLVED.place(), resolved);
    cell.add(TicketFigure.RESOLVED_ON_TIME.place(), resolved);
    cell.add(TicketFigure.DECIDED.place(), resolved);
    cell.add(TicketFigure.OPEN.place(), dispatched - resolved);
    return cell;
  }

  /**
   * Assignments, so many of which are done, after an hour and on time, and marked by the street.
   */
  public static Cell assignments(int assigned, int done, double score) {
    Cell cell = new Cell(CellKind.ASSIGNMENTS);
    cell.add(AssignmentFigure.ASSIGNED.place(), assigned);
    cell.add(AssignmentFigure.RESOLVED.place(), done);
    cell.add(AssignmentFigure.RESOLVE_DECIDED.place(), done);
    cell.add(AssignmentFigure.RESOLVE_ON_TIME.place(), done);
    cell.add(AssignmentFigure.OPEN.place(), assigned - done);
    cell.add(AssignmentFigure.STREET_SCORES.place(), done);
    cell.add(
        AssignmentFigure.STREET_SCORE_SUM.place(),
        done * Math.round(score * AssignmentFigure.MILLIONTHS));
    if (done != 0) {
      cell.addDuration(Cell.RESOLVE_MS, 3_600_000, done);
    }
    return cell;
  }

  /** Rated tickets that a department led. */
  public static Cell led(int rated, int satisfied) {
    Cell cell = new Cell(CellKind.LED);
    cell.add(Cell.RATED, rated);
    cell.add(Cell.SATISFIED, satisfied);
    return cell;
  }

  /** Where {@link #tickets} are counted. */
  public static CellKey inDistrict(String district, int day) {
    return CellKey.tickets(district, day);
  }

  /** Where {@link #assignments} are counted. */
  public static CellKey of(String department, String district, int day) {
    return CellKey.assignments(department, district, day);
  }

  /** Where {@link #led} are counted. */
  public static CellKey ledBy(String department, int day) {
    return CellKey.led(department, day);
  }

  /** One of every kind. */
  static List<Cause> causes() {
    return List.of(
        new Cause(
            Cause.Kind.EVENT,
            "单-1",
            "/changji/fuxin",
            "e-1",
            "paidan.ticket.resolved",
            1_795_000_000_123L,
            null,
            0),
        Cause.time("T-2", -1),
        new Cause(Cause.Kind.POLICY, "T-3", null, null, null, 1_795_000_000_000L, "changji", 3),
        new Cause(Cause.Kind.POLICY, "T-4", null, null, null, 5, null, 0));
  }
}
