package io.paidan.board.ticket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list goes on: the sort values of the last row. What a client sends back is taken only
 * where it is a short list of plain values.
 */
public record Cursor(JsonNode sortValues) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 2_000;
  private static final int MOST_VALUES = 6;

  /** As text of letters, digits, {@code -} and {@code _}. */
  String text() {
    byte[] json = sortValues.toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /** The cursor of a {@link #text}, or null when it is none. */
  public static Cursor parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(text);
      JsonNode values = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      return values != null && isPlain(values) ? new Cursor(values) : null;
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return null;
    }
  }

  private static boolean isPlain(JsonNode values) {
    if (!values.isArray() || values.isEmpty() || values.size() > MOST_VALUES) {
      return false;
    }
    for (JsonNode value : values) {
      if (!value.isTextual() && !value.isIntegralNumber() && !value.isNull()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is one of a list that is sorted by so many fields. */
  boolean fits(int fields) {
    return sortValues.size() == fields;
  }
}
