package io.paidan.core.figures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What differs between figures as they were published and as they are now ({@link
 * ReportDocuments#figures}).
 */
final class FigureComparison {
  /** Gets each figure that differs. */
  interface Change {
    /**
     * A figure.
     *
     * @param figure the path of its field
     * @param before null where it was null, or not there
     * @param after null where it is null
     */
    void is(String figure, Double before, Double after);
  }

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, String> before;
  private final Map<String, String> after;

  /**
   * @throws UncheckedIOException when one of them is no JSON
   */
  FigureComparison(byte[] before, byte[] after) {
    this.before = numbers(before);
    this.after = numbers(after);
  }

  void forEachChange(Change change) {
    after.forEach(
        (figure, now) -> {
          String was = before.get(figure);
          if (!Objects.equals(was, now)) {
            change.is(figure, number(was), number(now));
          }
        });
  }

  private static Double number(String text) {
    return text == null ? null : Double.valueOf(text);
  }

  /** The numbers as written, by the path of their field; null where they are null. */
  private static Map<String, String> numbers(byte[] figures) {
    Map<String, String> numbers = new LinkedHashMap<>(96);
    try (JsonParser parser = FACTORY.createParser(figures)) {
      String object = null;
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
          object = parser.currentName();
        } else if (object != null && token.isScalarValue()) {
          numbers.put(
              object + "." + parser.currentName(),
              token == JsonToken.VALUE_NULL ? null : parser.getText());
        } else if (token == JsonToken.END_OBJECT) {
          object = null;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("published figures are unreadable", e);
    }
    return numbers;
  }
}
