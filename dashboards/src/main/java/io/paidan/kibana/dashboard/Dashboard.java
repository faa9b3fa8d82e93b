package io.paidan.kibana.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.SavedObject;
import io.paidan.kibana.object.Tag;
import io.paidan.kibana.object.Text;
import io.paidan.kibana.panel.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard.
 *
 * @param name the id without the language's prefix
 * @param from where its span of time begins, as Kibana writes it
 * @param to where it ends
 * @param refreshSeconds how often it looks again; 0: when told
 */
public record Dashboard(
    String name,
    Text title,
    Text description,
    String from,
    String to,
    int refreshSeconds,
    List<Control> controls,
    List<Grid.Placed> panels) {
  private static final String FILTER_INDEX =
      "kibanaSavedObjectMeta.searchSourceJSON.filter[0].meta.index";
  private static final int MILLIS = 1000;
  private static final Text ALL = new Text("派单系统的文档", "Documents of Paidan");

  public Dashboard {
    controls = List.copyOf(controls);
    panels = List.copyOf(panels);
  }

  public String id(Language language) {
    return language.id(name);
  }

  /** All panels in the order of their places. */
  public List<Panel> contents() {
    return panels.stream().map(Grid.Placed::panel).toList();
  }

  public SavedObject in(Language language) {
    List<Reference> references = new ArrayList<>();
    ArrayNode written = Json.array();
    for (Grid.Placed placed : panels) {
      written.add(panel(placed, language));
      placed.panel().references(language).stream()
          .map(reference -> reference.within(placed.panel().id()))
          .forEach(references::add);
    }
    controls.forEach(control -> references.add(control.reference(language)));
    references.add(filterView().reference(language, FILTER_INDEX));
    references.add(Tag.reference(language));

    ObjectNode attributes = Json.object();
    attributes.put("title", "[Paidan] " + title.in(language));
    attributes.put("description", description.in(language));
    attributes.put("version", 1);
    attributes.put("hits", 0);
    attributes.put("timeRestore", true);
    attributes.put("timeFrom", from);
    attributes.put("timeTo", to);
    attributes.set(
        "refreshInterval",
        Json.object().put("pause", refreshSeconds == 0).put("value", refreshSeconds * MILLIS));
    attributes.set("controlGroupInput", controlGroup(language));
    attributes.put("panelsJSON", Json.text(written));
    attributes.put("optionsJSON", Json.text(options()));
    attributes.set(
        "kibanaSavedObjectMeta",
        Json.object().put("searchSourceJSON", Json.text(searchSource(language))));
    return new SavedObject(SavedObject.Type.DASHBOARD, id(language), attributes, references);
  }

  private static ObjectNode panel(Grid.Placed placed, Language language) {
    Panel panel = placed.panel();
    ObjectNode json = Json.object().put("type", panel.kind());
    json.set("gridData", placed.toJson());
    json.put("panelIndex", panel.id());
    json.set("embeddableConfig", panel.config(language));
    json.put("title", panel.title().in(language));
    if (panel.referenceName() != null) {
      json.put("panelRefName", panel.referenceName());
    }
    return json;
  }

  private ObjectNode controlGroup(Language language) {
    ObjectNode panelsById = Json.object();
    for (int i = 0; i < controls.size(); i++) {
      Control control = controls.get(i);
      panelsById.set(control.id(), control.toJson(language, i));
    }
    ObjectNode heed =
        Json.object()
            .put("ignoreFilters", false)
            .put("ignoreQuery", false)
            .put("ignoreTimerange", false)
            .put("ignoreValidations", false);
    return Json.object()
        .put("controlStyle", "oneLine")
        .put("chainingSystem", "HIERARCHICAL")
        .put("panelsJSON", Json.text(panelsById))
        .put("ignoreParentSettingsJSON", Json.text(heed));
  }

  private static ObjectNode options() {
    return Json.object()
        .put("useMargins", true)
        .put("syncColors", false)
        .put("syncCursor", true)
        .put("syncTooltips", false)
        .put("hidePanelTitles", false);
  }

  private DataView filterView() {
    return controls.get(0).view();
  }

  /** Every document has a revision: a filter that shows whose documents these are. */
  private static ObjectNode searchSource(Language language) {
    ObjectNode meta =
        Json.object()
            .put("alias", ALL.in(language))
            .put("disabled", false)
            .put("negate", false)
            .put("type", "exists")
            .put("key", "revision")
            .put("value", "exists")
            .put("field", "revision")
            .put("indexRefName", FILTER_INDEX);
    ObjectNode filter = Json.object();
    filter.set("meta", meta);
    filter.set("query", Json.object().set("exists", Json.object().put("field", "revision")));
    filter.set("$state", Json.object().put("store", "appState"));
    ObjectNode source = Json.object();
    source.set("query", Json.query(""));
    source.set("filter", Json.array(List.of(filter)));
    return source;
  }
}
