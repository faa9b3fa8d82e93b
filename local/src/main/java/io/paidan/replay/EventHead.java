package io.paidan.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.Instants;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * What sending needs to know of an event: whose it is and when it happened. A look, not a check: a
 * line that is no event has neither, and is sent all the same.
 *
 * @param subject null where there is none
 * @param time milliseconds since the epoch, UTC; {@link Instants#NONE} where there is none
 */
record EventHead(String subject, long time) {
  private static final JsonFactory FACTORY = new JsonFactory();

  static EventHead of(byte[] line) {
    String subject = null;
    long time = Instants.NONE;
    try (JsonParser parser = FACTORY.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new EventHead(null, Instants.NONE);
      }
      while ((subject == null || time == Instants.NONE)
          && parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value != JsonToken.VALUE_STRING) {
          parser.skipChildren();
        } else if (name.equals("subject")) {
          subject = parser.getText();
        } else if (name.equals("time")) {
          time = time(parser.getText());
        }
      }
    } catch (IOException e) {
      // Malformed from here on: what was found before is still the best key there is.
      return new EventHead(subject, time);
    }
    return new EventHead(subject, time);
  }

  private static long time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return Instants.NONE; // the decoder of the job says what is wrong with it
    }
  }
}
