package io.paidan.board.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.overview.Overview.ByClass;
import io.paidan.board.overview.Overview.Freshness;
import io.paidan.board.overview.Overview.Open;
import io.paidan.board.source.Aggregations;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Query;
import io.paidan.document.Alias;
import java.util.Map;

/** How tickets stand now, whatever the period. */
final class PresentPart {
  private final Batch.Slot waiting;
  private final Batch.Slot overdue;
  private final Batch.Slot overdueByDistrict;
  private final Batch.Slot newest;

  PresentPart(ViewAt at, Batch batch) {
    waiting =
        batch.add(
            Alias.TICKETS,
            Body.of(Counted.waitingForAny(at)).with("states", Aggregations.terms("state")).json());
    ObjectNode overdueHere = Query.all(Counted.present(at), Counted.overdue());
    overdue =
        batch.add(
            Alias.TICKETS,
            Body.of(overdueHere)
                .with("all", Aggregations.filter(Counted.overdue()))
                .with("classes", Aggregations.terms("ticket_class"))
                .with("states", Aggregations.terms("state"))
                .json());
    overdueByDistrict =
        batch.add(
            Alias.TICKETS,
            Body.of(Counted.overdue()).with("districts", Aggregations.terms("district")).json());
    newest =
        batch.add(
            Alias.TICKETS,
            Body.ofAll()
                .with("change", Aggregations.max("revision"))
                .with("event", Aggregations.max("@timestamp"))
                .json());
  }

  Open open() {
    long before = waitingFor(Step.JUDGE) + waitingFor(Step.DISPATCH);
    long inHand = waitingFor(Step.IMPLEMENT);
    return new Open(before + inHand, before, inHand);
  }

  long waitingFor(Step step) {
    return inStates(waiting, step);
  }

  long overdueIn(Step step) {
    return inStates(overdue, step);
  }

  private static long inStates(Batch.Slot slot, Step step) {
    Map<String, Long> states = Aggregations.counts(slot.aggregation("states"));
    return step.waiting().stream().mapToLong(state -> states.getOrDefault(state, 0L)).sum();
  }

  ByClass overdue() {
    Map<String, Long> classes = Aggregations.counts(overdue.aggregation("classes"));
    long total = Aggregations.count(overdue.aggregation("all"));
    long emergency = classes.getOrDefault("EMERGENCY", 0L);
    long key = classes.getOrDefault("KEY", 0L);
    long routine = classes.getOrDefault("ROUTINE", 0L);
    return new ByClass(total, emergency, key, routine, total - emergency - key - routine);
  }

  /** Of every district, whatever the view. */
  Map<String, Long> overdueByDistrict() {
    return Aggregations.counts(overdueByDistrict.aggregation("districts"));
  }

  Freshness freshness() {
    return new Freshness(
        Aggregations.instant(newest.aggregation("change")),
        Aggregations.instant(newest.aggregation("event")));
  }
}
