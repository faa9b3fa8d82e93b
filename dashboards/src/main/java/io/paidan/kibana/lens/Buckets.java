package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Text;
import java.util.List;

/** Columns that divide the documents. */
public final class Buckets {
  /** The id of every column of time. */
  public static final String TIME = "time";

  /** Kibana chooses by the width of the chart and the span of time. */
  public static final String AUTO = "auto";

  public static final String DAY = "1d";
  public static final String MONTH = "1M";

  private Buckets() {}

  /** One bucket of {@link #filters}. */
  public record Part(Text label, String kql) {}

  /** By time, in the zone that Kibana is set to. */
  public static Column time(Text label, String field, String interval) {
    return new Divider(TIME, label, "date", "date_histogram", "interval", field) {
      @Override
      void params(ObjectNode params, Language language) {
        params.put("interval", interval);
        params.put("includeEmptyRows", false);
        params.put("dropPartials", false);
      }
    };
  }

  /**
   * By the values of a field, the largest first.
   *
   * @param by the id of the measure to order by
   */
  public static Column values(String id, Text label, String field, int size, String by) {
    ObjectNode order = Json.object().put("type", "column").put("columnId", by);
    return values(id, label, field, "string", size, order, "desc");
  }

  /**
   * By the values of a field, in the order of the values.
   *
   * @param dataType what the field holds: string or number
   */
  public static Column valuesInOrder(
      String id, Text label, String field, String dataType, int size, String direction) {
    ObjectNode order = Json.object().put("type", "alphabetical").put("fallback", false);
    return values(id, label, field, dataType, size, order, direction);
  }

  private static Column values(
      String id,
      Text label,
      String field,
      String dataType,
      int size,
      ObjectNode order,
      String direction) {
    return new Divider(id, label, dataType, "terms", "ordinal", field) {
      @Override
      void params(ObjectNode params, Language language) {
        params.put("size", size);
        params.set("orderBy", order.deepCopy());
        params.put("orderDirection", direction);
        params.put("otherBucket", false);
        params.put("missingBucket", false);
        params.set("parentFormat", Json.object().put("id", "terms"));
        params.set("include", Json.array());
        params.set("exclude", Json.array());
        params.put("includeIsRegex", false);
        params.put("excludeIsRegex", false);
      }
    };
  }

  /** By queries; a document may be in several. */
  public static Column filters(String id, Text label, List<Part> parts) {
    List<Part> all = List.copyOf(parts);
    return new Divider(id, label, "string", "filters", "ordinal", null) {
      @Override
      void params(ObjectNode params, Language language) {
        ArrayNode filters = Json.array();
        for (Part part : all) {
          ObjectNode filter = Json.object().put("label", part.label().in(language));
          filter.set("input", Json.query(part.kql()));
          filters.add(filter);
        }
        params.set("filters", filters);
      }
    };
  }

  private abstract static class Divider implements Column {
    private final String id;
    private final Text label;
    private final String dataType;
    private final String operation;
    private final String scale;
    private final String field;

    Divider(String id, Text label, String dataType, String operation, String scale, String field) {
      this.id = id;
      this.label = label;
      this.dataType = dataType;
      this.operation = operation;
      this.scale = scale;
      this.field = field;
    }

    abstract void params(ObjectNode params, Language language);

    @Override
    public final String id() {
      return id;
    }

    @Override
    public final boolean isBucketed() {
      return true;
    }

    @Override
    public final void writeTo(ObjectNode columns, Language language) {
      ObjectNode column = Column.begin(label.in(language), dataType, operation, true, scale);
      if (field != null) {
        column.put("sourceField", field);
      }
      ObjectNode params = Json.object();
      params(params, language);
      column.set("params", params);
      columns.set(id, column);
    }
  }
}
