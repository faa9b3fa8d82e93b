package io.paidan.board.overview;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the wall shows of one view (contract, section 3, names of documents' fields). Equal
 * overviews show the same page. As JSON its names are in snake_case.
 *
 * @param minimumSample how much a rate must be of to be ranked
 * @param districts all that are known, by id
 * @param hours the last 24, the oldest first
 * @param freshness how new what the index holds is
 */
public record Overview(
    ViewInfo view,
    Long minimumSample,
    List<Place> districts,
    Figures figures,
    OverdueList overdue,
    Rankings rankings,
    List<Hour> hours,
    List<FunnelStep> funnel,
    @JsonIgnore Freshness freshness) {
  /** Where nothing has been read yet: nulls, not zeros. */
  public static final Overview NOTHING =
      new Overview(null, null, null, null, null, null, null, null, Freshness.UNKNOWN);

  /**
   * How new what the index holds is.
   *
   * @param newestChange when a ticket's document changed last, by the greatest {@code revision};
   *     null when there is none
   * @param newestEvent the greatest {@code @timestamp} of a ticket, the event time of the newest
   *     fact; null when there is none
   */
  public record Freshness(Instant newestChange, Instant newestEvent) {
    /** Before anything was read. */
    public static final Freshness UNKNOWN = new Freshness(null, null);
  }

  /**
   * What is shown.
   *
   * @param districtName null where the index does not know it
   * @param date the local day that "today" is
   * @param periods those that there are figures of, up to the present ones, and these
   */
  public record ViewInfo(
      String district,
      String districtName,
      String period,
      ViewPeriod.Type periodType,
      LocalDate periodFrom,
      LocalDate periodTo,
      LocalDate date,
      List<String> periods) {}

  /** An id with its name, null where the index does not know it. */
  public record Place(String id, String name) {}

  /**
   * The figures of the cohort of the tickets first dispatched in the period, cancelled ones left
   * out; and those of now.
   *
   * @param late decided, but not resolved on time
   * @param resolution resolved of dispatched
   * @param onTime resolved on time of decided
   * @param today the cohort of today, whatever the period
   */
  public record Figures(
      long dispatched,
      long resolved,
      long unresolved,
      long late,
      Rate resolution,
      Rate onTime,
      Today today,
      Open open,
      ByClass overdue) {}

  /** The cohort of the tickets first dispatched today. */
  public record Today(long dispatched, long resolved, Rate resolution) {}

  /**
   * Tickets that somebody still has to work on.
   *
   * @param waiting not with any department: REPORTED, ASSESSED or RETURNED
   * @param inHand with a department: DISPATCHED, ACCEPTED or ON_SITE
   */
  public record Open(long total, long waiting, long inHand) {}

  /**
   * Tickets with {@code overdue} true.
   *
   * @param unclassified tickets that nobody has assessed yet
   */
  public record ByClass(long total, long emergency, long key, long routine, long unclassified) {}

  /**
   * The overdue tickets.
   *
   * @param total how many there are; {@code rows} may hold fewer
   * @param rows emergencies first, then the longest overdue
   */
  public record OverdueList(long total, List<OverdueTicket> rows) {}

  /**
   * One overdue ticket, by the clock that has been overdue longest.
   *
   * @param ticketClass EMERGENCY, ROUTINE, KEY, or null while nobody has assessed it
   * @param district where the ticket is now
   * @param department the clock's department, for a clock of the ticket its leading one; or null
   * @param clock DISPATCH, ACCEPT, ARRIVE, RESOLVE, FEEDBACK or TOTAL
   * @param others the other breached clocks of the ticket, longest overdue first
   */
  public record OverdueTicket(
      String ticketId,
      String title,
      String ticketClass,
      String state,
      String district,
      String districtName,
      String department,
      String departmentName,
      String clock,
      Instant dueAt,
      List<OtherClock> others) {}

  /**
   * Another clock that is over its limit.
   *
   * @param department null for a clock of the ticket
   */
  public record OtherClock(String clock, String department, String departmentName, Instant dueAt) {}

  /**
   * Districts and departments, the best first; those without a rank last, by id.
   *
   * @param districtsBy the figure whose lower bound ranks districts
   * @param departmentsBy that of departments
   */
  public record Rankings(
      String districtsBy,
      List<DistrictRow> districts,
      String departmentsBy,
      List<DepartmentRow> departments) {}

  /**
   * A district in the period.
   *
   * @param rank null: too small a sample; equal ones share a rank
   * @param dueOnTime of the limits of resolutions that fell due in the period, up to yesterday,
   *     those kept
   * @param overdue tickets that are there now
   */
  public record DistrictRow(
      String id,
      String name,
      Integer rank,
      long dispatched,
      long resolved,
      Rate resolution,
      Rate onTime,
      Rate dueOnTime,
      long overdue) {}

  /**
   * A department in the period, by its assignments.
   *
   * @param mark 0 to 100, null where there is none
   * @param markLow the mark by the lower bounds of its components
   * @param missing the components without data; {@code district}: marks are of the prefecture only
   * @param resolution resolved and not overturned, of those neither refused nor recalled
   * @param onTime of the limits of resolutions that are decided, those kept
   * @param overdue assignments over a limit now
   */
  public record DepartmentRow(
      String id,
      String name,
      Integer rank,
      Double mark,
      Double markLow,
      List<String> missing,
      long assigned,
      Rate resolution,
      Rate onTime,
      long overdue,
      boolean sufficient) {}

  /**
   * What happened in a local hour.
   *
   * @param dispatched tickets first dispatched
   * @param resolved tickets whose present resolution is of it
   * @param breached clocks that passed their limit
   */
  public record Hour(Instant from, long dispatched, long resolved, long breached) {}

  /**
   * A step of the tickets reported in the period.
   *
   * @param step 1 to 5
   * @param reached those for which it is done
   * @param waiting tickets that wait for it now, whatever the period; null for COLLECT
   * @param overdue of those waiting
   */
  public record FunnelStep(int step, Step name, long reached, Long waiting, Long overdue) {}
}
