package io.paidan.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What makes Kibana draw nothing, or something else, without a word: one layer of a Lens chart. */
final class LensCheck {
  private static final Set<String> METRICS =
      Set.of("sum", "average", "max", "percentile", "unique_count", "count");
  private static final Map<String, String> SIGNS =
      Map.of("add", " + ", "subtract", " - ", "multiply", " * ", "divide", " / ");

  private final JsonNode columns;
  private final List<String> order = new ArrayList<>();
  private final IndexFields fields;
  private final Consumer<String> problems;

  LensCheck(JsonNode layer, IndexFields fields, Consumer<String> problems) {
    this.columns = layer.path("columns");
    this.fields = fields;
    this.problems = problems;
    layer.path("columnOrder").forEach(id -> order.add(id.asText()));
    if (!layer.path("incompleteColumns").isObject()) {
      problems.accept("has no incompleteColumns");
    }
  }

  void run() {
    Set<String> ids = new TreeSet<>();
    columns.fieldNames().forEachRemaining(ids::add);
    if (!ids.equals(new TreeSet<>(order)) || order.size() != ids.size()) {
      problems.accept("columnOrder " + order + " is not its columns " + ids);
    }
    boolean measured = false;
    for (String id : order) {
      boolean bucketed = columns.path(id).path("isBucketed").asBoolean();
      if (bucketed && measured) {
        problems.accept("bucket " + id + " comes after a measure");
      }
      measured |= !bucketed;
    }
    Set<String> reached = new HashSet<>();
    columns.properties().forEach(column -> column(column.getKey(), column.getValue(), reached));
    for (String id : ids) {
      if (id.matches(".*X\\d+") && !reached.contains(id)) {
        problems.accept("column " + id + " belongs to no formula");
      }
    }
  }

  /** Whether a chart may show the column: it is there and no part of a formula. */
  boolean canBeShown(String id) {
    return columns.has(id) && !id.matches(".*X\\d+");
  }

  private void column(String id, JsonNode column, Set<String> reached) {
    for (String key : List.of("label", "customLabel", "dataType", "operationType", "isBucketed")) {
      if (!column.has(key)) {
        problems.accept("column " + id + " has no " + key);
      }
    }
    if (column.path("label").asText().isBlank()) {
      problems.accept("column " + id + " has an empty label");
    }
    if (column.has("filter")) {
      kql("column " + id, column.at("/filter/query").asText());
    }
    String operation = column.path("operationType").asText();
    String field = column.path("sourceField").asText(null);
    switch (operation) {
      case "terms" -> terms(id, column, field);
      case "date_histogram" -> require(fields.isDate(field), id, "goes by time over " + field);
      case "filters" ->
          column.at("/params/filters").forEach(f -> kql(id, f.at("/input/query").asText()));
      case "formula" -> formula(id, column, reached);
      case "math", "now" -> references(id, column);
      case "static_value" ->
          require(
              column.path("isStaticValue").asBoolean()
                  && column.at("/params/value").isTextual()
                  && column.path("references").isEmpty(),
              id,
              "is no whole static value");
      default -> metric(id, column, operation, field);
    }
  }

  private void metric(String id, JsonNode column, String operation, String field) {
    require(METRICS.contains(operation), id, "has the unknown operation " + operation);
    if (operation.equals("count")) {
      require("___records___".equals(field), id, "counts " + field);
      return;
    }
    if (operation.equals("unique_count")) {
      require(fields.has(field) && !fields.isText(field), id, "counts values of " + field);
      return;
    }
    boolean date = column.path("dataType").asText().equals("date");
    require(
        date ? operation.equals("max") && fields.isDate(field) : fields.isNumber(field),
        id,
        "takes the " + operation + " of " + field);
    boolean ofRate = field != null && field.matches(".*_rate(_low|_high)?|.*_p[59]0_ms|.*_avg");
    require(!ofRate, id, "takes the " + operation + " of " + field + ", which does not add up");
    if (operation.equals("percentile")) {
      int percentile = column.at("/params/percentile").asInt();
      require(percentile > 0 && percentile < 100, id, "has no percentile");
    }
  }

