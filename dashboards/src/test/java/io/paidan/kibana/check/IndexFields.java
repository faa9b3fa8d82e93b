package io.paidan.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.document.Alias;
import io.paidan.document.IndexTemplates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The fields that Elasticsearch knows of an alias, by the project's own index templates. */
public final class IndexFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NUMBERS = Set.of("integer", "long", "double");

  private static final Map<String, Map<String, String>> READ = new ConcurrentHashMap<>();

  private final Map<String, String> types;

  private IndexFields(Map<String, String> types) {
    this.types = types;
  }

  /**
   * Of the pattern of a data view.
   *
   * @return null when it names an alias that there is not
   */
  public static IndexFields of(String title) {
    List<Map<String, String>> all = new ArrayList<>();
    for (String name : title.split(",", -1)) {
      Alias alias = Alias.ofAlias(name);
      if (alias == null) {
        return null;
      }
      all.add(READ.computeIfAbsent(name, key -> of(alias)));
    }
    Map<String, String> common = new TreeMap<>(all.get(0));
    all.forEach(types -> common.entrySet().retainAll(types.entrySet()));
    return new IndexFields(common);
  }

  private static Map<String, String> of(Alias alias) {
    Map<String, String> types = new TreeMap<>(Map.of("_index", "keyword"));
    for (String component : IndexTemplates.COMPONENTS) {
      collect("", mappings(IndexTemplates.component(component)), types);
    }
    collect("", mappings(IndexTemplates.template(alias.alias())), types);
    return types;
  }

  private static JsonNode mappings(byte[] template) {
    try {
      return JSON.readTree(template).path("template").path("mappings");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(String prefix, JsonNode parent, Map<String, String> into) {
    for (String kind : List.of("properties", "fields")) {
      for (Map.Entry<String, JsonNode> field : parent.path(kind).properties()) {
        String name = prefix + field.getKey();
        if (field.getValue().has("type")) {
          into.put(name, field.getValue().path("type").asText());
        }
        collect(name + ".", field.getValue(), into);
      }
    }
  }

  public boolean has(String field) {
    return types.containsKey(field);
  }

  public boolean isNumber(String field) {
    return has(field) && NUMBERS.contains(types.get(field));
  }

  public boolean isDate(String field) {
    return "date".equals(types.get(field));
  }

  /** Whether it can be divided by: words as they are, whole numbers, yes and no. */
  public boolean isDiscrete(String field) {
    return has(field) && Set.of("keyword", "boolean", "integer").contains(types.get(field));
  }

  public boolean isText(String field) {
    return "text".equals(types.get(field));
  }
}
