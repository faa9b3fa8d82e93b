package io.paidan.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.check.Pack;
import io.paidan.kibana.check.PackValidator;
import io.paidan.kibana.object.Language;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packs are sound; and whatever is broken in one is found. */
class PackValidatorTest {
  private static final Pack PACK = Pack.read(KibanaPack.ndjson(Language.ZH_CN));
  private static final String DISTRICTS = "paidan-districts";
  private static final String STATE = "/embeddableConfig/attributes/state";
  private static final String LAYER = STATE + "/datasourceStates/formBased/layers/data";

  @ParameterizedTest
  @EnumSource(Language.class)
  void thePacksAreSound(Language language) {
    Pack pack = Pack.read(KibanaPack.ndjson(language));
    assertThat(PackValidator.problems(pack)).isEmpty();
    assertThat(pack.ofType("dashboard")).hasSize(7);
    assertThat(pack.ofType("dashboard"))
        .allSatisfy(dashboard -> assertThat(Pack.panels(dashboard)).hasSizeGreaterThan(8));
  }

  @Test
  void thePacksShareNoIdAndSayTheSame() {
    Pack english = Pack.read(KibanaPack.ndjson(Language.EN));
    Set<String> ids = new HashSet<>();
    PACK.objects().forEach(object -> ids.add(object.path("id").asText()));
    assertThat(english.objects()).hasSameSizeAs(PACK.objects());
    for (int i = 0; i < PACK.objects().size(); i++) {
      String id = english.objects().get(i).path("id").asText();
      assertThat(ids).doesNotContain(id);
      assertThat("paidan-" + id.substring("paidan-en-".length()))
          .isEqualTo(PACK.objects().get(i).path("id").asText());
    }
    for (JsonNode dashboard : english.ofType("dashboard")) {
      assertThat(dashboard.toString()).as("words in Chinese").doesNotContainPattern("\\p{IsHan}");
    }
  }

  private static JsonNode panel(ArrayNode panels, String id) {
    for (JsonNode panel : panels) {
      if (panel.path("panelIndex").asText().equals(id)) {
        return panel;
      }
    }
    throw new AssertionError("no panel " + id);
  }

  private static ObjectNode at(JsonNode node, String path) {
    assertThat(node.at(path).isObject()).as(path).isTrue();
    return (ObjectNode) node.at(path);
  }

  private static void found(Pack broken, String... words) {
    assertThat(PackValidator.problems(broken))
        .anySatisfy(problem -> assertThat(problem).contains(words));
  }

  /** Breaks one panel of the districts' dashboard. */
  private static Pack broken(String panel, Consumer<JsonNode> how) {
    return PACK.withPanels(DISTRICTS, panels -> how.accept(panel(panels, panel)));
  }

  @Test
  void findsAReferenceToNothing() {
    Pack broken = PACK.copy();
    broken.objects().removeIf(o -> o.path("id").asText().equals("paidan-search-overdue"));
    found(broken, "paidan-overview", "list-overdue", "leads to nothing");
  }

  @Test
  void findsAReferenceThatIsMissingOrUnused() {
    Pack missing = PACK.copy();
    ArrayNode references = (ArrayNode) missing.find("dashboard", DISTRICTS).path("references");
    String name = references.remove(0).path("name").asText();
    found(missing, DISTRICTS, "lacks the references", name);

    Pack unused = PACK.copy();
    ((ArrayNode) unused.find("dashboard", DISTRICTS).path("references"))
        .add(
            PACK.find("dashboard", DISTRICTS)
                .path("references")
                .get(0)
                .<ObjectNode>deepCopy()
                .put("name", "nobody:indexpattern-datasource-layer-data"));
    found(unused, DISTRICTS, "unused", "nobody");
  }

  @Test
  void findsAnotherDataViewInsideThanOutside() {
    found(
        broken(
            "ranking",
            panel ->
                ((ObjectNode) panel.at("/embeddableConfig/attributes/references/0"))
                    .put("id", "paidan-tickets")),
        "ranking",
        "another one inside");
  }

  @Test
  void findsAMissingColumn() {
    found(
        broken("ranking", panel -> at(panel, LAYER + "/columns").remove("low")),
        "ranking",
        "columnOrder");
    found(
        broken(
            "ranking",
            panel -> {
              at(panel, LAYER + "/columns").remove("overdue");
              ArrayNode order = (ArrayNode) panel.at(LAYER + "/columnOrder");
              for (int i = 0; i < order.size(); i++) {
                if (order.get(i).asText().equals("overdue")) {
                  order.remove(i);
                }
              }
            }),
        "ranking",
        "shows overdue");
  }

  @Test
  void findsABrokenChainOfAFormula() {
    found(
        broken(
            "on-time-rate",
            panel -> {
              at(panel, LAYER + "/columns").remove(List.of("valueX0", "valueX1", "valueX2"));
              ((ArrayNode) panel.at(LAYER + "/columnOrder")).removeAll().add("value");
            }),
        "on-time-rate",
        "rests on");
    found(
        broken(
            "on-time-rate",
            panel -> at(panel, LAYER + "/columns/valueX0").put("sourceField", "dispatched")),
        "on-time-rate",
        "says sum(resolved_on_time) / sum(decided)");
    found(
        broken(
            "on-time-rate",
            panel ->
                ((ArrayNode) panel.at(LAYER + "/columns/valueX2/params/tinymathAst/args"))
                    .set(1, "valueX0")),
        "on-time-rate",
        "calculates with");
  }

