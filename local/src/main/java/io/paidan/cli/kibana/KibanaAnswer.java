package io.paidan.cli.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What Kibana, or something before it, has answered.
 *
 * @param json the body; a missing node when it is no JSON object
 */
record KibanaAnswer(int status, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 300;

  static KibanaAnswer of(int status, String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return new KibanaAnswer(status, json.isObject() ? json : MissingNode.getInstance());
    } catch (JsonProcessingException e) {
      // A proxy's page, or the word that Kibana is not ready: the status has to do.
      return new KibanaAnswer(status, MissingNode.getInstance());
    }
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether it speaks as Kibana does. */
  boolean isKibanas() {
    return json.isObject();
  }

  /** Kibana's own word, in brackets, in one line; empty when there is none. */
  String said() {
    String message = json.path("message").asText("").strip().replaceAll("\\s+", " ");
    if (message.isEmpty()) {
      return "";
    }
    return " (" + shortened(message) + ")";
  }

  static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
