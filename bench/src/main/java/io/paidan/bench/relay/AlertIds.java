package io.paidan.bench.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ids of alerts, as {@code paidan.alerts} has them, from what goes to Alertmanager or out. */
final class AlertIds {
  private static final JsonFactory JSON = new JsonFactory();

  private AlertIds() {}

  /**
   * Of what the relay posts (an array of alerts) or what Alertmanager tells a web hook (an object
   * with an array {@code alerts}).
   *
   * @throws IOException if it is not JSON, or an alert has not the labels that make the id
   */
  static List<String> in(byte[] body) throws IOException {
    List<String> ids = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() == JsonToken.START_ARRAY) {
        alerts(json, ids);
        return ids;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("alerts")) {
          alerts(json, ids);
        } else {
          json.skipChildren();
        }
      }
    }
    return ids;
  }

  private static void alerts(JsonParser json, List<String> ids) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("labels")) {
          ids.add(id(json));
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static String id(JsonParser json) throws IOException {
    Map<String, String> labels = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      labels.put(name, json.getText());
    }
    List<String> parts = new ArrayList<>();
    for (String name : new String[] {"ticket", "department", "cycle", "clock", "level"}) {
      String part = labels.get(name);
      if (part == null) {
        throw new IOException("an alert has no label " + name + ": " + labels);
      }
      parts.add(part);
    }
    return String.join("/", parts);
  }
}
