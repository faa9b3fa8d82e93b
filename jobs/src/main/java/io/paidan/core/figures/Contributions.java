package io.paidan.core.figures;

import static io.paidan.core.figures.TicketFigure.BREACHED_FLOW;
import static io.paidan.core.figures.TicketFigure.DISPATCHED_FLOW;
import static io.paidan.core.figures.TicketFigure.DUE_FLOW;
import static io.paidan.core.figures.TicketFigure.DUE_MET_FLOW;
import static io.paidan.core.figures.TicketFigure.DUE_RUNNING_FLOW;
import static io.paidan.core.figures.TicketFigure.REPORTED_FLOW;
import static io.paidan.core.figures.TicketFigure.RESOLVED_FLOW;

import io.paidan.Instants;
import io.paidan.core.ticket.AssignmentFacts;
import io.paidan.core.ticket.AssignmentState;
import io.paidan.core.ticket.ClockFacts;
import io.paidan.core.ticket.ClockStatus;
import io.paidan.core.ticket.Resolution;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketFields;
import io.paidan.core.ticket.TicketState;
import io.paidan.event.Outcome;
import io.paidan.policy.ClockType;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * What a ticket adds to the figures (contract, section 3, "district-daily" and after it). It is a
 * function of the facts alone, so a change takes away what the facts before gave and adds what they
 * give now: late evidence mends the figures of any date without a recount. Not thread-safe.
 */
public final class Contributions {
  private static final int SATISFIED_FROM = 4;
  private static final int NOTHING = 0;

  private final LocalDays days;

  /**
   * @param zone whose dates are counted by
   */
  public Contributions(ZoneId zone) {
    this.days = new LocalDays(zone);
  }

  /**
   * Adds the difference that a change makes.
   *
   * @param before null: the ticket was not counted yet
   * @param after null: it is to be counted no more
   */
  public void add(TicketFacts before, TicketFacts after, FigureBook book) {
    if (before == after) {
      return;
    }
    cohort(before, after, book);
    flows(before, after, book);
    assignments(list(before), list(after), book);
    clocks(before, after, book);
  }

  /**
   * Touches the cells that a ticket adds to or, by its clocks, might have added to, and changes
   * none.
   *
   * @param facts null: none
   */
  public void touch(TicketFacts facts, FigureBook book) {
    add(null, facts, book);
    add(facts, null, book);
    if (facts != null) {
      for (ClockFacts clock : facts.clocks()) {
        if (clock.dueAt() != Instants.NONE) {
          book.cell(CellKey.tickets(clock.district(), days.day(clock.dueAt())));
        }
      }
    }
  }

  private static List<AssignmentFacts> list(TicketFacts facts) {
    return facts == null ? List.of() : facts.assignments();
  }

  // ---- the cohort of its first dispatch

  private void cohort(TicketFacts before, TicketFacts after, FigureBook book) {
    TicketFields b = dispatched(before);
    TicketFields a = dispatched(after);
    if (b == null && a == null) {
      return;
    }
    int was = b == null ? NOTHING : figures(before);
    int is = a == null ? NOTHING : figures(after);
    boolean samePlace =
        b != null
            && a != null
            && b.dispatchedAt() == a.dispatchedAt()
            && b.firstDistrict().equals(a.firstDistrict());
    if (samePlace) {
      if (was != is) {
        Cell cell = book.cell(CellKey.tickets(a.firstDistrict(), days.day(a.dispatchedAt())));
        cell.addAll(was & ~is, -1);
        cell.addAll(is & ~was, 1);
      }
    } else {
      cohort(b, was, -1, book);
      cohort(a, is, 1, book);
    }
    led(b, was, -1, a, book);
    led(a, is, 1, b, book);
  }

  private static TicketFields dispatched(TicketFacts facts) {
    return facts == null || facts.ticket().dispatchedAt() == Instants.NONE ? null : facts.ticket();
  }

  private void cohort(TicketFields ticket, int figures, int times, FigureBook book) {
    if (ticket != null) {
      book.cell(CellKey.tickets(ticket.firstDistrict(), days.day(ticket.dispatchedAt())))
          .addAll(figures, times);
    }
  }

