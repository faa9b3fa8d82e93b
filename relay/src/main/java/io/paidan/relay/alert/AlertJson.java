package io.paidan.relay.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Alerts as documents of {@code paidan-alerts}; fields that the relay does not use are skipped. */
public final class AlertJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private AlertJson() {}

  /**
   * Reads a document.
   *
   * @param id its {@code _id}, which stands beside it
   * @throws UnreadableAlertException when it is no alert
   */
  public static Alert read(String id, byte[] document) throws UnreadableAlertException {
    try (JsonParser json = JSON.createParser(document)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableAlertException("not a JSON object", null);
      }
      return read(id, json);
    } catch (IOException e) {
      throw new UnreadableAlertException("not JSON", e);
    }
  }

  /**
   * Reads a document within another one.
   *
   * @param json at the beginning of its object; afterwards at the end of it
   */
  public static Alert read(String id, JsonParser json)
      throws IOException, UnreadableAlertException {
    Map<String, String> fields = new HashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (token.isStructStart()) {
        json.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        fields.put(name, json.getText());
      }
    }
    try {
      return of(id, fields);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnreadableAlertException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Alert of(String id, Map<String, String> fields) {
    String ticketClass = fields.get("ticket_class");
    return new Alert(
        id,
        Long.parseLong(required(fields, "revision")),
        Alert.Status.valueOf(required(fields, "status")),
        new Level(required(fields, "level")),
        required(fields, "severity").equals("critical"),
        required(fields, "ticket_id"),
        ClockType.valueOf(required(fields, "clock")),
        Integer.parseInt(required(fields, "cycle")),
        ticketClass == null ? null : TicketClass.valueOf(ticketClass),
        fields.get("category"),
        Place.of(fields.get("department"), fields.get("department_name")),
        Place.of(fields.get("district"), fields.get("district_name")),
        Place.of(fields.get("county"), fields.get("county_name")),
        fields.get("limit"),
        instant(fields.get("started_at")),
        instant(fields.get("due_at")),
        instant(required(fields, "threshold_at")),
        instant(required(fields, "fired_at")),
        instant(fields.get("ended_at")));
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  private static Instant instant(String text) {
    return text == null ? null : Instant.parse(text);
  }

  /** The instant as documents write it. */
  public static String instant(Instant instant) {
    return INSTANT.format(instant);
  }

  /** Writes the document's fields into an object that has been begun. */
  public static void writeFields(Alert alert, JsonGenerator out) throws IOException {
    out.writeNumberField("revision", alert.revision());
    out.writeStringField("status", alert.status().name());
    out.writeStringField("level", alert.level().name());
    out.writeStringField("severity", alert.critical() ? "critical" : "warning");
    out.writeStringField("ticket_id", alert.ticket());
    out.writeStringField("clock", alert.clock().name());
    out.writeNumberField("cycle", alert.cycle());
    text(out, "ticket_class", alert.ticketClass() == null ? null : alert.ticketClass().name());
    text(out, "category", alert.category());
    place(out, "department", alert.department());
    place(out, "district", alert.district());
    place(out, "county", alert.county());
    text(out, "limit", alert.limit());
    instant(out, "started_at", alert.startedAt());
    instant(out, "due_at", alert.dueAt());
    instant(out, "threshold_at", alert.thresholdAt());
    instant(out, "fired_at", alert.firedAt());
    instant(out, "ended_at", alert.endedAt());
  }

  private static void place(JsonGenerator out, String name, Place place) throws IOException {
    text(out, name, place == null ? null : place.id());
    text(out, name + "_name", place == null ? null : place.name());
  }

  private static void instant(JsonGenerator out, String name, Instant instant) throws IOException {
    text(out, name, instant == null ? null : instant(instant));
  }

  private static void text(JsonGenerator out, String name, String text) throws IOException {
    if (text == null) {
      out.writeNullField(name);
    } else {
      out.writeStringField(name, text);
    }
  }
}
