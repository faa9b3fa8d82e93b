package io.paidan.core.figures;

import io.paidan.core.figures.PlainRecords.Assignment;
import io.paidan.core.figures.PlainRecords.Clock;
import io.paidan.core.figures.PlainRecords.Ticket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** The figures of tickets and of assignments, each counted by the words of the contract. */
final class PlainFigures {
  private PlainFigures() {}

  /**
   * The figures of district-daily for some districts and some dates.
   *
   * @param here which districts; never asked about null
   */
  static Map<String, Object> ofTickets(
      List<Ticket> tickets, Predicate<String> here, PlainPeriod then) {
    List<Ticket> cohort =
        tickets.stream()
            .filter(t -> then.has(t.dispatched()))
            .filter(t -> t.firstDistrict() != null && here.test(t.firstDistrict()))
            .toList();
    List<Ticket> counted = cohort.stream().filter(t -> !t.isCancelled()).toList();
    int dispatched = counted.size();
    int resolved = count(counted, Ticket::isResolved);
    int onTime = count(counted, t -> t.isResolved() && !t.isLate());
    int decided = count(counted, Ticket::isDecided);
    int rated = count(counted, Ticket::isRated);
    int satisfied = count(counted, Ticket::isSatisfied);
    int solved = count(counted, Ticket::solved);

    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("dispatched", dispatched);
    figures.put("cancelled", count(cohort, Ticket::isCancelled));
    figures.put("resolved", resolved);
    figures.put("closed_unresolved", count(counted, Ticket::isClosedUnresolved));
    figures.put("resolved_on_time", onTime);
    figures.put("decided", decided);
    figures.put("open", count(counted, Ticket::isOpen));
    figures.put("paused", count(counted, t -> t.isOpen() && t.suspended()));
    figures.put("overdue", count(counted, Ticket::overdue));
    figures.put("transferred", count(counted, Ticket::isTransferred));
    figures.put("reopened", count(counted, t -> t.reopenings() >= 1));
    figures.put("refused", count(counted, t -> t.refusals() >= 1));
    figures.put("rated", rated);
    figures.put("satisfied", satisfied);
    figures.put("solved", solved);
    Double resolutionRate = PlainMath.rate(resolved, dispatched);
    Double onTimeRate = PlainMath.rate(onTime, decided);
    figures.put("resolution_rate", resolutionRate);
    figures.put("on_time_rate", onTimeRate);
    figures.put("satisfaction_rate", PlainMath.rate(satisfied, rated));
    figures.put("solved_rate", PlainMath.rate(solved, rated));
    figures.put("resolution_rate_low", PlainMath.wilsonLow(resolutionRate, dispatched));
    figures.put("resolution_rate_high", PlainMath.wilsonHigh(resolutionRate, dispatched));
    figures.put("on_time_rate_low", PlainMath.wilsonLow(onTimeRate, decided));
    figures.put("on_time_rate_high", PlainMath.wilsonHigh(onTimeRate, decided));

    Predicate<String> there = district -> district != null && here.test(district);
    List<Clock> clocks =
        tickets.stream()
            .flatMap(t -> t.clocks().stream())
            .filter(c -> there.test(c.district()))
            .toList();
    List<Clock> due = clocks.stream().filter(c -> c.isDueFlow() && then.has(c.due())).toList();
    figures.put(
        "reported_flow",
        count(tickets, t -> then.has(t.reported()) && there.test(t.beside().reportedDistrict())));
    figures.put("dispatched_flow", cohort.size());
    figures.put(
        "resolved_flow",
        count(
            tickets.stream().flatMap(t -> t.beside().resolutions().stream()).toList(),
            r -> then.has(r.on()) && there.test(r.district())));
    figures.put("breached_flow", count(clocks, c -> then.has(c.breached())));
    figures.put("due_flow", due.size());
    figures.put("due_met_flow", count(due, c -> c.status().equals("MET")));
    figures.put("due_running_flow", count(due, c -> c.status().equals("RUNNING")));
    return figures;
  }

  /** The figures of department-daily over a cohort of assignments. */
  static Map<String, Object> ofAssignments(List<Assignment> cohort) {
    int assigned = cohort.size();
    int refused = count(cohort, a -> a.state().equals("REFUSED"));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("assigned", assigned);
    figures.put("accepted", count(cohort, Assignment::accepted));
    figures.put("refused", refused);
    figures.put("recalled", count(cohort, a -> a.state().equals("RECALLED")));
    figures.put("arrived", count(cohort, Assignment::arrived));
    figures.put("resolved", count(cohort, Assignment::isResolved));
    figures.put("unsolvable", count(cohort, a -> "UNSOLVABLE".equals(a.outcome())));
    figures.put("overturned", count(cohort, Assignment::overturned));
    figures.put("open", count(cohort, Assignment::isOpen));
    figures.put(
        "overdue",
        count(cohort, a -> a.clocks().stream().anyMatch(c -> c.status().equals("BREACHED"))));
    for (String step : List.of("accept", "arrive", "resolve")) {
      int decided = decided(cohort, step);
      int onTime = onTime(cohort, step);
      figures.put(step + "_decided", decided);
      figures.put(step + "_on_time", onTime);
      figures.put(step + "_on_time_rate", PlainMath.rate(onTime, decided));
    }
    figures.put("refusal_rate", PlainMath.rate(refused, assigned));
    percentiles(figures, "accept", cohort, Assignment::acceptMs);
    percentiles(figures, "arrive", cohort, Assignment::arriveMs);
    percentiles(figures, "resolve", cohort, Assignment::resolveMs);
    List<Double> marks = marks(cohort);
    figures.put("street_score_avg", PlainMath.mean(marks));
    figures.put("street_scores", marks.size());
    return figures;
  }

  /** Of how many the clock of that step is decided: MET, MISSED or BREACHED. */
  static int decided(List<Assignment> cohort, String step) {
    return count(cohort, a -> clock(a, step) != null && clock(a, step).isDecided());
  }

  /** Of how many the clock of that step is MET. */
  static int onTime(List<Assignment> cohort, String step) {
    return count(cohort, a -> clock(a, step) != null && clock(a, step).status().equals("MET"));
  }

  private static Clock clock(Assignment assignment, String step) {
    return assignment.clock(step.toUpperCase(Locale.ROOT));
  }

  /** The street's marks. */
  static List<Double> marks(List<Assignment> cohort) {
    return cohort.stream().map(Assignment::streetScore).filter(Objects::nonNull).toList();
  }

  private static void percentiles(
      Map<String, Object> figures,
      String step,
      List<Assignment> cohort,
      Function<Assignment, Long> duration) {
    List<Long> durations = cohort.stream().map(duration).filter(Objects::nonNull).toList();
    figures.put(step + "_p50_ms", PlainMath.nearestRank(durations, 50));
    figures.put(step + "_p90_ms", PlainMath.nearestRank(durations, 90));
  }

  /** Whether any count in it is not zero: without one there is no document. */
  static boolean isAnything(Map<String, Object> figures) {
    return figures.values().stream().anyMatch(v -> v instanceof Integer count && count != 0);
  }

  static <T> int count(List<T> all, Predicate<T> which) {
    return (int) all.stream().filter(which).count();
  }
}
