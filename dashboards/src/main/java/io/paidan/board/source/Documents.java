package io.paidan.board.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads fields of documents. */
public final class Documents {
  private Documents() {}

  /** A text, or null. */
  public static String text(JsonNode document, String field) {
    JsonNode value = document.path(field);
    return value.isTextual() ? value.textValue() : null;
  }

  /** A list of texts, empty where there is none. */
  public static List<String> texts(JsonNode document, String field) {
    List<String> texts = new ArrayList<>();
    document.path(field).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  /** A whole number, 0 where there is none. */
  public static long number(JsonNode document, String field) {
    return document.path(field).asLong();
  }

  /** A number, or null. */
  public static Double decimal(JsonNode document, String field) {
    JsonNode value = document.path(field);
    return value.isNumber() ? (Double) value.doubleValue() : null;
  }

  /** A truth, or null. */
  public static Boolean truth(JsonNode document, String field) {
    JsonNode value = document.path(field);
    return value.isBoolean() ? (Boolean) value.booleanValue() : null;
  }

  /**
   * An instant, or null.
   *
   * @throws SourceException when it is none
   */
  public static Instant instant(JsonNode document, String field) throws SourceException {
    String text = text(document, field);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new SourceException(
          SourceException.Reason.FAILED,
          null,
          "a document has no readable " + field + ": " + text,
          e);
    }
  }

  /** The value of the one field that a hit was asked for. */
  public static String value(JsonNode hit, String field) {
    return hit.path("fields").path(field).path(0).asText();
  }
}
