package io.paidan.kibana.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One line of a pack: an object as Kibana exports and imports it. */
public record SavedObject(Type type, String id, ObjectNode attributes, List<Reference> references) {
  /** Newer versions make older Kibanas refuse the whole file; none at all breaks dashboards. */
  private static final String CORE_MIGRATION_VERSION = "8.8.0";

  /** The kinds of objects in the pack. */
  public enum Type {
    INDEX_PATTERN("index-pattern", "8.0.0"),
    TAG("tag", "8.0.0"),
    SEARCH("search", "8.0.0"),
    DASHBOARD("dashboard", "8.9.0");

    private final String kibanaName;
    private final String migrationVersion;

    Type(String kibanaName, String migrationVersion) {
      this.kibanaName = kibanaName;
      this.migrationVersion = migrationVersion;
    }

    public String kibanaName() {
      return kibanaName;
    }

    /** The oldest version that all Kibanas from 8.12 on take unchanged. */
    public String migrationVersion() {
      return migrationVersion;
    }
  }

  public SavedObject {
    references = List.copyOf(references);
  }

  public ObjectNode toJson() {
    ArrayNode mentions = Json.array();
    references.forEach(reference -> mentions.add(reference.toJson()));
    ObjectNode json = Json.object();
    json.put("id", id);
    json.put("type", type.kibanaName());
    json.set("attributes", attributes);
    json.set("references", mentions);
    json.put("coreMigrationVersion", CORE_MIGRATION_VERSION);
    json.put("typeMigrationVersion", type.migrationVersion());
    return json;
  }
}
