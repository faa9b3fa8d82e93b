package io.paidan.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.document.Alias;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Text;

/**
 * A rule of Kibana's own alerting for overdue emergencies, for those whose licence lets Kibana
 * notify anybody. Without connectors it notifies nobody; people are told by Paidan's own alerts. It
 * is no saved object of the pack: rules are made through their own interface.
 */
public final class OverdueRule {
  /** Always the same, so that it is never there twice, whatever the language. */
  public static final String ID = "7a1d5e0c-9f0b-4c55-8d2e-0a6b3c1f4e21";

  private static final Text NAME =
      new Text("[Paidan] 应急单超时未完", "[Paidan] Overdue emergency tickets");
  private static final int HITS = 100;
  private static final int WINDOW_DAYS = 365;

  private OverdueRule() {}

  /**
   * The body for {@code POST /api/alerting/rule/ID}. To {@code PUT} it goes without {@code
   * consumer} and {@code rule_type_id}.
   */
  public static ObjectNode body(Language language) {
    ObjectNode json = Json.object();
    json.put("name", NAME.in(language));
    json.set("tags", Json.array("paidan"));
    json.put("rule_type_id", ".es-query");
    json.put("consumer", "stackAlerts");
    json.set("schedule", Json.object().put("interval", "1m"));
    json.set("params", params());
    json.set("actions", Json.array());
    return json;
  }

  /** What that file is called. */
  public static String fileName(Language language) {
    return "rule-overdue-emergencies-" + language.tag() + ".json";
  }

  /** The body for people, as it lies beside the pack. */
  public static byte[] file(Language language) {
    return (Json.pretty(body(language)) + "\n").getBytes(UTF_8);
  }

  private static ObjectNode params() {
    ObjectNode params = Json.object();
    params.put("searchType", "esQuery");
    params.set("index", Json.array(Alias.CLOCKS.alias()));
    params.put("timeField", "breached_at");
    // A string, as Kibana wants it.
    params.put("esQuery", Json.text(query()));
    params.put("size", HITS);
    params.put("timeWindowSize", WINDOW_DAYS);
    params.put("timeWindowUnit", "d");
    params.put("thresholdComparator", ">");
    params.set("threshold", Json.array().add(0));
    params.put("aggType", "count");
    params.put("groupBy", "all");
    // An emergency that was overdue a minute ago and still is, is no news that can be left out.
    params.put("excludeHitsFromPreviousRun", false);
    return params;
  }

  private static ObjectNode query() {
    ObjectNode bool = Json.object();
    bool.set(
        "filter",
        Json.array().add(term("status", "BREACHED")).add(term("ticket_class", "EMERGENCY")));
    return Json.object().set("query", Json.object().set("bool", bool));
  }

  private static ObjectNode term(String field, String value) {
    return Json.object().set("term", Json.object().put(field, value));
  }
}
