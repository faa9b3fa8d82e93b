package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.core.recompute.Recompute;
import io.paidan.document.Alias;
import io.paidan.event.EventWriter;
import io.paidan.event.TicketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files of figures that {@code recompute} writes are what a plain count over the files of
 * tickets, assignments and clocks beside them gives.
 */
class RecomputedFiguresTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void figuresAreACountOfTheOtherFiles(long seed, @TempDir Path folder) throws IOException {
    FigureScene scene = new FigureScene(seed, 60);
    long asOf = scene.random.instant();
    CountedTickets counted = scene.counted();
    StringBuilder lines = new StringBuilder();
    for (TicketEvent event : scene.events) {
      lines.append(EventWriter.line(event)).append('\n');
      if (event.time() <= asOf) {
        counted.arrive(event);
      }
    }
    counted.advance(asOf);
    Path events = Files.writeString(folder.resolve("events.ndjson"), lines);
    Path out = folder.resolve("out");
    Recompute.Summary summary =
        Recompute.run(
            new Recompute.Options(List.of(events), scene.policies, scene.reference, asOf, out));
    assertThat(summary.deadLetters()).isZero();

    PlainCount plain =
        new PlainCount(
            documents(out, Alias.TICKETS).values(),
            documents(out, Alias.ASSIGNMENTS).values(),
            documents(out, Alias.CLOCKS).values(),
            counted.besides(),
            scene.reference);
    assertWritten(plain.districtDaily(), out, Alias.DISTRICT_DAILY);
    assertWritten(plain.departmentDaily(), out, Alias.DEPARTMENT_DAILY);
    assertWritten(plain.departmentDistrictDaily(), out, Alias.DEPARTMENT_DISTRICT_DAILY);
    assertWritten(plain.areaFigures(), out, Alias.AREA_FIGURES);
    assertWritten(
        plain.departmentScores(
            PlainCount.inForce(scene.policies, Instant.ofEpochMilli(asOf), scene.reference.zone())),
        out,
        Alias.DEPARTMENT_SCORES);
  }

  private static void assertWritten(
      Map<String, Map<String, Object>> expected, Path out, Alias alias) throws IOException {
    assertThat(expected).isNotEmpty();
    assertThat(FiguresComparison.differences(expected, documents(out, alias))).isEmpty();
  }

  private static Map<String, JsonNode> documents(Path out, Alias alias) throws IOException {
    return FiguresComparison.documents(out.resolve(alias.alias() + ".ndjson"));
  }
}
