package io.paidan.kibana.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the fields of a data view are shown wherever they appear. */
final class FieldFormats {
  /**
   * To the audit explorer with this ticket alone, over all time. Relative, so that it holds behind
   * any base path and in any space: Kibana puts its own address before it.
   */
  private static final String TICKET_LINK =
      "../app/dashboards#/view/%s?_g=(time:(from:now-20y,to:now%%2B5y))"
          + "&_a=(query:(language:kuery,query:'ticket_id:%%22{{value}}%%22'))";

  private final Map<String, ObjectNode> formats = new LinkedHashMap<>();
  private final Language language;

  FieldFormats(Language language) {
    this.language = language;
  }

  FieldFormats ticketLink(String field) {
    ObjectNode params =
        Json.object()
            .put("type", "a")
            .put("urlTemplate", TICKET_LINK.formatted(language.id("audit")))
            .put("labelTemplate", "{{value}}")
            .put("openLinkInCurrentTab", true);
    return put(field, "url", params);
  }

  /** Milliseconds, shown in the unit that fits. */
  FieldFormats durations(String... fields) {
    for (String field : fields) {
      put(field, "duration", duration());
    }
    return this;
  }

  /** Shares from 0 to 1. */
  FieldFormats percents(String... fields) {
    for (String field : fields) {
      put(field, "percent", Json.object().put("pattern", "0.0%"));
    }
    return this;
  }

  FieldFormats decimals(String... fields) {
    for (String field : fields) {
      put(field, "number", Json.object().put("pattern", "0.0"));
    }
    return this;
  }

  FieldFormats codes(String field, Map<String, Text> names) {
    formats.put(field, Codes.format(names, language));
    return this;
  }

  private FieldFormats put(String field, String id, ObjectNode params) {
    ObjectNode format = Json.object().put("id", id);
    format.set("params", params);
    formats.put(field, format);
    return this;
  }

  private static ObjectNode duration() {
    return Json.object()
        .put("inputFormat", "milliseconds")
        .put("outputFormat", "humanizePrecise")
        .put("outputPrecision", 1)
        .put("showSuffix", true)
        .put("useShortSuffix", true)
        .put("includeSpaceWithSuffix", true);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    formats.forEach(json::set);
    return json;
  }
}
