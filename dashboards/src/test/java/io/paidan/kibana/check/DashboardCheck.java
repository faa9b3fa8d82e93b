package io.paidan.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One dashboard: its panels, what they mention, its controls and filter. */
final class DashboardCheck {
  private static final int COLUMNS = 48;
  private static final Set<String> PANEL_KEYS =
      Set.of("type", "gridData", "panelIndex", "embeddableConfig", "title", "panelRefName");

  private final Pack pack;
  private final JsonNode dashboard;
  private final Consumer<String> problems;
  private final List<JsonNode> panels;
  private final Set<String> needed = new TreeSet<>();

  DashboardCheck(Pack pack, JsonNode dashboard, Consumer<String> problems) {
    this.pack = pack;
    this.dashboard = dashboard;
    this.problems = problems;
    this.panels = Pack.panels(dashboard);
  }

  void run() {
    grid();
    panels.forEach(this::panel);
    controls();
    filter();
    JsonNode tag = pack.ofType("tag").get(0);
    needed.add("tag-ref-" + tag.path("id").asText());
    Set<String> given = new TreeSet<>();
    dashboard.path("references").forEach(r -> given.add(r.path("name").asText()));
    if (!given.equals(needed)) {
      Set<String> missing = new TreeSet<>(needed);
      missing.removeAll(given);
      given.removeAll(needed);
      problems.accept("lacks the references " + missing + " and has unused ones " + given);
    }
    if (panels.stream().noneMatch(p -> p.path("type").asText().equals("links"))) {
      problems.accept("has no navigation");
    }
  }

