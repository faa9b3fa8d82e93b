package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.SavedObject;
import io.paidan.kibana.object.SavedSearch;
import io.paidan.kibana.object.Text;
import java.util.List;

/** A list of documents, by reference. */
public record SearchPanel(SavedSearch search) implements Panel {
  @Override
  public String id() {
    return "list-" + search.name();
  }

  @Override
  public Text title() {
    return search.title();
  }

  @Override
  public String kind() {
    return SavedObject.Type.SEARCH.kibanaName();
  }

  @Override
  public String referenceName() {
    return "panel_" + id();
  }

  @Override
  public ObjectNode config(Language language) {
    ObjectNode config = Json.object();
    config.set("enhancements", Json.object());
    config.put("hidePanelTitles", false);
    return config;
  }

  @Override
  public List<Reference> references(Language language) {
    return List.of(
        new Reference(referenceName(), SavedObject.Type.SEARCH.kibanaName(), search.id(language)));
  }
}
