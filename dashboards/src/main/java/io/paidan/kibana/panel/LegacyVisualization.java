package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;

/** The two kinds of panels that Lens does not draw: text, and Vega. */
final class LegacyVisualization {
  static final String KIND = "visualization";

  private LegacyVisualization() {}

  static ObjectNode config(
      String type, String title, String description, ObjectNode params, boolean titleHidden) {
    ObjectNode source = Json.object();
    source.set("query", Json.query(""));
    source.set("filter", Json.array());
    ObjectNode data = Json.object();
    data.set("aggs", Json.array());
    data.set("searchSource", source);
    ObjectNode saved =
        Json.object()
            .put("id", "")
            .put("title", title)
            .put("description", description)
            .put("type", type);
    saved.set("params", params);
    saved.set("uiState", Json.object());
    saved.set("data", data);
    ObjectNode config = Json.object();
    config.set("savedVis", saved);
    config.set("enhancements", Json.object());
    config.put("hidePanelTitles", titleHidden);
    return config;
  }
}
