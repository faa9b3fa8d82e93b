package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;

/** A column of a Lens layer: something to divide by, or something to measure. */
public interface Column {
  /** Its id within the layer; what stands under it begins with it. */
  String id();

  /** Whether it divides the documents; Lens wants these columns first. */
  boolean isBucketed();

  /** Writes the column, after the columns that it stands on. */
  void writeTo(ObjectNode columns, Language language);

  /** What all kinds of columns begin with. */
  static ObjectNode begin(
      String label, String dataType, String operation, boolean bucketed, String scale) {
    return Json.object()
        .put("label", label)
        .put("customLabel", true)
        .put("dataType", dataType)
        .put("operationType", operation)
        .put("isBucketed", bucketed)
        .put("scale", scale);
  }
}
