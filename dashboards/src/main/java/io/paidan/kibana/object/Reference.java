package io.paidan.kibana.object;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One saved object's mention of another.
 *
 * @param name where in the object it is mentioned; Kibana looks it up by this name
 */
public record Reference(String name, String type, String id) {
  /** The same mention by a dashboard that holds the object inside a panel. */
  public Reference within(String panel) {
    return new Reference(panel + ":" + name, type, id);
  }

  public ObjectNode toJson() {
    return Json.object().put("name", name).put("type", type).put("id", id);
  }
}
