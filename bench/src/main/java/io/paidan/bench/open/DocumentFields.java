package io.paidan.bench.open;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads single fields of a document. */
final class DocumentFields {
  private static final JsonFactory JSON = new JsonFactory();

  private DocumentFields() {}

  /** The texts and numbers of these names on the outermost level, as text; no more than that. */
  static Map<String, String> of(byte[] body, Set<String> names) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME && found.size() < names.size()) {
        String name = json.currentName();
        if (json.nextToken().isStructStart()) {
          json.skipChildren();
        } else if (names.contains(name)) {
          found.put(name, json.getText());
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("a document is not JSON", e);
    }
  }
}
