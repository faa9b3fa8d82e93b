package io.paidan.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Whether colours by value go upwards and leave no gap. */
final class PaletteCheck {
  private PaletteCheck() {}

  /** Checks every palette anywhere in a tree. */
  static void check(JsonNode tree, Consumer<String> problems) {
    for (JsonNode params :
        tree.findValues("palette").stream().map(p -> p.path("params")).toList()) {
      JsonNode lower = params.path("colorStops");
      JsonNode upper = params.path("stops");
      int steps = params.path("steps").asInt();
      if (lower.size() != steps || upper.size() != steps || steps == 0) {
        problems.accept("palette has " + steps + " steps but not as many colours");
        continue;
      }
      for (int i = 0; i < steps; i++) {
        double from = lower.path(i).path("stop").asDouble();
        double to = upper.path(i).path("stop").asDouble();
        boolean joined = i + 1 == steps || to == lower.path(i + 1).path("stop").asDouble();
        boolean sameColor = lower.path(i).path("color").equals(upper.path(i).path("color"));
        if (to <= from || !joined || !sameColor) {
          problems.accept("palette does not go on from " + from + " to " + to);
        }
      }
    }
  }
}
