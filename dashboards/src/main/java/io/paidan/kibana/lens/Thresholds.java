package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import java.util.List;

/**
 * Colours by value, from the lowest step on.
 *
 * @param steps their lower bounds, growing; the first is where the lowest colour begins
 */
public record Thresholds(List<Step> steps) {
  private static final String GOOD = "#209280";
  private static final String FAIR = "#D6BF57";
  private static final String BAD = "#CC5642";

  /** From {@code from} on this colour. */
  public record Step(double from, String color) {}

  public Thresholds {
    steps = List.copyOf(steps);
  }

  /** None is good, one is bad. */
  public static Thresholds noneIsGood() {
    return new Thresholds(List.of(new Step(0, GOOD), new Step(1, BAD)));
  }

  /** A share from 0 to 1 of which much is good. */
  public static Thresholds share(double fair, double good) {
    return new Thresholds(List.of(new Step(0, BAD), new Step(fair, FAIR), new Step(good, GOOD)));
  }

  ObjectNode toJson() {
    ArrayNode lower = Json.array();
    ArrayNode upper = Json.array();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      lower.add(Json.object().put("color", step.color()).put("stop", step.from()));
      ObjectNode end = Json.object().put("color", step.color());
      if (i + 1 < steps.size()) {
        end.put("stop", steps.get(i + 1).from());
      } else {
        // Beyond the last bound the palette goes on: any larger number does.
        end.put("stop", step.from() + 1);
      }
      upper.add(end);
    }
    ObjectNode params = Json.object();
    params.put("name", "custom");
    params.put("rangeType", "number");
    params.put("rangeMin", 0);
    params.putNull("rangeMax");
    params.put("progression", "fixed");
    params.put("continuity", "above");
    params.put("steps", steps.size());
    params.put("reverse", false);
    params.set("colorStops", lower);
    params.set("stops", upper);
    ObjectNode json = Json.object().put("type", "palette").put("name", "custom");
    json.set("params", params);
    return json;
  }
}