  /** The satisfaction with tickets that a department led; skipped where the other says the same. */
  private void led(
      TicketFields ticket, int figures, int times, TicketFields other, FigureBook book) {
    if (ticket == null
        || ticket.leadDepartment() == null
        || (figures & TicketFigure.RATED.bit()) == 0) {
      return;
    }
    if (other != null
        && ticket.leadDepartment().equals(other.leadDepartment())
        && ticket.dispatchedAt() == other.dispatchedAt()
        && ticket.satisfaction() == other.satisfaction()
        && (ticket.state() == TicketState.CANCELLED) == (other.state() == TicketState.CANCELLED)) {
      return;
    }
    Cell cell = book.cell(CellKey.led(ticket.leadDepartment(), days.day(ticket.dispatchedAt())));
    cell.add(Cell.RATED, times);
    if ((figures & TicketFigure.SATISFIED.bit()) != 0) {
      cell.add(Cell.SATISFIED, times);
    }
  }

  private static int figures(TicketFacts facts) {
    TicketFields t = facts.ticket();
    if (t.state() == TicketState.CANCELLED) {
      return TicketFigure.CANCELLED.bit();
    }
    boolean late = false;
    for (int i = 0; i < facts.clocks().size(); i++) {
      ClockFacts clock = facts.clocks().get(i);
      if (clock.status().isOver()
          && (clock.clock() == ClockType.RESOLVE || clock.clock() == ClockType.TOTAL)) {
        late = true;
        break;
      }
    }
    boolean resolved = t.resolvedAt() != Instants.NONE;
    boolean closed = t.state() == TicketState.CLOSED;
    int figures = TicketFigure.DISPATCHED.bit();
    if (resolved) {
      figures |= TicketFigure.RESOLVED.bit();
      figures |= late ? NOTHING : TicketFigure.RESOLVED_ON_TIME.bit();
    } else if (closed) {
      figures |= TicketFigure.CLOSED_UNRESOLVED.bit();
    } else {
      figures |= TicketFigure.OPEN.bit();
      figures |= t.suspended() ? TicketFigure.PAUSED.bit() : NOTHING;
    }
    figures |= resolved || closed || late ? TicketFigure.DECIDED.bit() : NOTHING;
    figures |= t.overdue() ? TicketFigure.OVERDUE.bit() : NOTHING;
    figures |= t.firstDistrict().equals(t.district()) ? NOTHING : TicketFigure.TRANSFERRED.bit();
    figures |= t.reopenCount() > 0 ? TicketFigure.REOPENED.bit() : NOTHING;
    figures |= t.refusalCount() > 0 ? TicketFigure.REFUSED.bit() : NOTHING;
    if (t.satisfaction() > 0) {
      figures |= TicketFigure.RATED.bit();
      figures |= t.satisfaction() >= SATISFIED_FROM ? TicketFigure.SATISFIED.bit() : NOTHING;
      figures |= Boolean.TRUE.equals(t.solved()) ? TicketFigure.SOLVED.bit() : NOTHING;
    }
    return figures;
  }

  // ---- what happened on a date

