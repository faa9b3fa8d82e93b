package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.Text;
import java.util.List;

/** What the reader of a dashboard has to know. */
public record MarkdownPanel(String id, Text title, Text markdown) implements Panel {
  @Override
  public String kind() {
    return LegacyVisualization.KIND;
  }

  @Override
  public ObjectNode config(Language language) {
    ObjectNode params =
        Json.object()
            .put("fontSize", 12)
            .put("openLinksInNewTab", false)
            .put("markdown", markdown.in(language));
    return LegacyVisualization.config("markdown", title.in(language), "", params, true);
  }

  @Override
  public List<Reference> references(Language language) {
    return List.of();
  }
}
