package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Text;

/**
 * A number that is always the same: where a line is drawn.
 *
 * @param value as Lens keeps it
 */
public record Fixed(String id, Text label, String value) implements Column {
  @Override
  public boolean isBucketed() {
    return false;
  }

  @Override
  public void writeTo(ObjectNode columns, Language language) {
    ObjectNode column = Column.begin(label.in(language), "number", "static_value", false, "ratio");
    column.put("isStaticValue", true);
    column.set("params", Json.object().put("value", value));
    column.set("references", Json.array());
    columns.set(id, column);
  }
}
