package io.paidan.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.event.EventDecoder;
import io.paidan.event.Malformed;
import io.paidan.importer.Mapping.EventMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the events of a row: all of them, or none and the reasons. Not thread-safe. */
final class RowMapper {
  /**
   * An event.
   *
   * @param time milliseconds since the epoch, UTC
   * @param json one line
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy each would cost
  record MappedEvent(long time, byte[] json) {}

  /**
   * What a row came to.
   *
   * @param ticket its id; null when that could not be read
   * @param row what tells it from other rows of the ticket; "" where the mapping says nothing
   * @param events none when there are problems
   */
  record Mapped(String ticket, String row, List<MappedEvent> events, List<String> problems) {}

  private static final JsonFactory JSON = new JsonFactory();

  private final Mapping mapping;
  private final EventDecoder decoder = new EventDecoder();

  RowMapper(Mapping mapping) {
    this.mapping = mapping;
  }

  Mapped map(Row row) {
    List<String> problems = new ArrayList<>();
    String ticket = identity(mapping.ticket(), row, "the ticket has no id", problems);
    String rowId =
        mapping.row() == null
            ? ""
            : identity(mapping.row(), row, "nothing tells this row from others", problems);
    List<MappedEvent> events = new ArrayList<>();
    for (int i = 0; i < mapping.events().size(); i++) {
      EventMapping event = mapping.events().get(i);
      if (event.when().stream().allMatch(condition -> condition.holds(row))) {
        MappedEvent mapped = event(event, i + 1, ticket, rowId, row, problems);
        if (mapped != null) {
          events.add(mapped);
        }
      }
    }
    if (events.isEmpty() && problems.isEmpty()) {
      problems.add("no event of the mapping applies to this row");
    }
    return new Mapped(ticket, rowId, problems.isEmpty() ? events : List.of(), problems);
  }

  private static String identity(ColumnValue value, Row row, String absent, List<String> problems) {
    try {
      Object id = value.read(row);
      if (id == null) {
        problems.add(absent + ": column " + value.columns() + " is empty");
      }
      return (String) id;
    } catch (UnmappableException e) {
      problems.add(e.getMessage());
      return null;
    }
  }

  /** Returns null and adds to the problems when it cannot be made. */
  private MappedEvent event(
      EventMapping event,
      int position,
      String ticket,
      String rowId,
      Row row,
      List<String> problems) {
    int before = problems.size();
    Long time = null;
    try {
      time = event.time().readInstant(row);
      if (time == null) {
        problems.add(event.name() + " has no time: column " + event.time().columns() + " is empty");
      }
    } catch (UnmappableException e) {
      problems.add(e.getMessage());
    }
    Object data = event.data().fill(row, problems);
    if (ticket == null || rowId == null || problems.size() > before) {
      return null;
    }
    String id = ticket + (rowId.isEmpty() ? "-" : "-" + rowId + "-") + event.name();
    byte[] json = json(event, id, position, ticket, time, data == null ? Map.of() : data);
    if (decoder.decode(json, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP)
        instanceof Malformed malformed) {
      problems.add(event.name() + " is no event: " + malformed.detail());
      return null;
    }
    return new MappedEvent(time, json);
  }

  private byte[] json(
      EventMapping event, String id, int position, String ticket, long time, Object data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("specversion", "1.0");
      out.writeStringField("id", id);
      out.writeStringField("source", mapping.source());
      out.writeStringField("type", event.type().wireName());
      out.writeStringField("subject", ticket);
      out.writeStringField("time", ColumnValue.instant(time));
      // Events of one instant are folded in the order of the mapping.
      out.writeStringField("sequence", String.format(Locale.ROOT, "%02d", position));
      out.writeStringField("datacontenttype", "application/json");
      out.writeFieldName("data");
      write(data, out);
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
