package io.paidan.flink.ticket;

import io.paidan.core.figures.Cell;
import io.paidan.core.figures.CellKey;
import io.paidan.core.figures.Contributions;
import io.paidan.core.figures.FigureBook;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.event.PackedWriter;
import io.paidan.event.TicketEvent;
import io.paidan.flink.figures.FigureChange;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What changes of figures come to, and what the fold of all events adds to the figures. */
final class FigureTotals {
  private FigureTotals() {}

  /** The sum of all changes, cell by cell; cells of which nothing is left are left out. */
  static Map<String, String> of(List<FigureChange> changes) {
    Map<CellKey, Cell> sums = new HashMap<>();
    for (FigureChange change : changes) {
      sums.computeIfAbsent(change.key(), key -> new Cell(key.kind())).add(change.cell());
    }
    return texts(sums);
  }

  /** By the fold of each ticket's events, under policies of one version each. */
  static Map<String, String> folded(
      Map<String, List<TicketEvent>> histories,
      List<String> policyVersions,
      ZoneId zone,
      long asOf) {
    List<PolicyVersion> policies = new ArrayList<>();
    policyVersions.forEach(json -> policies.addAll(PolicyParser.parse(json).versions()));
    TicketJudge judge = TicketJudge.of(new PolicyHistory(policies), zone);
    FigureBook book = new FigureBook();
    histories.forEach(
        (id, history) ->
            new Contributions(zone).add(null, judge.fold(id, history, asOf).facts(), book));
    Map<CellKey, Cell> sums = new HashMap<>();
    book.entries().forEach(entry -> sums.put(entry.key(), entry.cell()));
    return texts(sums);
  }

  private static Map<String, String> texts(Map<CellKey, Cell> sums) {
    Map<String, String> texts = new TreeMap<>();
    sums.forEach(
        (key, cell) -> {
          if (!cell.isZero()) {
            PackedWriter out = new PackedWriter(new byte[64]);
            cell.pack(out);
            texts.put(key.toString(), HexFormat.of().formatHex(out.bytes()));
          }
        });
    return texts;
  }
}
