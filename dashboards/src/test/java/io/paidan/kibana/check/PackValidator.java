package io.paidan.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Whether Kibana will take a pack and show all of it. Kibana's own import is no proof: it takes
 * mentions of nothing, columns that are not there and broken JSON.
 */
public final class PackValidator {
  private static final Set<String> ENVELOPE =
      Set.of(
          "id", "type", "attributes", "references", "coreMigrationVersion", "typeMigrationVersion");
  private static final Map<String, String> VERSIONS =
      Map.of("index-pattern", "8.0.0", "tag", "8.0.0", "search", "8.0.0", "dashboard", "8.9.0");
  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.of(
          "tag", Set.of("name", "description", "color"),
          "index-pattern",
              Set.of(
                  "title",
                  "name",
                  "timeFieldName",
                  "fieldFormatMap",
                  "runtimeFieldMap",
                  "fieldAttrs",
                  "sourceFilters",
                  "fields",
                  "typeMeta"),
          "search",
              Set.of(
                  "title",
                  "description",
                  "columns",
                  "sort",
                  "grid",
                  "hideChart",
                  "isTextBasedQuery",
                  "kibanaSavedObjectMeta"),
          "dashboard",
              Set.of(
                  "title",
                  "description",
                  "version",
                  "hits",
                  "timeRestore",
                  "timeFrom",
                  "timeTo",
                  "refreshInterval",
                  "controlGroupInput",
                  "panelsJSON",
                  "optionsJSON",
                  "kibanaSavedObjectMeta"));
  private static final Set<String> OPTIONAL = Set.of("timeFieldName");
  private static final Set<String> JSON_IN_TEXT =
      Set.of(
          "fieldFormatMap",
          "runtimeFieldMap",
          "fieldAttrs",
          "sourceFilters",
          "fields",
          "typeMeta",
          "panelsJSON",
          "optionsJSON",
          "searchSourceJSON",
          "ignoreParentSettingsJSON");

  private final Pack pack;
  private final List<String> problems = new ArrayList<>();

  private PackValidator(Pack pack) {
    this.pack = pack;
  }

  /** Everything that is wrong, a line each; nothing when it is sound. */
  public static List<String> problems(Pack pack) {
    PackValidator validator = new PackValidator(pack);
    validator.run();
    return validator.problems;
  }

  private void run() {
    Set<String> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (JsonNode object : pack.objects()) {
      String id = object.path("id").asText();
      String type = object.path("type").asText();
      Consumer<String> here = what -> problems.add(type + " " + id + ": " + what);
      if (!ids.add(type + "/" + id) || !id.matches("paidan-[a-z0-9-]+")) {
        here.accept("no id of its own that begins with paidan-");
      }
      envelope(object, type, here);
      references(object, here);
      String title = object.at("/attributes/title").asText();
      switch (type) {
        case "search" -> {
          named(object, title, titles, here);
          search(object, here);
        }
        case "dashboard" -> {
          named(object, title, titles, here);
          new DashboardCheck(pack, object, here).run();
        }
        case "index-pattern" -> dataView(object, here);
        default -> {}
      }
    }
  }

  private static void named(
      JsonNode object, String title, Set<String> titles, Consumer<String> problems) {
    if (!title.startsWith("[Paidan] ") || !titles.add(object.path("type") + title)) {
      problems.accept("no title of its own that begins with [Paidan]");
    }
    if (object.at("/attributes/description").asText().isBlank()) {
      problems.accept("no description");
    }
  }

  private static void envelope(JsonNode object, String type, Consumer<String> problems) {
    Set<String> keys = keys(object);
    if (!keys.equals(new TreeSet<>(ENVELOPE))) {
      problems.accept("keys are " + keys);
    }
    if (!"8.8.0".equals(object.path("coreMigrationVersion").asText())
        || !object.path("typeMigrationVersion").asText().equals(VERSIONS.get(type))) {
      problems.accept("migration versions that not every Kibana takes");
    }
    Set<String> allowed = ATTRIBUTES.getOrDefault(type, Set.of());
    Set<String> given = keys(object.path("attributes"));
    if (!allowed.containsAll(given)) {
      problems.accept("attributes " + given + ", allowed " + new TreeSet<>(allowed));
    }
    for (String key : allowed) {
      if (!given.contains(key) && !OPTIONAL.contains(key)) {
        problems.accept("no attribute " + key);
      }
    }
    jsonInText(object.path("attributes"), problems);
  }

  private static void jsonInText(JsonNode node, Consumer<String> problems) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (JSON_IN_TEXT.contains(field.getKey())
          && (!field.getValue().isTextual()
              || Pack.parse(field.getValue().asText()).isMissingNode())) {
        problems.accept(field.getKey() + " holds no JSON");
      }
      jsonInText(field.getValue(), problems);
    }
  }

  private void references(JsonNode object, Consumer<String> problems) {
    Set<String> names = new HashSet<>();
    for (JsonNode reference : object.path("references")) {
      String name = reference.path("name").asText();
      if (!names.add(name)) {
        problems.accept("two references " + name);
      }
      if (pack.find(reference.path("type").asText(), reference.path("id").asText())
          .isMissingNode()) {
        problems.accept("reference " + name + " leads to nothing");
      }
    }
  }

  private void search(JsonNode search, Consumer<String> problems) {
    JsonNode view = pack.viewOfSearch(search);
    IndexFields fields = IndexFields.of(view.at("/attributes/title").asText());
    if (fields == null) {
      problems.accept("no data view");
      return;
    }
    JsonNode source =
        Pack.parse(search.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
    if (!source
        .path("indexRefName")
        .asText()
        .equals("kibanaSavedObjectMeta.searchSourceJSON.index")) {
      problems.accept("no indexRefName");
    }
    KqlCheck.check("query", source.at("/query/query").asText(), fields, problems);
    for (JsonNode column : search.at("/attributes/columns")) {
      if (!fields.has(column.asText())) {
        problems.accept("column " + column.asText() + ", which the index does not have");
      }
    }
    String sorted = search.at("/attributes/sort/0/0").asText();
    if (!fields.isDate(sorted) && !fields.isNumber(sorted)) {
      problems.accept("sorted by " + sorted);
    }
  }

  private static void dataView(JsonNode view, Consumer<String> problems) {
    JsonNode attributes = view.path("attributes");
    IndexFields fields = IndexFields.of(attributes.path("title").asText());
    if (fields == null) {
      problems.accept("unknown alias in " + attributes.path("title").asText());
      return;
    }
    String time = attributes.path("timeFieldName").asText(null);
    if (time != null && !fields.isDate(time)) {
      problems.accept("time field " + time);
    }
    for (Map.Entry<String, JsonNode> format :
        Pack.parse(attributes.path("fieldFormatMap").asText()).properties()) {
      boolean words =
          Set.of("url", "static_lookup").contains(format.getValue().path("id").asText());
      if (words ? !fields.isDiscrete(format.getKey()) : !fields.isNumber(format.getKey())) {
        problems.accept("format of " + format.getKey() + ", which does not fit the index");
      }
    }
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
