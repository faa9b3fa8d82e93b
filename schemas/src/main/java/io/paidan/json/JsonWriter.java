package io.paidan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes values back as JSON without white space, numbers as they were written. */
public final class JsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonWriter() {}

  /** The value as compact JSON text. */
  public static String compact(JsonValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string in memory cannot fail to be written
    }
    return text.toString();
  }

  private static void write(JsonValue value, JsonGenerator out) throws IOException {
    switch (value.kind()) {
      case OBJECT -> {
        out.writeStartObject();
        for (JsonValue.Member member : value.members()) {
          out.writeFieldName(member.name());
          write(member.value(), out);
        }
        out.writeEndObject();
      }
      case ARRAY -> {
        out.writeStartArray();
        for (JsonValue item : value.items()) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case STRING -> out.writeString(value.text());
      case NUMBER -> out.writeNumber(value.text());
      case TRUE -> out.writeBoolean(true);
      case FALSE -> out.writeBoolean(false);
      case NULL -> out.writeNull();
    }
  }
}
