package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.lens.Chart;
import io.paidan.kibana.lens.MetricChart;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart, by value.
 *
 * @param description what it shows and what it leaves out
 * @param drilldown null: none
 */
public record LensPanel(String id, Text title, Text description, Chart chart, Drilldown drilldown)
    implements Panel {
  public LensPanel(String id, Text title, Text description, Chart chart) {
    this(id, title, description, chart, null);
  }

  /** The same with a click that goes to another dashboard. */
  public LensPanel to(Drilldown target) {
    return new LensPanel(id, title, description, chart, target);
  }

  @Override
  public String kind() {
    return "lens";
  }

  @Override
  public ObjectNode config(Language language) {
    ArrayNode references = Json.array();
    chart.references(language).forEach(reference -> references.add(reference.toJson()));
    ObjectNode attributes = Json.object();
    attributes.put("title", title.in(language));
    attributes.put("description", description.in(language));
    attributes.put("visualizationType", chart.kind());
    attributes.set("state", chart.state(language));
    attributes.set("references", references);
    ObjectNode config = Json.object();
    config.set("attributes", attributes);
    config.set(
        "enhancements", drilldown == null ? Json.object() : drilldown.enhancements(language));
    // A large number names itself.
    config.put("hidePanelTitles", chart instanceof MetricChart);
    return config;
  }

  @Override
  public List<Reference> references(Language language) {
    List<Reference> references = new ArrayList<>(chart.references(language));
    if (drilldown != null) {
      references.add(drilldown.reference(language));
    }
    return references;
  }
}
