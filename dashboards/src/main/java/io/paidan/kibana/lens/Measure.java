package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Text;

/** A figure that one aggregation of Elasticsearch gives. */
public final class Measure implements Column {
  private static final String RECORDS = "___records___";

  private final String id;
  private final Text label;
  private final String operation;
  private final String field;
  private final String kql;
  private final int percentile;
  private final Format format;
  private final String dataType;

  private Measure(
      String id,
      Text label,
      String operation,
      String field,
      String kql,
      int percentile,
      Format format) {
    this(id, label, operation, field, kql, percentile, format, "number");
  }

  private Measure(
      String id,
      Text label,
      String operation,
      String field,
      String kql,
      int percentile,
      Format format,
      String dataType) {
    this.dataType = dataType;
    this.id = id;
    this.label = label;
    this.operation = operation;
    this.field = field;
    this.kql = kql;
    this.percentile = percentile;
    this.format = format;
  }

  /** The number of documents. */
  public static Measure count(String id, Text label) {
    return new Measure(id, label, "count", RECORDS, null, 0, Format.WHOLE);
  }

  /** The number of documents that a query finds. */
  public static Measure count(String id, Text label, String kql) {
    return new Measure(id, label, "count", RECORDS, kql, 0, Format.WHOLE);
  }

  /** The sum of a field of whole numbers. */
  public static Measure sum(String id, Text label, String field) {
    return new Measure(id, label, "sum", field, null, 0, Format.WHOLE);
  }

  /** The mean over documents: of raw values only, never of rates. */
  public static Measure average(String id, Text label, String field) {
    return new Measure(id, label, "average", field, null, 0, null);
  }

  /** The largest value of a field of numbers. */
  public static Measure max(String id, Text label, String field) {
    return new Measure(id, label, "max", field, null, 0, null);
  }

  /** The latest of a field of dates. */
  public static Measure latest(String id, Text label, String field) {
    return new Measure(id, label, "max", field, null, 0, null, "date");
  }

  /** A percentile over documents, of raw values. */
  public static Measure percentile(String id, Text label, String field, int percentile) {
    return new Measure(id, label, "percentile", field, null, percentile, null);
  }

  /** The number of different values; exact for up to 3,000. */
  public static Measure distinct(String id, Text label, String field) {
    return new Measure(id, label, "unique_count", field, null, 0, Format.WHOLE);
  }

  /** The same over the documents that a query finds only. */
  public Measure where(String query) {
    return new Measure(id, label, operation, field, query, percentile, format, dataType);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public boolean isBucketed() {
    return false;
  }

  @Override
  public void writeTo(ObjectNode columns, Language language) {
    ObjectNode column = Column.begin(label.in(language), dataType, operation, false, "ratio");
    column.put("sourceField", field);
    ObjectNode params = Json.object().put("emptyAsNull", false);
    if (percentile > 0) {
      params.put("percentile", percentile);
    }
    if (format != null) {
      params.set("format", format.toJson());
    }
    column.set("params", params);
    if (kql != null) {
      column.set("filter", Json.query(kql));
    }
    columns.set(id, column);
  }
}