  private void flows(TicketFacts before, TicketFacts after, FigureBook book) {
    TicketFields b = before == null ? null : before.ticket();
    TicketFields a = after == null ? null : after.ticket();
    flow(
        REPORTED_FLOW,
        b == null ? Instants.NONE : b.reportedAt(),
        b == null ? null : b.reportedDistrict(),
        a == null ? Instants.NONE : a.reportedAt(),
        a == null ? null : a.reportedDistrict(),
        book);
    flow(
        DISPATCHED_FLOW,
        b == null ? Instants.NONE : b.dispatchedAt(),
        b == null ? null : b.firstDistrict(),
        a == null ? Instants.NONE : a.dispatchedAt(),
        a == null ? null : a.firstDistrict(),
        book);
    List<Resolution> was = b == null ? List.of() : b.resolutions();
    List<Resolution> is = a == null ? List.of() : a.resolutions();
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      Resolution old = i < was.size() ? was.get(i) : null;
      Resolution now = i < is.size() ? is.get(i) : null;
      flow(
          RESOLVED_FLOW,
          old == null ? Instants.NONE : old.at(),
          old == null ? null : old.district(),
          now == null ? Instants.NONE : now.at(),
          now == null ? null : now.district(),
          book);
    }
  }

  private void flow(
      TicketFigure figure, long was, String wasIn, long is, String isIn, FigureBook book) {
    if (was == is && (was == Instants.NONE || wasIn.equals(isIn))) {
      return;
    }
    if (was != Instants.NONE) {
      book.cell(CellKey.tickets(wasIn, days.day(was))).add(figure.place(), -1);
    }
    if (is != Instants.NONE) {
      book.cell(CellKey.tickets(isIn, days.day(is))).add(figure.place(), 1);
    }
  }

  private void clocks(TicketFacts before, TicketFacts after, FigureBook book) {
    List<ClockFacts> was = before == null ? List.of() : before.clocks();
    List<ClockFacts> is = after == null ? List.of() : after.clocks();
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      ClockFacts old = i < was.size() ? was.get(i) : null;
      ClockFacts now = i < is.size() ? is.get(i) : null;
      if (!addsTheSame(old, now)) {
        clock(old, -1, book);
        clock(now, 1, book);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // facts that did not change are the same object
  private static boolean addsTheSame(ClockFacts old, ClockFacts now) {
    return old == now
        || (old != null
            && now != null
            && old.clock() == now.clock()
            && old.status() == now.status()
            && old.dueAt() == now.dueAt()
            && old.breachedAt() == now.breachedAt()
            && old.district().equals(now.district()));
  }

  private void clock(ClockFacts clock, int times, FigureBook book) {
    if (clock == null) {
      return;
    }
    if (clock.status().isOver()) {
      book.cell(CellKey.tickets(clock.district(), days.day(clock.breachedAt())))
          .add(BREACHED_FLOW.place(), times);
    }
    if (clock.clock() == ClockType.RESOLVE && clock.dueAt() != Instants.NONE) {
      int figures =
          switch (clock.status()) {
            case RUNNING -> DUE_FLOW.bit() | DUE_RUNNING_FLOW.bit();
            case MET -> DUE_FLOW.bit() | DUE_MET_FLOW.bit();
            case MISSED, BREACHED -> DUE_FLOW.bit();
            case PAUSED, ENDED -> NOTHING;
          };
      if (figures != NOTHING) {
        book.cell(CellKey.tickets(clock.district(), days.day(clock.dueAt())))
            .addAll(figures, times);
      }
    }
  }

  // ---- assignments

  @SuppressWarnings("ReferenceEquality") // facts that did not change are the same object
  private void assignments(List<AssignmentFacts> was, List<AssignmentFacts> is, FigureBook book) {
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      AssignmentFacts old = i < was.size() ? was.get(i) : null;
      AssignmentFacts now = i < is.size() ? is.get(i) : null;
      if (old == now) {
        continue;
      }
      if (old != null && now != null && samePlace(old, now)) {
        if (!addsTheSame(old, now)) {
          change(old, now, book.cell(key(now)));
        }
      } else {
        if (old != null) {
          assignment(old, -1, book.cell(key(old)));
        }
        if (now != null) {
          assignment(now, 1, book.cell(key(now)));
        }
      }
    }
  }

  private static boolean samePlace(AssignmentFacts a, AssignmentFacts b) {
    return a.dispatchedAt() == b.dispatchedAt()
        && a.department().equals(b.department())
        && a.district().equals(b.district());
  }

  private static boolean addsTheSame(AssignmentFacts a, AssignmentFacts b) {
    return figures(a) == figures(b)
        && a.acceptedAt() == b.acceptedAt()
        && a.arrivedAt() == b.arrivedAt()
        && a.resolvedAt() == b.resolvedAt()
        && Objects.equals(a.streetScore(), b.streetScore());
  }

  private CellKey key(AssignmentFacts a) {
    return CellKey.assignments(a.department(), a.district(), days.day(a.dispatchedAt()));
  }

  private static void change(AssignmentFacts old, AssignmentFacts now, Cell cell) {
    int was = figures(old);
    int is = figures(now);
    cell.addAll(was & ~is, -1);
    cell.addAll(is & ~was, 1);
    score(old, -1, cell);
    score(now, 1, cell);
    duration(Cell.ACCEPT_MS, old.acceptMs(), now.acceptMs(), cell);
    duration(Cell.ARRIVE_MS, old.arriveMs(), now.arriveMs(), cell);
    duration(Cell.RESOLVE_MS, old.resolveMs(), now.resolveMs(), cell);
  }

  private static void assignment(AssignmentFacts a, int times, Cell cell) {
    cell.addAll(figures(a), times);
    score(a, times, cell);
    duration(Cell.ACCEPT_MS, a.acceptMs(), times, cell);
    duration(Cell.ARRIVE_MS, a.arriveMs(), times, cell);
    duration(Cell.RESOLVE_MS, a.resolveMs(), times, cell);
  }

  private static void score(AssignmentFacts a, int times, Cell cell) {
    if (a.streetScore() != null) {
      long millionths = Math.round(a.streetScore() * AssignmentFigure.MILLIONTHS);
      cell.add(AssignmentFigure.STREET_SCORE_SUM.place(), times * millionths);
    }
  }

  private static void duration(int place, long was, long is, Cell cell) {
    if (was != is) {
      duration(place, was, -1, cell);
      duration(place, is, 1, cell);
    }
  }

  private static void duration(int place, long ms, int times, Cell cell) {
    if (ms != Instants.NONE) {
      cell.addDuration(place, ms, times);
    }
  }

  private static int figures(AssignmentFacts a) {
    int figures = AssignmentFigure.ASSIGNED.bit();
    figures |= a.acceptedAt() != Instants.NONE ? AssignmentFigure.ACCEPTED.bit() : NOTHING;
    figures |= a.arrivedAt() != Instants.NONE ? AssignmentFigure.ARRIVED.bit() : NOTHING;
    figures |= a.state() == AssignmentState.REFUSED ? AssignmentFigure.REFUSED.bit() : NOTHING;
    figures |= a.state() == AssignmentState.RECALLED ? AssignmentFigure.RECALLED.bit() : NOTHING;
    figures |= a.state() == AssignmentState.RESOLVED ? AssignmentFigure.RESOLVED.bit() : NOTHING;
    figures |= a.outcome() == Outcome.UNSOLVABLE ? AssignmentFigure.UNSOLVABLE.bit() : NOTHING;
    figures |= a.overturned() ? AssignmentFigure.OVERTURNED.bit() : NOTHING;
    figures |= a.state().isOpen() ? AssignmentFigure.OPEN.bit() : NOTHING;
    if (a.acceptStatus() == ClockStatus.BREACHED
        || a.arriveStatus() == ClockStatus.BREACHED
        || a.resolveStatus() == ClockStatus.BREACHED) {
      figures |= AssignmentFigure.OVERDUE.bit();
    }
    figures |=
        verdict(a.acceptStatus(), AssignmentFigure.ACCEPT_DECIDED, AssignmentFigure.ACCEPT_ON_TIME);
    figures |=
        verdict(a.arriveStatus(), AssignmentFigure.ARRIVE_DECIDED, AssignmentFigure.ARRIVE_ON_TIME);
    figures |=
        verdict(
            a.resolveStatus(), AssignmentFigure.RESOLVE_DECIDED, AssignmentFigure.RESOLVE_ON_TIME);
    figures |= a.streetScore() != null ? AssignmentFigure.STREET_SCORES.bit() : NOTHING;
    return figures;
  }

  private static int verdict(
      ClockStatus status, AssignmentFigure decided, AssignmentFigure onTime) {
    if (status == null || !status.isDecided()) {
      return NOTHING;
    }
    return status == ClockStatus.MET ? decided.bit() | onTime.bit() : decided.bit();
  }
}
