package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.SavedObject;
import io.paidan.kibana.object.Text;
import java.util.List;

/** The way from each dashboard to the others. */
public record LinksPanel(List<Link> links) implements Panel {
  /**
   * A way.
   *
   * @param dashboard the target's id without the language's prefix
   */
  public record Link(String dashboard, Text label) {
    private String referenceName() {
      return "link_" + dashboard + "_dashboard";
    }
  }

  public LinksPanel {
    links = List.copyOf(links);
  }

  @Override
  public String id() {
    return "navigation";
  }

  @Override
  public Text title() {
    return new Text("导航", "Navigation");
  }

  @Override
  public String kind() {
    return "links";
  }

  @Override
  public ObjectNode config(Language language) {
    ArrayNode all = Json.array();
    for (Link link : links) {
      // Neither filters nor times travel along: the next dashboard may not have the field, and has
      // a span of time of its own.
      ObjectNode options =
          Json.object()
              .put("openInNewTab", false)
              .put("useCurrentDateRange", false)
              .put("useCurrentFilters", false);
      ObjectNode json =
          Json.object()
              .put("id", link.dashboard())
              .put("type", "dashboardLink")
              .put("label", link.label().in(language))
              .put("order", all.size())
              .put("destinationRefName", link.referenceName());
      json.set("options", options);
      all.add(json);
    }
    ObjectNode attributes = Json.object().put("layout", "horizontal");
    attributes.set("links", all);
    ObjectNode config = Json.object();
    config.set("attributes", attributes);
    config.set("enhancements", Json.object());
    config.put("hidePanelTitles", true);
    return config;
  }

  @Override
  public List<Reference> references(Language language) {
    return links.stream()
        .map(
            link ->
                new Reference(
                    link.referenceName(),
                    SavedObject.Type.DASHBOARD.kibanaName(),
                    language.id(link.dashboard())))
        .toList();
  }
}
