package io.paidan.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.event.EventDecoder;
import io.paidan.event.EventType;
import io.paidan.event.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes events and checks each with the decoder that the job uses: what comes out of an import is
 * never a dead letter. Not thread-safe.
 */
public final class EventMaker {
  /**
   * An event to be made.
   *
   * @param name what to call it in a message
   * @param time milliseconds since the epoch, UTC
   * @param data of maps, lists, strings, numbers (Double) and booleans
   */
  public record Draft(
      String name,
      String id,
      EventType type,
      String ticket,
      long time,
      String sequence,
      Map<String, Object> data) {}

  private static final JsonFactory JSON = new JsonFactory();

  private final String source;
  private final EventDecoder decoder = new EventDecoder();

  /**
   * @param source CloudEvents source of all events
   */
  public EventMaker(String source) {
    this.source = source;
  }

  /**
   * The event.
   *
   * @throws UnmappableException when it is none, saying why
   */
  public MappedEvent make(Draft draft) throws UnmappableException {
    byte[] json = json(draft);
    if (decoder.decode(json, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP)
        instanceof Malformed malformed) {
      throw new UnmappableException(draft.name() + " is no event: " + malformed.detail());
    }
    return new MappedEvent(draft.time(), json);
  }

  private byte[] json(Draft draft) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("specversion", "1.0");
      out.writeStringField("id", draft.id());
      out.writeStringField("source", source);
      out.writeStringField("type", draft.type().wireName());
      out.writeStringField("subject", draft.ticket());
      out.writeStringField("time", FieldValue.instant(draft.time()));
      out.writeStringField("sequence", draft.sequence());
      out.writeStringField("datacontenttype", "application/json");
      out.writeFieldName("data");
      write(draft.data(), out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory cannot fail to be written
    }
    return bytes.toByteArray();
  }

  private static void write(Object value, JsonGenerator out) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        out.writeFieldName((String) member.getKey());
        write(member.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        write(item, out);
      }
      out.writeEndArray();
    } else if (value instanceof Double number) {
      if (number == Math.rint(number) && Math.abs(number) < 1e15) {
        out.writeNumber(number.longValue());
      } else {
        out.writeNumber(number);
      }
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else {
      out.writeString((String) value);
    }
  }
}
