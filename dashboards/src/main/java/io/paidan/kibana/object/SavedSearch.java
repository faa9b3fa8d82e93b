package io.paidan.kibana.object;

import java.util.List;

/**
 * A list of documents, by reference in dashboards and by itself in Discover.
 *
 * @param name the id without the language's prefix
 * @param kql what is listed; empty: everything
 * @param sortField a date or number
 * @param ascending the smallest first
 */
public record SavedSearch(
    String name,
    Text title,
    Text description,
    DataView view,
    String kql,
    List<String> columns,
    String sortField,
    boolean ascending) {
  private static final String INDEX = "kibanaSavedObjectMeta.searchSourceJSON.index";

  public SavedSearch {
    columns = List.copyOf(columns);
  }

  public String id(Language language) {
    return language.id("search-" + name);
  }

  public SavedObject in(Language language) {
    var source = Json.object();
    source.set("query", Json.query(kql));
    source.set("filter", Json.array());
    source.put("indexRefName", INDEX);
    var meta = Json.object().put("searchSourceJSON", Json.text(source));

    var attributes = Json.object();
    attributes.put("title", "[Paidan] " + title.in(language));
    attributes.put("description", description.in(language));
    attributes.set("columns", Json.array(columns.toArray(String[]::new)));
    attributes.set("sort", Json.array().add(Json.array(sortField, ascending ? "asc" : "desc")));
    attributes.set("grid", Json.object());
    attributes.put("hideChart", true);
    attributes.put("isTextBasedQuery", false);
    attributes.set("kibanaSavedObjectMeta", meta);
    return new SavedObject(
        SavedObject.Type.SEARCH,
        id(language),
        attributes,
        List.of(view.reference(language, INDEX)));
  }
}
