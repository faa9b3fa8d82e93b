package io.paidan.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the board shows: the figures of all tickets and the list of overdue ones (contract, section
 * 3, names of documents' fields). Equal overviews show the same page.
 *
 * @param date the local day that "today" is
 */
public record Overview(LocalDate date, Figures figures, OverdueList overdue) {

  /**
   * @param dispatched tickets with a {@code dispatched_at}, cancelled ones too
   * @param resolved tickets with a {@code resolved_at}: all standing assignments are resolved
   * @param resolution of all dispatched tickets that were not cancelled, those resolved
   * @param resolutionToday the same of the tickets first dispatched today
   * @param open tickets that somebody still has to work on
   * @param overdue tickets with {@code overdue} true, by class
   * @param newestChange when the index was last written to, by the greatest {@code revision}; null
   *     when it is empty
   * @param newestEvent the greatest {@code @timestamp}, the event time of the newest fact; null
   *     when there is none
   */
  public record Figures(
      Count dispatched,
      Count resolved,
      Rate resolution,
      Rate resolutionToday,
      Open open,
      ByClass overdue,
      Instant newestChange,
      Instant newestEvent) {}

  /**
   * @param today those whose instant falls on the local day
   */
  public record Count(long total, long today) {}

  /** Resolved of dispatched. */
  public record Rate(long resolved, long dispatched) {
    /** Between 0 and 1; null without a denominator, never 0 or 1 (contract, section 3). */
    public Double rate() {
      return dispatched == 0 ? null : (double) resolved / dispatched;
    }
  }

  /**
   * @param waiting not with any department: REPORTED, ASSESSED or RETURNED
   * @param inHand with a department: DISPATCHED, ACCEPTED or ON_SITE
   */
  public record Open(long waiting, long inHand) {
    public long total() {
      return waiting + inHand;
    }
  }

  /**
   * @param unclassified tickets that nobody has assessed yet
   */
  public record ByClass(long total, long emergency, long key, long routine, long unclassified) {}

  /**
   * @param total how many tickets are overdue; {@code rows} may hold fewer
   * @param rows emergencies first, then the longest overdue
   */
  public record OverdueList(long total, List<OverdueTicket> rows) {
    public OverdueList {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One overdue ticket, by the clock that has been overdue longest.
   *
   * @param ticketClass EMERGENCY, ROUTINE, KEY, or null while nobody has assessed it
   * @param district the district of the clock
   * @param districtName null where the reference data does not know it
   * @param department the clock's department, for a clock of the ticket its leading one; or null
   * @param clock DISPATCH, ACCEPT, ARRIVE, RESOLVE, FEEDBACK or TOTAL
   * @param others the other breached clocks of the ticket, longest overdue first
   */
  public record OverdueTicket(
      String ticketId,
      String ticketClass,
      String district,
      String districtName,
      String department,
      String departmentName,
      String clock,
      Instant dueAt,
      List<OtherClock> others) {
    public OverdueTicket {
      others = List.copyOf(others);
    }
  }

  /**
   * @param department null for a clock of the ticket
   */
  public record OtherClock(String clock, String department, String departmentName, Instant dueAt) {}
}