  private void terms(String id, JsonNode column, String field) {
    require(fields.isDiscrete(field), id, "divides by " + field);
    JsonNode orderBy = column.at("/params/orderBy");
    if (orderBy.path("type").asText().equals("column")) {
      JsonNode by = columns.path(orderBy.path("columnId").asText());
      require(
          METRICS.contains(by.path("operationType").asText()) && !by.has("filter"),
          id,
          "orders by " + orderBy.path("columnId").asText());
    } else {
      require(orderBy.path("type").asText().equals("alphabetical"), id, "has no order");
    }
    require(column.at("/params/size").asInt() > 0, id, "has no size");
  }

  private List<String> references(String id, JsonNode column) {
    List<String> all = new ArrayList<>();
    for (JsonNode reference : column.path("references")) {
      require(columns.has(reference.asText()), id, "rests on no " + reference.asText());
      all.add(reference.asText());
    }
    return all;
  }

  private void formula(String id, JsonNode column, Set<String> reached) {
    List<String> last = references(id, column);
    if (last.size() != 1 || !columns.has(last.get(0))) {
      problems.accept("formula " + id + " rests on " + last + ", not on one column");
      return;
    }
    require(!column.at("/params/isFormulaBroken").asBoolean(true), id, "is a broken formula");
    JsonNode end = columns.path(last.get(0));
    reached.add(last.get(0));
    String text;
    if (end.path("operationType").asText().equals("math")) {
      Set<String> leaves = new TreeSet<>();
      text = text(end.at("/params/tinymathAst"), leaves, false);
      Set<String> named = new TreeSet<>(references(last.get(0), end));
      require(leaves.equals(named), id, "calculates with " + leaves + " but names " + named);
      reached.addAll(leaves);
      places(id, end.at("/params/tinymathAst"), column.at("/params/formula").asText());
    } else {
      text = text(end);
    }
    String formula = column.at("/params/formula").asText();
    require(text.equals(formula), id, "says " + formula + " and calculates " + text);
    require(last.get(0).startsWith(id + "X"), id, "rests on " + last.get(0));
  }

  /** The formula that a tree of mathematics is. */
  private String text(JsonNode node, Set<String> leaves, boolean inner) {
    if (node.isNumber()) {
      return node.decimalValue().toPlainString();
    }
    if (node.isTextual()) {
      leaves.add(node.asText());
      return text(columns.path(node.asText()));
    }
    String name = node.path("name").asText();
    List<String> arguments = new ArrayList<>();
    String sign = SIGNS.get(name);
    node.path("args").forEach(a -> arguments.add(text(a, leaves, sign != null)));
    if (sign == null) {
      return name + "(" + String.join(", ", arguments) + ")";
    }
    String infix = String.join(sign, arguments);
    return inner ? "(" + infix + ")" : infix;
  }

  private static String text(JsonNode leaf) {
    String field = leaf.path("sourceField").asText("");
    List<String> arguments = new ArrayList<>();
    if (!field.isEmpty() && !field.equals("___records___")) {
      arguments.add(field);
    }
    if (leaf.has("filter")) {
      arguments.add("kql='" + leaf.at("/filter/query").asText().replace("'", "\\'") + "'");
    }
    return leaf.path("operationType").asText() + "(" + String.join(", ", arguments) + ")";
  }

  private void places(String id, JsonNode node, String formula) {
    if (!node.isObject()) {
      return;
    }
    int min = node.at("/location/min").asInt(-1);
    int max = node.at("/location/max").asInt(-1);
    boolean inside = min >= 0 && max >= min && max <= formula.length();
    require(
        inside && formula.substring(min, max).equals(node.path("text").asText()),
        id,
        "has mathematics at a wrong place of its text");
    node.path("args").forEach(argument -> places(id, argument, formula));
  }

  private void kql(String where, String query) {
    KqlCheck.check(where, query, fields, problems);
  }

  private void require(boolean holds, String id, String otherwise) {
    if (!holds) {
      problems.accept("column " + id + " " + otherwise);
    }
  }
}
