package io.paidan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads whole JSON documents that people write: small ones, whose mistakes must be shown. */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private JsonReader() {}

  /**
   * Reads a document in UTF-8, with or without a byte order mark.
   *
   * @param problems gets one more when these bytes are no JSON document
   * @return null when they are not
   */
  public static JsonValue read(byte[] utf8, Problems problems) {
    String json;
    try {
      json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      problems.add(1, 1, "", "not UTF-8: save the file in that encoding");
      return null;
    }
    return read(json, problems);
  }

  /**
   * Reads a document.
   *
   * @param problems gets one more when this text is no JSON document
   * @return null when it is not
   */
  public static JsonValue read(String json, Problems problems) {
    boolean marked = !json.isEmpty() && json.charAt(0) == BYTE_ORDER_MARK;
    try (JsonParser parser = FACTORY.createParser(marked ? json.substring(1) : json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        problems.add(1, 1, "", "empty: a JSON document is needed");
        return null;
      }
      JsonValue value = value(parser, first, "");
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        problems.add(
            at.getLineNr(), at.getColumnNr(), "", "text after the end of the JSON document");
        return null;
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      problems.add(
          at == null ? 1 : at.getLineNr(),
          at == null ? 1 : at.getColumnNr(),
          "",
          "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string in memory cannot fail to be read
    }
  }

  private static JsonValue value(JsonParser parser, JsonToken token, String pointer)
      throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    return switch (token) {
      case START_OBJECT -> object(parser, pointer, line, column);
      case START_ARRAY -> array(parser, pointer, line, column);
      case VALUE_STRING -> scalar(JsonValue.Kind.STRING, parser.getText(), pointer, line, column);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          scalar(JsonValue.Kind.NUMBER, parser.getText(), pointer, line, column);
      case VALUE_TRUE -> scalar(JsonValue.Kind.TRUE, null, pointer, line, column);
      case VALUE_FALSE -> scalar(JsonValue.Kind.FALSE, null, pointer, line, column);
      case VALUE_NULL -> scalar(JsonValue.Kind.NULL, null, pointer, line, column);
      default -> throw new IllegalStateException("a value cannot begin with " + token);
    };
  }

  private static JsonValue object(JsonParser parser, String pointer, int line, int column)
      throws IOException {
    List<JsonValue.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonLocation at = parser.currentTokenLocation();
      int nameLine = at.getLineNr();
      int nameColumn = at.getColumnNr();
      String child = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      JsonValue value = value(parser, parser.nextToken(), child);
      members.add(new JsonValue.Member(name, value, nameLine, nameColumn));
    }
    return new JsonValue(
        JsonValue.Kind.OBJECT, null, List.of(), List.copyOf(members), pointer, line, column);
  }

  private static JsonValue array(JsonParser parser, String pointer, int line, int column)
      throws IOException {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token, pointer + "/" + items.size()));
    }
    return new JsonValue(
        JsonValue.Kind.ARRAY, null, List.copyOf(items), List.of(), pointer, line, column);
  }

  private static JsonValue scalar(
      JsonValue.Kind kind, String text, String pointer, int line, int column) {
    return new JsonValue(kind, text, List.of(), List.of(), pointer, line, column);
  }
}
