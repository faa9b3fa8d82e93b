package io.paidan.board.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.source.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which tickets, assignments and clocks a figure counts (contract, section 3). The overview and the
 * lists behind its figures both ask by these, so that they agree.
 */
public final class Counted {
  /** How a ticket's class is called that nobody has assessed. */
  public static final String UNCLASSIFIED = "UNCLASSIFIED";

  private static final List<String> OVER = List.of("BREACHED", "MISSED");

  private Counted() {}

  // ---- tickets

  /** The cohort of the period: first dispatched in it, in the district of that dispatch. */
  public static ObjectNode cohort(ViewAt at) {
    return cohort(at, at.period().from(), at.period().to());
  }

  /** The cohort of today. */
  public static ObjectNode cohortOfToday(ViewAt at) {
    return cohort(at, at.date(), at.date());
  }

  private static ObjectNode cohort(ViewAt at, LocalDate from, LocalDate to) {
    return and(
        at.in("first_district"), at.onDates("dispatched_at", from, to), Query.not(cancelled()));
  }

  /** All standing assignments are resolved. */
  public static ObjectNode resolved() {
    return Query.exists("resolved_at");
  }

  /** Those that were closed before they were resolved. */
  public static ObjectNode closedUnresolved() {
    return Query.all(Query.term("state", "CLOSED"), Query.not(resolved()));
  }

  /** Those that are in the district now. */
  public static ObjectNode present(ViewAt at) {
    return Query.all(at.in("district"));
  }

  /** Those in the district now that nobody works on yet. */
  public static ObjectNode waiting(ViewAt at) {
    return inStates(at, Step.JUDGE, Step.DISPATCH);
  }

  /** Those in the district now that a department works on. */
  public static ObjectNode inHand(ViewAt at) {
    return inStates(at, Step.IMPLEMENT);
  }

  /** Both. */
  public static ObjectNode open(ViewAt at) {
    return inStates(at, Step.JUDGE, Step.DISPATCH, Step.IMPLEMENT);
  }

  /** Those in the district now that wait for a step to be done. */
  public static ObjectNode waitingFor(ViewAt at, Step step) {
    return inStates(at, step);
  }

  /** Those in the district now that wait for one of the steps to be done. */
  static ObjectNode waitingForAny(ViewAt at) {
    return inStates(at, Step.values());
  }

  private static ObjectNode inStates(ViewAt at, Step... steps) {
    List<String> states = Stream.of(steps).flatMap(step -> step.waiting().stream()).toList();
    return and(at.in("district"), Query.terms("state", states));
  }

  /** A clock of theirs is over its limit now. */
  public static ObjectNode overdue() {
    return Query.term("overdue", true);
  }

  /** Those of a class, or {@link #UNCLASSIFIED}. */
  public static ObjectNode ofClass(String ticketClass) {
    return ticketClass.equals(UNCLASSIFIED)
        ? Query.not(Query.exists("ticket_class"))
        : Query.term("ticket_class", ticketClass);
  }

  /** Those first dispatched in a stretch of time, in the district of that dispatch. */
  public static ObjectNode dispatchedWithin(ViewAt at, Instant from, Instant to) {
    return and(at.in("first_district"), Query.range("dispatched_at", from, to));
  }

  /** Those whose resolution is of a stretch of time. */
  public static ObjectNode resolvedWithin(ViewAt at, Instant from, Instant to) {
    return and(at.in("district"), Query.range("resolved_at", from, to));
  }

  /** Those reported in the period. */
  public static ObjectNode reported(ViewAt at) {
    return and(
        at.in("district"),
        at.onDates("reported_at", at.period().from(), at.period().to()),
        Query.not(cancelled()));
  }

  /** Those reported in the period for which a step is done. */
  public static ObjectNode reached(ViewAt at, Step step) {
    return Query.all(reported(at), step.done());
  }

  private static ObjectNode cancelled() {
    return Query.term("state", "CANCELLED");
  }

  // ---- clocks

  /** Those over their limit now. */
  public static ObjectNode breachedClocks() {
    return Query.term("status", "BREACHED");
  }

  /** Those that passed their limit in a stretch of time. */
  public static ObjectNode breachedWithin(ViewAt at, Instant from, Instant to) {
    return and(
        at.in("district"), Query.range("breached_at", from, to), Query.terms("status", OVER));
  }

  /** Those that make their ticket late: over the limit of a resolution, or of the whole. */
  public static ObjectNode late() {
    return Query.all(Query.terms("clock", "RESOLVE", "TOTAL"), Query.terms("status", OVER));
  }

  /**
   * The last date of the period on which what fell due is decided: yesterday at the latest. It may
   * lie before the period's first date: then nothing is.
   */
  public static LocalDate lastDue(ViewAt at) {
    LocalDate yesterday = at.date().minusDays(1);
    return at.period().to().isBefore(yesterday) ? at.period().to() : yesterday;
  }

  /** The limits of resolutions that fell due in the period, up to {@link #lastDue}. */
  public static ObjectNode due(ViewAt at) {
    return and(
        at.in("district"),
        Query.term("clock", "RESOLVE"),
        Query.terms("status", "RUNNING", "MET", "MISSED", "BREACHED"),
        at.onDates("due_at", at.period().from(), lastDue(at)));
  }

  /** Of {@link #due}, those kept. */
  public static ObjectNode dueMet(ViewAt at) {
    return Query.all(due(at), met());
  }

  /** Of {@link #due}, the others. */
  public static ObjectNode dueMissed(ViewAt at) {
    return Query.all(due(at), Query.not(met()));
  }

  private static ObjectNode met() {
    return Query.term("status", "MET");
  }

  // ---- assignments

  /** Those that a department was given in the period. */
  public static ObjectNode assigned(ViewAt at, String department) {
    return and(
        at.in("district"),
        Query.term("department", department),
        at.onDates("dispatched_at", at.period().from(), at.period().to()));
  }

  /** Neither refused nor recalled. */
  public static ObjectNode countable() {
    return Query.not(Query.terms("state", "REFUSED", "RECALLED"));
  }

  /** Resolved, and not overturned by a reopening. */
  public static ObjectNode resolvedForGood() {
    return Query.all(Query.term("state", "RESOLVED"), Query.term("overturned", false));
  }

  /**
   * A clock of theirs is over its limit now: the verdict is there, and what would have stopped the
   * clock has not come (contract, section 2, "Clocks").
   */
  public static ObjectNode overdueAssignments(ViewAt at) {
    return and(
        at.in("district"),
        Query.any(
            Query.all(Query.term("state", "OPEN"), Query.term("accept_on_time", false)),
            Query.all(
                Query.terms("state", "OPEN", "ACCEPTED"), Query.term("arrive_on_time", false)),
            Query.all(
                Query.terms("state", "OPEN", "ACCEPTED", "ON_SITE"),
                Query.term("resolve_on_time", false))));
  }

  private static ObjectNode and(List<ObjectNode> some, ObjectNode... others) {
    List<ObjectNode> filters = new ArrayList<>(some);
    filters.addAll(List.of(others));
    return Query.all(filters);
  }
}