  @Test
  void findsAFieldThatTheIndexDoesNotHave() {
    found(
        broken(
            "dispatched",
            panel -> at(panel, LAYER + "/columns/value").put("sourceField", "dispatchd")),
        "dispatched",
        "dispatchd");
    found(
        PACK.withPanels(
            "paidan-overview",
            panels ->
                at(panel(panels, "overdue"), LAYER + "/columns/value/filter")
                    .put("query", "over_due: true")),
        "overdue",
        "asks for over_due");
    found(
        PACK.withPanels(
            "paidan-overview",
            panels ->
                at(panel(panels, "overdue-by-district"), STATE + "/query")
                    .put("query", "overdue: (true")),
        "overdue-by-district",
        "no )");
    Pack search = PACK.copy();
    ((ArrayNode) search.find("search", "paidan-search-overdue").at("/attributes/columns"))
        .add("nowhere");
    found(search, "paidan-search-overdue", "column nowhere");
  }

  @Test
  void findsAMeanOfRates() {
    found(
        broken(
            "dispatched",
            panel ->
                at(panel, LAYER + "/columns/value")
                    .put("operationType", "average")
                    .put("sourceField", "on_time_rate")),
        "dispatched",
        "does not add up");
  }

  @Test
  void findsAWrongOrder() {
    found(
        broken(
            "ranking",
            panel -> at(panel, LAYER + "/columns/district/params/orderBy").put("columnId", "low")),
        "ranking",
        "orders by low");
  }

  /** Elasticsearch refuses to order by the number of documents in a filter. */
  @Test
  void findsAnOrderByAFilteredCount() {
    found(
        PACK.withPanels(
            "paidan-overview",
            panels ->
                at(panel(panels, "by-class"), LAYER + "/columns/class/params/orderBy")
                    .put("columnId", "resolved")),
        "by-class",
        "orders by resolved");
  }

  @Test
  void findsPanelsThatOverlapOrStickOut() {
    found(broken("ranking", panel -> at(panel, "/gridData").put("y", 3)), "lies over");
    found(broken("ranking", panel -> at(panel, "/gridData").put("x", 1)), "ranking", "48 columns");
  }

  @Test
  void findsAPaletteThatDoesNotGrow() {
    found(
        broken(
            "on-time-rate",
            panel ->
                ((ObjectNode) panel.at(STATE + "/visualization/palette/params/colorStops/1"))
                    .put("stop", 0.99)),
        "on-time-rate",
        "palette");
  }

  @Test
  void findsAControlThatEmptiesAPanel() {
    Pack broken = PACK.copy();
    ObjectNode group = at(broken.find("dashboard", DISTRICTS), "/attributes/controlGroupInput");
    group.put("panelsJSON", group.path("panelsJSON").asText().replace("county_name", "dispatched"));
    found(broken, DISTRICTS, "a filter on dispatched empties centers");
  }

  @Test
  void findsADrilldownThatEmptiesItsTarget() {
    Pack broken = PACK.copy();
    for (JsonNode reference : broken.find("dashboard", DISTRICTS).path("references")) {
      if (reference.path("name").asText().contains("ranking:drilldown")) {
        ((ObjectNode) reference).put("id", "paidan-departments");
      }
    }
    found(broken, "panel ranking", "a filter on district_name empties");
  }

  @Test
  void findsWhatOlderKibanasRefuse() {
    Pack version = PACK.copy();
    version.objects().get(0).put("coreMigrationVersion", "8.15.0");
    found(version, "migration versions");

    Pack key = PACK.copy();
    at(key.find("dashboard", DISTRICTS), "/attributes").put("sections", "[]");
    found(key, DISTRICTS, "sections");

    Pack noVersion = PACK.copy();
    ((ObjectNode) noVersion.find("dashboard", DISTRICTS)).remove("typeMigrationVersion");
    found(noVersion, DISTRICTS, "keys are");
  }

  @Test
  void findsBrokenJsonInText() {
    Pack broken = PACK.copy();
    at(broken.find("dashboard", DISTRICTS), "/attributes").put("optionsJSON", "{");
    found(broken, DISTRICTS, "optionsJSON holds no JSON");
  }

  @Test
  void findsVegaThatElasticsearchRefuses() {
    found(
        PACK.withPanels(
            "paidan-pipeline",
            panels -> {
              ObjectNode params =
                  at(panel(panels, "read-delay"), "/embeddableConfig/savedVis/params");
              params.put(
                  "spec", params.path("spec").asText().replace("interval\"", "fixed_interval\""));
            }),
        "read-delay",
        "fixed_interval");
  }

  @Test
  void findsADashboardWithoutNavigation() {
    found(PACK.withPanels(DISTRICTS, panels -> panels.remove(0)), DISTRICTS, "has no navigation");
  }
}
