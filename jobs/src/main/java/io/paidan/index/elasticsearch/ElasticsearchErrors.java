package io.paidan.index.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads Elasticsearch's errors, and takes content of documents out of what it says. */
public final class ElasticsearchErrors {
  private static final int LONGEST = 500;
  private static final Pattern CONTENT =
      Pattern.compile(
          "(?s)(\\.? Preview of field's value:.*| The prefix of the first immense term.*"
              + "|\\s+at \\[Source:.*|\\R.*)");
  private static final Pattern TOKEN = Pattern.compile("Unrecognized token '.*?'");
  private static final JsonFactory JSON = new JsonFactory();

  private ElasticsearchErrors() {}

  /**
   * An error for a whole request.
   *
   * @param type Elasticsearch's name of it; null when the answer names none
   * @param reason one line without content of documents; null when the answer gives none
   */
  public record Error(String type, String reason) {}

  /** What the body of an answer with an error says; a body that is no JSON says nothing. */
  public static Error read(byte[] body) {
    try (JsonParser p = JSON.createParser(body)) {
      if (p.nextToken() != JsonToken.START_OBJECT) {
        return new Error(null, null);
      }
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        boolean error = p.currentName().equals("error");
        JsonToken value = p.nextToken();
        if (error && value == JsonToken.START_OBJECT) {
          return readObject(p);
        }
        if (error && value == JsonToken.VALUE_STRING) {
          return new Error(null, withoutContent(p.getText()));
        }
        p.skipChildren();
      }
      return new Error(null, null);
    } catch (IOException e) {
      // Something between us and Elasticsearch has answered: its status has to do.
      return new Error(null, null);
    }
  }

  /** The object after a field {@code error}; the parser stands at its start, then at its end. */
  public static Error readObject(JsonParser p) throws IOException {
    String type = null;
    String reason = null;
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String field = p.currentName();
      JsonToken value = p.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals("type")) {
        type = p.getText();
      } else if (value == JsonToken.VALUE_STRING && field.equals("reason")) {
        reason = withoutContent(p.getText());
      } else {
        p.skipChildren();
      }
    }
    return new Error(type, reason);
  }

  /** One line of at most 500 characters, without what Elasticsearch quotes from a document. */
  public static String withoutContent(String reason) {
    // A conflict of fields comes in several lines, each with a tab before it.
    String clean = CONTENT.matcher(reason.replace("\n\t", " ")).replaceFirst("");
    clean = TOKEN.matcher(clean).replaceAll("Unrecognized token");
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
  }
}
