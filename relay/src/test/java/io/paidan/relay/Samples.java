package io.paidan.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.relay.alert.Alert;
import io.paidan.relay.alert.AlertJson;
import io.paidan.relay.alert.UnreadableAlertException;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.config.RelayConfigParser;
import java.nio.file.Path;

/** Alerts as the analytics job writes them, and configurations. */
public final class Samples {
  /** What an alert of an emergency looks like in the topic, one that fires. */
  public static final String BREACH =
      """
      {"@timestamp":"2026-11-20T03:34:05.123Z","revision":7,"level":"BREACH","severity":"critical",
       "status":"FIRING","clock_id":"T-2026-000666/traffic-police/1/ARRIVE",
       "ticket_id":"T-2026-000666","title":"张三家门口的井盖","department":"traffic-police",
       "department_name":"交警大队","district":"fuxin","district_name":"阜新街道","county":"fukang",
       "county_name":"阜康市","clock":"ARRIVE","cycle":1,"ticket_class":"EMERGENCY",
       "category":"ENFORCEMENT","started_at":"2026-11-20T03:04:05.123Z","limit":"PT30M",
       "due_at":"2026-11-20T03:34:05.123Z","threshold_at":"2026-11-20T03:34:05.123Z",
       "fired_at":"2026-11-20T03:34:05.140Z","ended_at":null}
      """;

  private Samples() {}

  /** The alert of {@link #BREACH}. */
  public static Alert breach() {
    return alert("T-2026-000666/traffic-police/1/ARRIVE/BREACH", BREACH);
  }

  /** The alert of {@link #BREACH} with other texts in its document. */
  public static Alert breach(String... replacements) {
    String json = BREACH;
    for (int i = 0; i < replacements.length; i += 2) {
      if (!json.contains(replacements[i])) {
        throw new IllegalArgumentException(replacements[i]);
      }
      json = json.replace(replacements[i], replacements[i + 1]);
    }
    return alert("T-2026-000666/traffic-police/1/ARRIVE/BREACH", json);
  }

  /** An alert of a document. */
  public static Alert alert(String id, String json) {
    try {
      return AlertJson.read(id, json.getBytes(UTF_8));
    } catch (UnreadableAlertException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A sound configuration. */
  public static RelayConfig config(String json) {
    RelayConfigParser.Result result =
        RelayConfigParser.parse(json.getBytes(UTF_8), Path.of("/etc/paidan"));
    if (!result.problems().isEmpty()) {
      throw new IllegalArgumentException(result.problems().toString());
    }
    return result.config();
  }

  /** A configuration with one web hook that nobody listens to. */
  public static RelayConfig config() {
    return config(
        """
        {"ticketLink":"https://board.example/#ticket={ticket}",
         "receivers":[{"name":"hook","type":"WEBHOOK","url":"http://127.0.0.1:1/hook"}]}
        """);
  }
}
