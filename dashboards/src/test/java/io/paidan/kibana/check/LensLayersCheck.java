package io.paidan.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** How a chart draws its layers: everything that it shows must be there. */
final class LensLayersCheck {
  private LensLayersCheck() {}

  static void check(JsonNode attributes, Map<String, LensCheck> layers, Consumer<String> problems) {
    JsonNode visualization = attributes.at("/state/visualization");
    List<JsonNode> drawn = new ArrayList<>();
    switch (attributes.path("visualizationType").asText()) {
      case "lnsMetric", "lnsDatatable" -> drawn.add(visualization);
      case "lnsXY" -> visualization.path("layers").forEach(drawn::add);
      default -> problems.accept("unknown chart " + attributes.path("visualizationType"));
    }
    Set<String> ids = new TreeSet<>();
    for (JsonNode layer : drawn) {
      String id = layer.path("layerId").asText();
      ids.add(id);
      List<String> shown = shown(layer);
      if (shown.isEmpty()) {
        problems.accept("layer " + id + " shows nothing");
      }
      for (String column : shown) {
        if (!layers.containsKey(id) || !layers.get(id).canBeShown(column)) {
          problems.accept("layer " + id + " shows " + column + ", which is not there");
        }
      }
    }
    if (!ids.equals(new TreeSet<>(layers.keySet()))) {
      problems.accept("draws the layers " + ids + " and has " + layers.keySet());
    }
  }

  private static List<String> shown(JsonNode layer) {
    List<String> ids = new ArrayList<>();
    for (String key : List.of("metricAccessor", "xAccessor", "splitAccessor")) {
      if (layer.has(key)) {
        ids.add(layer.path(key).asText());
      }
    }
    layer.path("accessors").forEach(id -> ids.add(id.asText()));
    layer.path("columns").forEach(column -> ids.add(column.path("columnId").asText()));
    layer.path("yConfig").forEach(config -> ids.add(config.path("forAccessor").asText()));
    if (layer.has("sorting")) {
      ids.add(layer.at("/sorting/columnId").asText());
    }
    return ids;
  }
}
