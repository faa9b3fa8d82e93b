package io.paidan.core.figures;

import io.paidan.Wilson;
import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Name;
import java.util.ArrayList;
import java.util.List;

/** Writes counts, and the rates and percentiles that follow from them, as fields of documents. */
final class FigureFields {
  private static final List<Name> TICKETS = new ArrayList<>();
  private static final List<Name> ASSIGNMENTS = new ArrayList<>();

  static {
    for (TicketFigure figure : TicketFigure.values()) {
      TICKETS.add(new Name(figure.field));
    }
    for (AssignmentFigure figure : AssignmentFigure.values()) {
      ASSIGNMENTS.add(new Name(figure.field));
    }
  }

  private static final Name RESOLUTION_RATE = new Name("resolution_rate");
  private static final Name RESOLUTION_RATE_LOW = new Name("resolution_rate_low");
  private static final Name RESOLUTION_RATE_HIGH = new Name("resolution_rate_high");
  private static final Name ON_TIME_RATE = new Name("on_time_rate");
  private static final Name ON_TIME_RATE_LOW = new Name("on_time_rate_low");
  private static final Name ON_TIME_RATE_HIGH = new Name("on_time_rate_high");
  private static final Name SATISFACTION_RATE = new Name("satisfaction_rate");
  private static final Name SOLVED_RATE = new Name("solved_rate");
  private static final Name ACCEPT_ON_TIME_RATE = new Name("accept_on_time_rate");
  private static final Name ARRIVE_ON_TIME_RATE = new Name("arrive_on_time_rate");
  private static final Name RESOLVE_ON_TIME_RATE = new Name("resolve_on_time_rate");
  private static final Name REFUSAL_RATE = new Name("refusal_rate");
  private static final Name STREET_SCORE_AVG = new Name("street_score_avg");
  private static final Name[] P50 = names("_p50_ms");
  private static final Name[] P90 = names("_p90_ms");

  private FigureFields() {}

  private static Name[] names(String suffix) {
    Name[] names = new Name[3];
    names[Cell.ACCEPT_MS] = new Name("accept" + suffix);
    names[Cell.ARRIVE_MS] = new Name("arrive" + suffix);
    names[Cell.RESOLVE_MS] = new Name("resolve" + suffix);
    return names;
  }

  /** The figures of district-daily. */
  static void tickets(JsonBuffer json, Cell cell) {
    for (TicketFigure figure : TicketFigure.values()) {
      json.number(TICKETS.get(figure.place()), cell.count(figure));
    }
    long dispatched = cell.count(TicketFigure.DISPATCHED);
    long decided = cell.count(TicketFigure.DECIDED);
    long rated = cell.count(TicketFigure.RATED);
    long resolved = cell.count(TicketFigure.RESOLVED);
    long onTime = cell.count(TicketFigure.RESOLVED_ON_TIME);
    rate(json, RESOLUTION_RATE, resolved, dispatched);
    rate(json, ON_TIME_RATE, onTime, decided);
    rate(json, SATISFACTION_RATE, cell.count(TicketFigure.SATISFIED), rated);
    rate(json, SOLVED_RATE, cell.count(TicketFigure.SOLVED), rated);
    interval(json, RESOLUTION_RATE_LOW, RESOLUTION_RATE_HIGH, resolved, dispatched);
    interval(json, ON_TIME_RATE_LOW, ON_TIME_RATE_HIGH, onTime, decided);
  }

  /** The figures of department-daily. */
  static void assignments(JsonBuffer json, Cell cell) {
    for (AssignmentFigure figure : AssignmentFigure.values()) {
      if (figure != AssignmentFigure.STREET_SCORE_SUM) {
        json.number(ASSIGNMENTS.get(figure.place()), cell.count(figure));
      }
    }
    rate(
        json,
        ACCEPT_ON_TIME_RATE,
        cell.count(AssignmentFigure.ACCEPT_ON_TIME),
        cell.count(AssignmentFigure.ACCEPT_DECIDED));
    rate(
        json,
        ARRIVE_ON_TIME_RATE,
        cell.count(AssignmentFigure.ARRIVE_ON_TIME),
        cell.count(AssignmentFigure.ARRIVE_DECIDED));
    rate(
        json,
        RESOLVE_ON_TIME_RATE,
        cell.count(AssignmentFigure.RESOLVE_ON_TIME),
        cell.count(AssignmentFigure.RESOLVE_DECIDED));
    rate(
        json,
        REFUSAL_RATE,
        cell.count(AssignmentFigure.REFUSED),
        cell.count(AssignmentFigure.ASSIGNED));
    for (int place = 0; place < P50.length; place++) {
      DurationHistogram histogram = cell.histogram(place);
      json.millis(P50[place], histogram.percentile(50));
      json.millis(P90[place], histogram.percentile(90));
    }
    json.decimal(STREET_SCORE_AVG, meanScore(cell));
  }

  /** The mean of the street's marks, 0 to 100; null when there are none. */
  static Double meanScore(Cell cell) {
    long scores = cell.count(AssignmentFigure.STREET_SCORES);
    return scores == 0
        ? null
        : (Double)
            (cell.count(AssignmentFigure.STREET_SCORE_SUM) / AssignmentFigure.MILLIONTHS / scores);
  }

  private static void rate(JsonBuffer json, Name name, long part, long whole) {
    if (whole == 0) {
      json.nothing(name);
    } else {
      json.decimal(name, (double) part / whole);
    }
  }

  private static void interval(JsonBuffer json, Name low, Name high, long part, long whole) {
    if (whole == 0) {
      json.nothing(low).nothing(high);
    } else {
      double share = (double) part / whole;
      json.decimal(low, Wilson.low(share, whole)).decimal(high, Wilson.high(share, whole));
    }
  }
}
