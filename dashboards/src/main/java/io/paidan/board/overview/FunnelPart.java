package io.paidan.board.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.overview.Overview.FunnelStep;
import io.paidan.board.source.Aggregations;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.document.Alias;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the tickets reported in the period have come, and where tickets wait now. */
final class FunnelPart {
  private final Batch.Slot reached;

  FunnelPart(ViewAt at, Batch batch) {
    Map<String, ObjectNode> done = new LinkedHashMap<>();
    for (Step step : Step.values()) {
      done.put(step.name(), step.done());
    }
    reached =
        batch.add(
            Alias.TICKETS,
            Body.of(Counted.reported(at)).with("steps", Aggregations.filters(done)).json());
  }

  List<FunnelStep> steps(PresentPart present) {
    List<FunnelStep> steps = new ArrayList<>();
    for (Step step : Step.values()) {
      boolean waitedFor = step != Step.COLLECT;
      steps.add(
          new FunnelStep(
              step.number(),
              step,
              Aggregations.count(reached.buckets("steps").path(step.name())),
              waitedFor ? (Long) present.waitingFor(step) : null,
              waitedFor ? (Long) present.overdueIn(step) : null));
    }
    return steps;
  }
}
