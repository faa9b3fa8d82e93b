package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.SavedObject;
import io.paidan.kibana.object.Text;
import java.util.List;

/**
 * A click on a chart that goes to another dashboard with what was clicked as its filter. Of this
 * kind Kibana has on every licence.
 *
 * @param dashboard the target's id without the language's prefix
 */
public record Drilldown(String dashboard, Text label) {
  private static final String FACTORY = "DASHBOARD_TO_DASHBOARD_DRILLDOWN";

  private String eventId() {
    return "to-" + dashboard;
  }

  ObjectNode enhancements(Language language) {
    // What was clicked goes along in any case. The other filters may be on fields that the target's
    // documents do not have, and would empty it.
    ObjectNode config =
        Json.object()
            .put("useCurrentFilters", false)
            .put("useCurrentDateRange", true)
            .put("openInNewTab", false);
    ObjectNode action = Json.object().put("factoryId", FACTORY).put("name", label.in(language));
    action.set("config", config);
    ObjectNode event = Json.object().put("eventId", eventId());
    event.set("triggers", Json.array("FILTER_TRIGGER"));
    event.set("action", action);
    ObjectNode events = Json.object();
    events.set("events", Json.array(List.of(event)));
    return Json.object().set("dynamicActions", events);
  }

  Reference reference(Language language) {
    return new Reference(
        "drilldown:" + FACTORY + ":" + eventId() + ":dashboardId",
        SavedObject.Type.DASHBOARD.kibanaName(),
        language.id(dashboard));
  }
}