  private void grid() {
    Map<String, String> taken = new LinkedHashMap<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode panel : panels) {
      String id = panel.path("panelIndex").asText();
      JsonNode place = panel.path("gridData");
      int x = place.path("x").asInt(-1);
      int y = place.path("y").asInt(-1);
      int w = place.path("w").asInt();
      int h = place.path("h").asInt();
      if (!ids.add(id) || !place.path("i").asText().equals(id) || !id.matches("[a-z0-9-]+")) {
        problems.accept("panel " + id + " has no index of its own");
      }
      if (x < 0 || y < 0 || w <= 0 || h <= 0 || x + w > COLUMNS) {
        problems.accept("panel " + id + " is not within " + COLUMNS + " columns");
        continue;
      }
      for (int i = x; i < x + w; i++) {
        for (int j = y; j < y + h; j++) {
          String before = taken.putIfAbsent(i + "/" + j, id);
          if (before != null) {
            problems.accept("panel " + id + " lies over " + before);
            i = COLUMNS;
            break;
          }
        }
      }
    }
  }

  private void panel(JsonNode panel) {
    String id = panel.path("panelIndex").asText();
    Consumer<String> here = what -> problems.accept("panel " + id + ": " + what);
    panel
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!PANEL_KEYS.contains(key)) {
                here.accept("unknown key " + key);
              }
            });
    if (panel.path("title").asText().isBlank()) {
      here.accept("no title");
    }
    switch (panel.path("type").asText()) {
      case "lens" -> lens(panel, here);
      case "search" -> search(panel, here);
      case "links" -> links(panel, here);
      case "visualization" -> visualization(panel, here);
      default -> here.accept("unknown type " + panel.path("type"));
    }
  }

  private void lens(JsonNode panel, Consumer<String> problems) {
    String id = panel.path("panelIndex").asText();
    JsonNode attributes = panel.at("/embeddableConfig/attributes");
    JsonNode state = attributes.path("state");
    if (attributes.path("description").asText().isBlank()) {
      problems.accept("no description");
    }
    Map<String, LensCheck> checked = new LinkedHashMap<>();
    Set<String> inside = new TreeSet<>();
    Pack.layers(panel)
        .forEach(
            (layer, content) -> {
              String name = "indexpattern-datasource-layer-" + layer;
              inside.add(name);
              needed.add(id + ":" + name);
              IndexFields fields = fields(pack.viewOfLayer(dashboard, panel, layer), problems);
              if (fields != null) {
                LensCheck check =
                    new LensCheck(content, fields, what -> problems.accept(layer + ": " + what));
                check.run();
                checked.put(layer, check);
                KqlCheck.check("query", state.at("/query/query").asText(), fields, problems);
              }
            });
    references(attributes, inside, id, problems);
    LensLayersCheck.check(attributes, checked, problems);
    PaletteCheck.check(state, problems);
    drilldowns(panel, problems);
  }

  /** The mentions inside the panel are those of the dashboard, without the panel's prefix. */
  private void references(
      JsonNode attributes, Set<String> inside, String panel, Consumer<String> problems) {
    Set<String> given = new TreeSet<>();
    for (JsonNode reference : attributes.path("references")) {
      String name = reference.path("name").asText();
      given.add(name);
      JsonNode target = pack.follow(dashboard, panel + ":" + name);
      if (!target.path("id").equals(reference.path("id"))) {
        problems.accept("reference " + name + " is another one inside than outside");
      }
    }
    if (!given.equals(inside)) {
      problems.accept("references inside are " + given + ", layers want " + inside);
    }
  }

  private void drilldowns(JsonNode panel, Consumer<String> problems) {
    for (JsonNode event : panel.at("/embeddableConfig/enhancements/dynamicActions/events")) {
      String name =
          panel.path("panelIndex").asText()
              + ":drilldown:"
              + event.at("/action/factoryId").asText()
              + ":"
              + event.path("eventId").asText()
              + ":dashboardId";
      needed.add(name);
      JsonNode target = pack.follow(dashboard, name);
      for (String field : clickable(panel)) {
        narrowed(target, field, problems);
      }
    }
  }

  private static List<String> clickable(JsonNode panel) {
    List<String> fields = new ArrayList<>();
    Pack.layers(panel)
        .values()
        .forEach(
            layer ->
                layer
                    .path("columns")
                    .forEach(
                        column -> {
                          if (column.path("operationType").asText().equals("terms")) {
                            fields.add(column.path("sourceField").asText());
                          }
                        }));
    return fields;
  }

  private void search(JsonNode panel, Consumer<String> problems) {
    needed.add(panel.path("panelIndex").asText() + ":" + panel.path("panelRefName").asText());
    if (pack.search(dashboard, panel).isMissingNode()) {
      problems.accept("no search behind it");
    }
  }

  private void links(JsonNode panel, Consumer<String> problems) {
    Set<String> targets = new TreeSet<>();
    for (JsonNode link : panel.at("/embeddableConfig/attributes/links")) {
      String name = link.path("destinationRefName").asText();
      if (!name.equals("link_" + link.path("id").asText() + "_dashboard")) {
        problems.accept("link " + link.path("id") + " has the reference name " + name);
      }
      String full = panel.path("panelIndex").asText() + ":" + name;
      needed.add(full);
      targets.add(pack.follow(dashboard, full).path("id").asText());
    }
    for (JsonNode other : pack.ofType("dashboard")) {
      if (!targets.contains(other.path("id").asText())) {
        problems.accept("no way to " + other.path("id").asText());
      }
    }
  }

  private void visualization(JsonNode panel, Consumer<String> problems) {
    JsonNode saved = panel.at("/embeddableConfig/savedVis");
    if (saved.path("type").asText().equals("markdown")) {
      if (saved.at("/params/markdown").asText().isBlank()) {
        problems.accept("says nothing");
      }
      return;
    }
    if (!Pack.isVega(panel)) {
      problems.accept("is a visualization of the kind " + saved.path("type"));
      return;
    }
    JsonNode request = Pack.vegaRequest(panel);
    IndexFields fields = IndexFields.of(request.path("index").asText());
    if (fields == null) {
      problems.accept("asks the unknown index " + request.path("index"));
      return;
    }
    if (!request.path("%context%").asBoolean()
        || !fields.isDate(request.path("%timefield%").asText())) {
      problems.accept("does not go by the dashboard's filters and time");
    }
    for (String field : request.path("body").findValuesAsText("field")) {
      if (!fields.isDate(field) && !fields.isNumber(field)) {
        problems.accept("asks for " + field + ", which the index does not have");
      }
    }
    if (!request.path("body").findValues("fixed_interval").isEmpty()) {
      problems.accept("has its interval under fixed_interval");
    }
  }

  private void controls() {
    JsonNode group = dashboard.at("/attributes/controlGroupInput");
    if (!group.path("chainingSystem").asText().equals("HIERARCHICAL")
        || Pack.parse(group.path("ignoreParentSettingsJSON").asText()).isMissingNode()) {
      problems.accept("has no hierarchical controls");
    }
    Map<String, JsonNode> controls = Pack.controls(dashboard);
    if (controls.isEmpty()) {
      problems.accept("has no controls");
    }
    controls.forEach(
        (id, control) -> {
          String name = "controlGroup_" + id + ":optionsListDataView";
          needed.add(name);
          IndexFields fields = fields(pack.follow(dashboard, name), problems);
          String field = control.at("/explicitInput/fieldName").asText();
          if (fields != null && !fields.isDiscrete(field)) {
            problems.accept("control " + id + " lists " + field);
          }
          if (!control.at("/explicitInput/id").asText().equals(id)
              || control.at("/explicitInput/title").asText().isBlank()) {
            problems.accept("control " + id + " has no id or title");
          }
          narrowed(dashboard, field, problems);
        });
  }

  /** Every panel that a filter on a field narrows must have the field, or it is emptied. */
  private void narrowed(JsonNode target, String field, Consumer<String> problems) {
    for (JsonNode panel : Pack.panels(target)) {
      List<JsonNode> views = new ArrayList<>();
      if (Pack.isLens(panel)) {
        Pack.layers(panel)
            .forEach(
                (layer, content) -> {
                  if (!content.path("ignoreGlobalFilters").asBoolean()) {
                    views.add(pack.viewOfLayer(target, panel, layer));
                  }
                });
      } else if (Pack.isSearch(panel)) {
        views.add(pack.viewOfSearch(pack.search(target, panel)));
      }
      for (JsonNode view : views) {
        IndexFields fields = IndexFields.of(view.at("/attributes/title").asText());
        if (fields != null && !fields.has(field)) {
          problems.accept("a filter on " + field + " empties " + panel.path("panelIndex").asText());
        }
      }
    }
  }

  private void filter() {
    JsonNode source =
        Pack.parse(dashboard.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
    JsonNode filters = source.path("filter");
    if (filters.isEmpty()) {
      problems.accept("has no filter");
    }
    for (int i = 0; i < filters.size(); i++) {
      JsonNode meta = filters.path(i).path("meta");
      String name = "kibanaSavedObjectMeta.searchSourceJSON.filter[" + i + "].meta.index";
      needed.add(name);
      if (!meta.path("indexRefName").asText().equals(name)) {
        problems.accept("filter " + i + " has the reference name " + meta.path("indexRefName"));
      }
      narrowed(dashboard, meta.path("key").asText(), problems);
    }
  }

  private static IndexFields fields(JsonNode view, Consumer<String> problems) {
    IndexFields fields =
        view.isMissingNode() ? null : IndexFields.of(view.at("/attributes/title").asText());
    if (fields == null) {
      problems.accept("no data view");
    }
    return fields;
  }
}
