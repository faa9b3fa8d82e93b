package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;

/** How a measure is shown where its field says nothing. */
public enum Format {
  WHOLE,
  ONE_DECIMAL,
  PERCENT,
  DURATION;

  public ObjectNode toJson() {
    ObjectNode params = Json.object();
    String id =
        switch (this) {
          case WHOLE -> {
            params.put("decimals", 0);
            yield "number";
          }
          case ONE_DECIMAL -> {
            params.put("decimals", 1);
            yield "number";
          }
          case PERCENT -> {
            params.put("decimals", 1);
            yield "percent";
          }
          case DURATION -> {
            params.put("decimals", 1).put("fromUnit", "milliseconds").put("toUnit", "asSeconds");
            yield "duration";
          }
        };
    ObjectNode json = Json.object().put("id", id);
    json.set("params", params);
    return json;
  }
}
