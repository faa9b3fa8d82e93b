package io.paidan.kibana.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import io.paidan.kibana.object.Text;
import java.util.List;

/** One rectangle of a dashboard. */
public interface Panel {
  /** Its id within the dashboard: stable, lower case, without a colon. */
  String id();

  /** What stands above it. */
  Text title();

  /** Kibana's name of the kind, for example {@code lens}. */
  String kind();

  /** What it shows and how. */
  ObjectNode config(Language language);

  /** What it mentions, under the names that its config uses. */
  List<Reference> references(Language language);

  /** The name under which the panel's own object is mentioned; null: it is inside the panel. */
  default String referenceName() {
    return null;
  }
}
