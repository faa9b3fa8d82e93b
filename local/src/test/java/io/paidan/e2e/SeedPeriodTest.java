package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures that a prefecture once told of itself: 666 tickets dispatched, 346 of them resolved,
 * over 14 streets and towns: a resolution rate of 0.5195. Both ways give them.
 */
@ExtendWith(PipelineExtension.class)
class SeedPeriodTest {
  private static final long SEED = 666_346;
  private static final ReferenceData REFERENCE = DefaultReference.load();
  private static final String PREFECTURE = "PREFECTURE/" + REFERENCE.prefecture().id() + "/";

  @TempDir private Path folder;
  private final SeedPeriod period = new SeedPeriod(REFERENCE);

  @Test
  void isWhatItIsSaidToBe() {
    assertThat(REFERENCE.districts()).hasSize(14);
    assertThat(period.counted().keySet()).isEqualTo(REFERENCE.districts().keySet());
    assertThat(period.counted().values().stream().mapToInt(c -> c.dispatched).sum()).isEqualTo(666);
    assertThat(period.counted().values().stream().mapToInt(c -> c.resolved).sum()).isEqualTo(346);
    Set<LocalDate> dates =
        Set.copyOf(period.countedByDay().keySet().stream().map(SeedPeriod.Day::date).toList());
    assertThat(dates).hasSize(SeedPeriod.MONTH.lengthOfMonth());
  }

  @Test
  void recomputed() throws Exception {
    assertFigures(recompute(List.of()));
  }

  /** As it may come: in no order, one event in three twice. */
  @Test
  void live(Pipeline pipeline) throws Exception {
    List<byte[]> marks = History.marks("seed period");
    Facts expected = recompute(marks);
    pipeline.fresh(SeedPeriod.AS_OF.toEpochMilli() + 1);
    pipeline.startJobs(Backend.HEAP);
    pipeline.replay(period.history().shuffled(SEED).write(folder.resolve("shuffled.ndjson")));
    pipeline.mark(marks);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitFacts(expected, view);
    }

    Facts indexed = new Facts();
    for (Document document : pipeline.index().documents().values()) {
      indexed.add(document.alias(), document.id(), new String(document.body(), UTF_8));
    }
    assertFigures(indexed);
  }

  /** What the command makes of it, with the shipped policy and reference data. */
  private Facts recompute(List<byte[]> marks) throws Exception {
    Path out = folder.resolve("recomputed");
    Path events = period.history().and(marks).write(folder.resolve("events.ndjson"));
    Command.run("recompute", "--events", events, "--as-of", SeedPeriod.AS_OF, "--out", out);
    return Recomputed.read(out);
  }

  private void assertFigures(Facts facts) {
    Map<String, Map<String, String>> areas = facts.of(Alias.AREA_FIGURES);
    Map<String, String> month = areas.get(PREFECTURE + SeedPeriod.MONTH);
    assertThat(month)
        .containsEntry("scope_name", "\"昌吉回族自治州\"")
        .containsEntry("period_type", "\"MONTH\"")
        .containsEntry("period_start", "\"2026-03-01\"")
        .containsEntry("period_end", "\"2026-03-31\"")
        .containsEntry("dispatched", "666")
        .containsEntry("resolved", "346")
        .containsEntry("cancelled", Integer.toString(SeedPeriod.CANCELLED));
    assertRate(month);
    assertThat(number(month, "resolution_rate")).isCloseTo(0.5195, within(0.00005));
    assertThat(number(month, "resolution_rate_low")).isCloseTo(0.4816, within(0.00005));
    assertThat(number(month, "resolution_rate_high")).isCloseTo(0.5572, within(0.00005));

    List<Map<String, String>> districts = new ArrayList<>();
    period
        .counted()
        .forEach(
            (district, counts) -> {
              String id = "DISTRICT/" + district + "/" + SeedPeriod.MONTH;
              assertThat(areas.get(id)).as(id).isNotNull();
              assertCounts(id, areas.get(id), counts);
              districts.add(areas.get(id));
            });
    assertSum(districts, month);
    assertSum(of(areas, "COUNTY/", "/" + SeedPeriod.MONTH), month);
    assertSum(of(areas, PREFECTURE + SeedPeriod.MONTH + "-", ""), month);
    assertDays(facts.of(Alias.DISTRICT_DAILY), month);
  }

  /** Day by day, in every district what was dispatched there. */
  private void assertDays(Map<String, Map<String, String>> daily, Map<String, String> month) {
    Map<String, Map<String, String>> inTheMonth = new TreeMap<>();
    period
        .countedByDay()
        .forEach(
            (day, counts) -> {
              String id = day.district() + "/" + day.date();
              assertThat(daily.get(id)).as(id).isNotNull();
              assertCounts(id, daily.get(id), counts);
              inTheMonth.put(id, daily.get(id));
            });
    daily.forEach(
        (id, figures) -> {
          boolean counts = number(figures, "dispatched") > 0 || number(figures, "cancelled") > 0;
          if (id.contains("/" + SeedPeriod.MONTH) && !inTheMonth.containsKey(id)) {
            assertThat(counts).as("%s counts what was not dispatched there", id).isFalse();
          }
        });
    assertSum(List.copyOf(inTheMonth.values()), month);
  }

  private static List<Map<String, String>> of(
      Map<String, Map<String, String>> documents, String begin, String end) {
    return documents.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(begin) && entry.getKey().endsWith(end))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static void assertSum(List<Map<String, String>> parts, Map<String, String> whole) {
    for (String figure : List.of("dispatched", "resolved", "cancelled", "open", "decided")) {
      assertThat(parts.stream().mapToDouble(part -> number(part, figure)).sum())
          .as("the sum of %s in %d parts", figure, parts.size())
          .isEqualTo(number(whole, figure));
    }
  }

  private static void assertCounts(
      String id, Map<String, String> figures, SeedPeriod.Counts counts) {
    assertThat(figures)
        .as(id)
        .containsEntry("dispatched", Integer.toString(counts.dispatched))
        .containsEntry("resolved", Integer.toString(counts.resolved))
        .containsEntry("cancelled", Integer.toString(counts.cancelled));
    if (counts.dispatched == 0) {
      assertThat(figures)
          .as(id)
          .containsEntry("resolution_rate", "null")
          .containsEntry("resolution_rate_low", "null")
          .containsEntry("resolution_rate_high", "null");
    } else {
      assertRate(figures);
    }
  }

  /** The rate, and its interval by Wilson's formula as the contract has it: 95 %, z = 1.96. */
  private static void assertRate(Map<String, String> figures) {
    double n = number(figures, "dispatched");
    double p = number(figures, "resolved") / n;
    double z = 1.96;
    double center = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    assertThat(number(figures, "resolution_rate")).isCloseTo(p, within(1e-9));
    assertThat(number(figures, "resolution_rate_low")).isCloseTo(center - half, within(1e-9));
    assertThat(number(figures, "resolution_rate_high")).isCloseTo(center + half, within(1e-9));
  }

  private static double number(Map<String, String> figures, String name) {
    return Double.parseDouble(figures.get(name));
  }
}
