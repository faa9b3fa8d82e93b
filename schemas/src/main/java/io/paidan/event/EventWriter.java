package io.paidan.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes events as CloudEvents 1.0 in JSON's structured mode (contract, section 1), on one line, in
 * one order of fields, instants in UTC with milliseconds; absent fields are left out. The decoder
 * reads back the same event. Thread-safe.
 */
public final class EventWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private EventWriter() {}

  /** The event as one JSON object in UTF-8, without a line end. */
  public static byte[] write(TicketEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      writeEvent(json, event);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  /** The same as {@link #write}, as text. */
  public static String line(TicketEvent event) {
    return new String(write(event), StandardCharsets.UTF_8);
  }

  /** Writes the event as a value where the generator stands. */
  public static void writeEvent(JsonGenerator json, TicketEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", event.id());
    json.writeStringField("source", event.source());
    json.writeStringField("type", event.type().wireName());
    json.writeStringField("subject", event.ticketId());
    json.writeStringField("time", Rfc3339.format(event.time()));
    if (!event.sequence().isEmpty()) {
      json.writeStringField("sequence", event.sequence());
    }
    json.writeStringField("datacontenttype", "application/json");
    json.writeFieldName("data");
    writeData(json, event.data());
    json.writeEndObject();
  }

  /** Writes an event's data as an object where the generator stands. */
  public static void writeData(JsonGenerator json, EventData data) throws IOException {
    json.writeStartObject();
    if (data instanceof EventData.Reported d) {
      reported(json, d);
    } else if (data instanceof EventData.Assessed d) {
      constant(json, "ticketClass", d.ticketClass());
      constant(json, "category", d.category());
      constant(json, "decision", d.decision());
    } else if (data instanceof EventData.Reclassified d) {
      constant(json, "ticketClass", d.ticketClass());
      constant(json, "category", d.category());
      text(json, "reason", d.reason());
    } else if (data instanceof EventData.Dispatched d) {
      text(json, "district", d.district());
      assignments(json, d.assignments());
    } else if (data instanceof EventData.Accepted d) {
      text(json, "department", d.department());
    } else if (data instanceof EventData.Refused d) {
      text(json, "department", d.department());
      text(json, "reason", d.reason());
    } else if (data instanceof EventData.Recalled d) {
      text(json, "department", d.department());
      text(json, "reason", d.reason());
    } else if (data instanceof EventData.Arrived d) {
      text(json, "department", d.department());
    } else if (data instanceof EventData.Resolved d) {
      text(json, "department", d.department());
      constant(json, "outcome", d.outcome());
      text(json, "handling", d.handling());
    } else if (data instanceof EventData.Suspended d) {
      text(json, "department", d.department());
      text(json, "reason", d.reason());
    } else if (data instanceof EventData.Resumed d) {
      text(json, "department", d.department());
      text(json, "reason", d.reason());
    } else if (data instanceof EventData.Extended d) {
      text(json, "department", d.department());
      text(json, "until", Rfc3339.format(d.until()));
      text(json, "approvedBy", d.approvedBy());
      text(json, "reason", d.reason());
    } else if (data instanceof EventData.Urged d) {
      text(json, "by", d.by());
      json.writeNumberField("level", d.level());
      text(json, "department", d.department());
    } else if (data instanceof EventData.Feedback d) {
      feedback(json, d);
    } else if (data instanceof EventData.Reopened d) {
      reopened(json, d);
    } else if (data instanceof EventData.Cancelled d) {
      text(json, "reason", d.reason());
    }
    json.writeEndObject();
  }

  private static void reported(JsonGenerator json, EventData.Reported d) throws IOException {
    text(json, "district", d.district());
    constant(json, "channel", d.channel());
    text(json, "community", d.community());
    constant(json, "category", d.category());
    text(json, "title", d.title());
    if (d.location() != null) {
      json.writeObjectFieldStart("location");
      number(json, "lat", d.location().lat());
      number(json, "lon", d.location().lon());
      json.writeEndObject();
    }
    if (d.reporter() != null) {
      json.writeObjectFieldStart("reporter");
      text(json, "name", d.reporter().name());
      text(json, "phone", d.reporter().phone());
      json.writeEndObject();
    }
  }

  private static void assignments(JsonGenerator json, List<Assignee> assignments)
      throws IOException {
    json.writeArrayFieldStart("assignments");
    for (Assignee a : assignments) {
      json.writeStartObject();
      text(json, "department", a.department());
      constant(json, "role", a.role());
      if (a.due() != null) {
        text(json, "due", Rfc3339.format(a.due()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void feedback(JsonGenerator json, EventData.Feedback d) throws IOException {
    json.writeNumberField("satisfaction", d.satisfaction());
    json.writeBooleanField("solved", d.solved());
    if (!d.departmentScores().isEmpty()) {
      json.writeArrayFieldStart("departmentScores");
      for (DepartmentScore s : d.departmentScores()) {
        json.writeStartObject();
        text(json, "department", s.department());
        number(json, "score", s.score());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void reopened(JsonGenerator json, EventData.Reopened d) throws IOException {
    text(json, "reason", d.reason());
    if (d.departments() != null) {
      json.writeArrayFieldStart("departments");
      for (String department : d.departments()) {
        json.writeString(department);
      }
      json.writeEndArray();
    }
  }

  private static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void constant(JsonGenerator json, String field, Enum<?> value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value.name());
    }
  }

  /** Whole numbers without a fraction, as people write them. */
  private static void number(JsonGenerator json, String field, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumberField(field, (long) value);
    } else {
      json.writeNumberField(field, value);
    }
  }
}
