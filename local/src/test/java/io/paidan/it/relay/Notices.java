package io.paidan.it.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** What an Alertmanager told its web hook. */
public final class Notices {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Notices() {}

  /** How often it told of each ticket, as {@code ticket status}. */
  public static Map<String, Integer> of(StandIn hook) {
    Map<String, Integer> notices = new TreeMap<>();
    for (StandIn.Request request : hook.accepted()) {
      for (JsonNode alert : json(request).at("/alerts")) {
        String line = alert.at("/labels/ticket").asText() + " " + alert.at("/status").asText();
        notices.merge(line, 1, Integer::sum);
      }
    }
    return notices;
  }

  static JsonNode json(StandIn.Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + request.body(), e);
    }
  }
}
