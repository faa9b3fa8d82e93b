package io.paidan.it.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.document.Alias;
import io.paidan.index.IndexSetup;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.it.kibana.Counting.Span;
import io.paidan.kibana.KibanaPack;
import io.paidan.kibana.check.Pack;
import io.paidan.kibana.object.Language;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.SharedServers;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every panel of the Kibana pack, asked of a real Elasticsearch with known documents: what Kibana
 * would ask is made from what the pack says, and what must come out is counted from the documents.
 */
class KibanaPanelsTest {
  private static final Map<Alias, List<Doc>> KNOWN = KnownDocuments.make();
  private static final PanelExpectations EXPECTED = new PanelExpectations(KNOWN);
  private static final Pack PACK = Pack.read(KibanaPack.ndjson(Language.ZH_CN));

  private static KibanaSearches searches;

  @BeforeAll
  static void fill() throws Exception {
    URI elasticsearch = SharedServers.elasticsearch().uri();
    new IndexSetup(ElasticsearchConnection.of(elasticsearch.toString(), null), 1, 0).run();
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<Alias, List<Doc>> documents : KNOWN.entrySet()) {
      String target = documents.getKey().alias();
      for (Doc doc : documents.getValue()) {
        String index =
            documents.getKey().byMonth()
                ? target + "-" + doc.text("@timestamp").substring(0, 7).replace('-', '.')
                : target;
        lines
            .append(
                json.writeValueAsString(Map.of("index", Map.of("_index", index, "_id", doc.id()))))
            .append('\n')
            .append(json.writeValueAsString(doc.fields()))
            .append('\n');
      }
    }
    Http.Response response =
        Http.send("POST", elasticsearch.resolve("/_bulk?refresh=true"), lines.toString());
    assertThat(response.body()).contains("\"errors\":false");
    searches = new KibanaSearches(elasticsearch, PACK, Scene.LOOK);
  }

  @AfterAll
  static void empty() throws Exception {
    URI elasticsearch = SharedServers.elasticsearch().uri();
    for (Alias alias : Alias.values()) {
      Http.Response found =
          Http.send("GET", elasticsearch.resolve("/" + alias.alias() + "/_settings"), null);
      for (String index :
          (Iterable<String>) new ObjectMapper().readTree(found.body())::fieldNames) {
        Http.send("DELETE", elasticsearch.resolve("/" + index), null);
      }
    }
  }

  private static String name(JsonNode dashboard, JsonNode panel) {
    String id = dashboard.path("id").asText();
    return id.substring("paidan-".length()) + "/" + panel.path("panelIndex").asText();
  }

  private interface PanelCheck {
    void check(JsonNode dashboard, JsonNode panel) throws Exception;
  }

  private static Stream<DynamicTest> each(
      java.util.function.Predicate<JsonNode> which, PanelCheck check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode dashboard : PACK.ofType("dashboard")) {
      for (JsonNode panel : Pack.panels(dashboard)) {
        if (which.test(panel)) {
          tests.add(
              DynamicTest.dynamicTest(name(dashboard, panel), () -> check.check(dashboard, panel)));
        }
      }
    }
    return tests.stream();
  }

  /** A panel that nobody counted for would be a panel that nobody tested. */
  @Test
  void noPanelIsLeftOut() {
    TreeSet<String> layers = new TreeSet<>();
    TreeSet<String> lists = new TreeSet<>();
    TreeSet<String> others = new TreeSet<>();
    for (JsonNode dashboard : PACK.ofType("dashboard")) {
      for (JsonNode panel : Pack.panels(dashboard)) {
        String name = name(dashboard, panel);
        if (Pack.isLens(panel)) {
          Pack.layers(panel).keySet().forEach(layer -> layers.add(name + "/" + layer));
        } else if (Pack.isSearch(panel)) {
          lists.add(name);
        } else if (!Pack.isVega(panel)) {
          others.add(name.substring(name.indexOf('/') + 1));
        }
      }
    }
    assertThat(EXPECTED.rows().keySet()).containsExactlyInAnyOrderElementsOf(layers);
    assertThat(EXPECTED.lists().keySet()).containsExactlyInAnyOrderElementsOf(lists);
    assertThat(others).containsExactly("about", "navigation");
    assertThat(layers).hasSizeGreaterThan(50);
  }

  @TestFactory
  Stream<DynamicTest> everyChartShowsWhatTheDocumentsSay() {
    return each(
        Pack::isLens,
        (dashboard, panel) -> {
          for (String layer : Pack.layers(panel).keySet()) {
            Map<List<String>, Map<String, Double>> rows = searches.layer(dashboard, panel, layer);
            String name = name(dashboard, panel) + "/" + layer;
            compare(name, EXPECTED.rows().get(name).rows(), rows);
          }
        });
  }

  private static void compare(
      String name,
      Map<List<String>, Map<String, Span>> expected,
      Map<List<String>, Map<String, Double>> rows) {
    assertThat(rows.keySet())
        .as(name)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (key, row) -> {
          Map<String, Double> shown = rows.get(key);
          shown.keySet().removeIf(column -> column.matches(".*X\\d+"));
          assertThat(shown.keySet()).as(name).containsExactlyInAnyOrderElementsOf(row.keySet());
          row.forEach(
              (column, span) -> compare(name + " " + key + " " + column, span, shown.get(column)));
        });
  }

  private static void compare(String where, Span expected, Double shown) {
    if (expected == null) {
      assertThat(shown).as(where).isNull();
      return;
    }
    assertThat(shown).as(where).isNotNull();
    double slack = Math.max(1, Math.abs(expected.most())) * 1e-9;
    assertThat(shown).as(where).isBetween(expected.least() - slack, expected.most() + slack);
  }

  @TestFactory
  Stream<DynamicTest> everyListShowsTheDocumentsInTheirOrder() {
    return each(
        Pack::isSearch,
        (dashboard, panel) ->
            assertThat(searches.list(dashboard, panel))
                .isNotEmpty()
                .isEqualTo(EXPECTED.lists().get(name(dashboard, panel))));
  }

  @TestFactory
  Stream<DynamicTest> everyDelayIsTheMeanOfTheDocuments() {
    return each(
        Pack::isVega,
        (dashboard, panel) -> {
          boolean events = panel.path("panelIndex").asText().equals("read-delay");
          String earlier = events ? "time" : "threshold_at";
          String later = events ? "read_at" : "fired_at";
          String time = events ? "read_at" : "@timestamp";
          Map<String, List<Doc>> days =
              KNOWN.get(events ? Alias.EVENTS : Alias.ALERTS).stream()
                  .filter(doc -> doc.within(time))
                  .collect(
                      Collectors.groupingBy(
                          doc -> doc.instant(time).atZone(Scene.ZONE).toLocalDate().toString(),
                          TreeMap::new,
                          Collectors.toList()));
          Map<String, JsonNode> buckets = searches.vega(dashboard, panel);
          assertThat(buckets.keySet()).containsExactlyElementsOf(days.keySet());
          String calculation =
              Pack.parse(panel.at("/embeddableConfig/savedVis/params/spec").asText())
                  .at("/transform/0/calculate")
                  .asText();
          assertThat(calculation).isEqualTo("(datum.later.value - datum.earlier.value) / 1000");
          days.forEach(
              (day, docs) -> {
                double mean =
                    docs.stream()
                        .mapToLong(
                            d ->
                                d.instant(later).toEpochMilli() - d.instant(earlier).toEpochMilli())
                        .average()
                        .orElseThrow();
                JsonNode bucket = buckets.get(day);
                double shown =
                    (bucket.at("/later/value").asDouble() - bucket.at("/earlier/value").asDouble())
                        / 1000;
                assertThat(shown).as(day).isCloseTo(mean / 1000, within(0.01));
              });
        });
  }

  @TestFactory
  Stream<DynamicTest> everyControlListsTheValuesThatThereAre() {
    Map<String, Alias> aliases = new LinkedHashMap<>();
    aliases.put("overview", Alias.TICKETS);
    aliases.put("sla", Alias.CLOCKS);
    aliases.put("districts", Alias.DISTRICT_DAILY);
    aliases.put("departments", Alias.DEPARTMENT_DAILY);
    aliases.put("audit", Alias.TICKETS);
    aliases.put("audit-reports", Alias.REPORTS);
    aliases.put("pipeline", Alias.EVENTS);
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode dashboard : PACK.ofType("dashboard")) {
      String name = dashboard.path("id").asText().substring("paidan-".length());
      String time =
          switch (name) {
            case "overview" -> null;
            case "pipeline" -> "read_at";
            default -> "@timestamp";
          };
      Pack.controls(dashboard)
          .forEach(
              (id, control) ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          name + "/" + id,
                          () -> {
                            String field = control.at("/explicitInput/fieldName").asText();
                            TreeSet<String> values = new TreeSet<>();
                            for (Doc doc : KNOWN.get(aliases.get(name))) {
                              if (time == null || doc.within(time)) {
                                values.addAll(values(doc, field));
                              }
                            }
                            assertThat(searches.options(dashboard, id))
                                .isNotEmpty()
                                .isEqualTo(values);
                          })));
    }
    return tests.stream();
  }

  private static List<String> values(Doc doc, String field) {
    if (!field.startsWith("causes.")) {
      return doc.texts(field);
    }
    return doc.has("causes") ? doc.parts("causes", field.substring("causes.".length())) : List.of();
  }

  /** The two packs ask alike: what holds of one holds of the other. */
  @Test
  void theEnglishPackAsksTheSame() {
    Pack english = Pack.read(KibanaPack.ndjson(Language.EN));
    for (JsonNode dashboard : PACK.ofType("dashboard")) {
      String id = dashboard.path("id").asText().replace("paidan-", "paidan-en-");
      List<JsonNode> other = Pack.panels(english.find("dashboard", id));
      List<JsonNode> panels = Pack.panels(dashboard);
      assertThat(other).hasSameSizeAs(panels);
      for (int i = 0; i < panels.size(); i++) {
        if (Pack.isLens(panels.get(i))) {
          assertThat(asked(other.get(i))).isEqualTo(asked(panels.get(i)));
        } else if (Pack.isVega(panels.get(i))) {
          assertThat(Pack.vegaRequest(other.get(i))).isEqualTo(Pack.vegaRequest(panels.get(i)));
        }
      }
    }
  }

  private static Map<String, String> asked(JsonNode panel) {
    Map<String, String> asked = new TreeMap<>();
    Pack.layers(panel)
        .forEach(
            (id, layer) ->
                asked.put(
                    id,
                    new LayerQuery(layer, Scene.NOW, Scene.ZONE).aggregations().toString()
                        + panel.at("/embeddableConfig/attributes/state/query")));
    return asked;
  }
}
