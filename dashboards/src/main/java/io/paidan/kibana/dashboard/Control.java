package io.paidan.kibana.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.Text;

/**
 * A list to choose from above a dashboard. What is chosen narrows every panel, so every panel's
 * documents must have the field, or its layer be apart.
 */
record Control(String id, Text title, DataView view, String field) {
  ObjectNode toJson(Language language, int order) {
    ObjectNode input =
        Json.object().put("id", id).put("fieldName", field).put("title", title.in(language));
    input.set("selectedOptions", Json.array());
    input.set("enhancements", Json.object());
    ObjectNode json =
        Json.object()
            .put("order", order)
            .put("width", "medium")
            .put("grow", true)
            .put("type", "optionsListControl");
    json.set("explicitInput", input);
    return json;
  }

  Reference reference(Language language) {
    return view.reference(language, "controlGroup_" + id + ":optionsListDataView");
  }
}
