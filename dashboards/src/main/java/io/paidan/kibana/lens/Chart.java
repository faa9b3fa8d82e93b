package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Reference;
import java.util.List;

/** A Lens visualisation: layers, and how they are drawn. */
public interface Chart {
  List<Layer> layers();

  /** Lens's name of the kind, for example {@code lnsMetric}. */
  String kind();

  /** How the layers are drawn. */
  ObjectNode visualization(Language language);

  /** Which documents the whole chart is about, in Kibana's query language; empty: all. */
  default String kql() {
    return "";
  }

  /** The mentions of data views. */
  default List<Reference> references(Language language) {
    return layers().stream().map(layer -> layer.reference(language)).toList();
  }

  /** What Lens keeps as its state. */
  default ObjectNode state(Language language) {
    ObjectNode layers = Json.object();
    layers().forEach(layer -> layers.set(layer.id(), layer.toJson(language)));
    ObjectNode formBased = Json.object().set("layers", layers);
    ObjectNode state = Json.object();
    state.set("datasourceStates", Json.object().set("formBased", formBased));
    state.set("visualization", visualization(language));
    state.set("query", Json.query(kql()));
    state.set("filters", Json.array());
    state.set("internalReferences", Json.array());
    state.set("adHocDataViews", Json.object());
    return state;
  }
}
