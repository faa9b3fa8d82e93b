package io.paidan.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.index.elasticsearch.SetupClient;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which indices there are. */
public final class IndexList {
  private static final JsonFactory JSON = new JsonFactory();

  private final SetupClient client;

  public IndexList(SetupClient client) {
    this.client = client;
  }

  /** All of Paidan's indices, each with the aliases under which its documents are found. */
  public Map<String, Set<String>> all() throws IOException {
    Map<String, Set<String>> indices = new TreeMap<>();
    byte[] answer = client.get("/paidan-*/_alias?expand_wildcards=open,closed");
    try (JsonParser p = JSON.createParser(answer)) {
      p.nextToken();
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        Set<String> aliases = new TreeSet<>();
        indices.put(p.currentName(), aliases);
        p.nextToken();
        while (p.nextToken() == JsonToken.FIELD_NAME) {
          boolean found = p.currentName().equals("aliases");
          p.nextToken();
          if (!found) {
            p.skipChildren();
            continue;
          }
          while (p.nextToken() == JsonToken.FIELD_NAME) {
            String alias = p.currentName();
            p.nextToken();
            if (!hasFilter(p)) {
              aliases.add(alias);
            }
          }
        }
      }
    }
    return indices;
  }

  /** Paidan's only filter is one that finds nothing, of an index that is being filled. */
  private static boolean hasFilter(JsonParser p) throws IOException {
    boolean has = false;
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      has |= p.currentName().equals("filter");
      p.nextToken();
      p.skipChildren();
    }
    return has;
  }
}
