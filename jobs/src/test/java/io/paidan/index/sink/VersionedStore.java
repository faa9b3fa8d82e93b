package io.paidan.index.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Elasticsearch does with external versions, as seen on a real one: what it holds, and what it
 * answers to an action.
 */
final class VersionedStore {
  /**
   * One action of a bulk request.
   *
   * @param body null for a deletion
   */
  record Action(String index, String id, long version, String body) {
    String document() {
      return index + "/" + id;
    }
  }

  /** What is there: a null body is a deleted one whose version is still known. */
  record Stored(long version, String body) {}

  private final Map<String, Stored> documents = new TreeMap<>();
  private final List<String> writes = new ArrayList<>();

  /** Carries an action out and returns the answer to it, as JSON. */
  synchronized String apply(Action action) {
    Stored there = documents.get(action.document());
    boolean deletion = action.body() == null;
    if (there != null
        && (deletion ? action.version() < there.version() : action.version() <= there.version())) {
      return item(deletion, 409, "version_conflict_engine_exception", "version conflict");
    }
    documents.put(action.document(), new Stored(action.version(), action.body()));
    writes.add(action.document());
    boolean found = there != null && there.body() != null;
    int status = deletion ? (found ? 200 : 404) : found ? 200 : 201;
    return item(deletion, status, null, null);
  }

  static String item(boolean deletion, int status, String errorType, String reason) {
    String error =
        errorType == null
            ? ""
            : ",\"error\":{\"type\":\"" + errorType + "\",\"reason\":\"" + reason + "\"}";
    return "{\"" + (deletion ? "delete" : "index") + "\":{\"status\":" + status + error + "}}";
  }

  /** The documents that a query would find, with their bodies. */
  synchronized Map<String, String> live() {
    Map<String, String> live = new TreeMap<>();
    documents.forEach(
        (id, stored) -> {
          if (stored.body() != null) {
            live.put(id, stored.body());
          }
        });
    return live;
  }

  synchronized int writesOf(String document) {
    return (int) writes.stream().filter(document::equals).count();
  }

  /** The actions of a bulk request. */
  static List<Action> actions(byte[] ndjson, int length) {
    String[] lines = new String(ndjson, 0, length, StandardCharsets.UTF_8).split("\n", -1);
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < lines.length - 1; i++) {
      Map<String, String> meta = new TreeMap<>();
      String kind = read(lines[i], meta);
      String body = kind.equals("delete") ? null : lines[++i];
      boolean gte = kind.equals("delete");
      if (!meta.get("version_type").equals(gte ? "external_gte" : "external")) {
        throw new AssertionError("version_type of " + lines[i]);
      }
      actions.add(
          new Action(
              meta.get("_index"), meta.get("_id"), Long.parseLong(meta.get("version")), body));
    }
    return actions;
  }

  private static String read(String line, Map<String, String> meta) {
    try (JsonParser p = new JsonFactory().createParser(line)) {
      p.nextToken();
      String kind = p.nextFieldName();
      p.nextToken();
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        String name = p.currentName();
        p.nextToken();
        meta.put(name, p.getText());
      }
      return kind;
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
