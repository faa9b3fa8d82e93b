package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import java.util.List;

/**
 * One query of a chart.
 *
 * @param id within the chart
 * @param apart whether filters and controls of the dashboard leave it alone, because its documents
 *     do not have their fields: narrowed by them it would show nothing and look like good news
 */
public record Layer(String id, DataView view, List<Column> columns, boolean apart) {
  public Layer {
    columns = List.copyOf(columns);
  }

  public Layer(String id, DataView view, List<Column> columns) {
    this(id, view, columns, false);
  }

  public Layer(DataView view, Column... columns) {
    this("data", view, List.of(columns));
  }

  /** The same, left alone by filters and controls. */
  public Layer setApart() {
    return new Layer(id, view, columns, true);
  }

  /** The mention of its data view, inside the chart. */
  public Reference reference(Language language) {
    return view.reference(language, "indexpattern-datasource-layer-" + id);
  }

  List<String> ids(boolean bucketed) {
    return columns.stream().filter(c -> c.isBucketed() == bucketed).map(Column::id).toList();
  }

  ObjectNode toJson(Language language) {
    ObjectNode written = Json.object();
    columns.stream().filter(Column::isBucketed).forEach(c -> c.writeTo(written, language));
    columns.stream().filter(c -> !c.isBucketed()).forEach(c -> c.writeTo(written, language));
    ArrayNode order = Json.array();
    written.fieldNames().forEachRemaining(order::add);
    ObjectNode json = Json.object();
    json.set("columnOrder", order);
    json.set("columns", written);
    json.set("incompleteColumns", Json.object());
    if (apart) {
      json.put("ignoreGlobalFilters", true);
    }
    return json;
  }
}
