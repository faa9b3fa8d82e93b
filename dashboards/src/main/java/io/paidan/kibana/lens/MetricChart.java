package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import java.util.List;

/**
 * One large number.
 *
 * @param layer of one measure
 * @param thresholds null: no colour
 */
public record MetricChart(Layer layer, Thresholds thresholds) implements Chart {
  @Override
  public List<Layer> layers() {
    return List.of(layer);
  }

  @Override
  public String kind() {
    return "lnsMetric";
  }

  @Override
  public ObjectNode visualization(Language language) {
    ObjectNode json =
        Json.object()
            .put("layerId", layer.id())
            .put("layerType", "data")
            .put("metricAccessor", layer.ids(false).get(0));
    if (thresholds != null) {
      json.set("palette", thresholds.toJson());
    }
    return json;
  }
}
