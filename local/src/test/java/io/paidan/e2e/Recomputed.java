package io.paidan.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.recompute.Recompute;
import io.paidan.document.Alias;
import io.paidan.policy.PolicyHistory;
import io.paidan.reference.DefaultReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the plain runner makes of a file of events: the second way. */
record Recomputed(Recompute.Summary summary, Facts facts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The aliases that both ways write. */
  static final List<Alias> BOTH =
      List.of(
          Alias.TICKETS,
          Alias.ASSIGNMENTS,
          Alias.CLOCKS,
          Alias.ALERTS,
          Alias.EVENTS,
          Alias.DISTRICT_DAILY,
          Alias.DEPARTMENT_DAILY,
          Alias.DEPARTMENT_DISTRICT_DAILY,
          Alias.AREA_FIGURES,
          Alias.DEPARTMENT_SCORES,
          Alias.CENTERS,
          Alias.REFERENCE_PROBLEMS,
          Alias.DEAD_LETTERS);

  /** A document that {@code recompute} wrote. */
  record Line(Alias alias, String id, String json) {}

  static Recomputed of(Path events, PolicyHistory policies, long asOf, Path out)
      throws IOException {
    Recompute.Summary summary =
        Recompute.run(
            new Recompute.Options(List.of(events), policies, DefaultReference.load(), asOf, out));
    return new Recomputed(summary, read(out));
  }

  /** What is in the folder that {@code recompute} wrote. */
  static Facts read(Path out) throws IOException {
    Facts facts = new Facts();
    for (Line line : lines(out)) {
      facts.add(line.alias(), line.id(), line.json());
    }
    return facts;
  }

  /** The same, line by line. */
  static List<Line> lines(Path out) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Alias alias : BOTH) {
      String name =
          alias == Alias.DEAD_LETTERS ? Recompute.DEAD_LETTERS_FILE : alias.alias() + ".ndjson";
      for (String line : Files.readAllLines(out.resolve(name))) {
        String id = JSON.readValue(RawJson.members(line).get("_id"), String.class);
        lines.add(new Line(alias, id, line));
      }
    }
    return lines;
  }
}
