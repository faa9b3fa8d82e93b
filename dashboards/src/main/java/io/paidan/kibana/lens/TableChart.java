package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table.
 *
 * @param colors thresholds of columns, by id
 * @param sortBy the column that rows are sorted by, largest first; null: as the buckets come
 */
public record TableChart(Layer layer, String kql, Map<String, Thresholds> colors, String sortBy)
    implements Chart {
  public TableChart {
    colors = new TreeMap<>(colors);
  }

  public TableChart(Layer layer) {
    this(layer, "", Map.of(), null);
  }

  /** The same, of the documents that a query finds. */
  public TableChart where(String query) {
    return new TableChart(layer, query, colors, sortBy);
  }

  /** The same with a column in colours. */
  public TableChart colored(String column, Thresholds thresholds) {
    Map<String, Thresholds> all = new TreeMap<>(colors);
    all.put(column, thresholds);
    return new TableChart(layer, kql, all, sortBy);
  }

  /** The same, sorted by a column, largest first. */
  public TableChart sorted(String column) {
    return new TableChart(layer, kql, colors, column);
  }

  @Override
  public List<Layer> layers() {
    return List.of(layer);
  }

  @Override
  public String kind() {
    return "lnsDatatable";
  }

  @Override
  public ObjectNode visualization(Language language) {
    ArrayNode columns = Json.array();
    layer.ids(true).forEach(id -> columns.add(Json.object().put("columnId", id)));
    for (String id : layer.ids(false)) {
      ObjectNode column = Json.object().put("columnId", id);
      if (colors.containsKey(id)) {
        column.put("colorMode", "text");
        column.set("palette", colors.get(id).toJson());
      }
      columns.add(column);
    }
    ObjectNode json = Json.object().put("layerId", layer.id()).put("layerType", "data");
    json.set("columns", columns);
    if (sortBy != null) {
      json.set("sorting", Json.object().put("columnId", sortBy).put("direction", "desc"));
    }
    json.put("rowHeight", "single");
    return json;
  }
}
