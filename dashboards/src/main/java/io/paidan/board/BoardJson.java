package io.paidan.board;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.board.Overview.ByClass;
import io.paidan.board.Overview.Count;
import io.paidan.board.Overview.Figures;
import io.paidan.board.Overview.OtherClock;
import io.paidan.board.Overview.OverdueList;
import io.paidan.board.Overview.OverdueTicket;
import io.paidan.board.Overview.Rate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What the board's clients read, as JSON in UTF-8 on one line. Instants as everywhere: UTC, {@code
 * yyyy-MM-ddTHH:mm:ss.SSSZ}; what is not known is null.
 */
final class BoardJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private BoardJson() {}

  /** Everything: {@code now}, {@code zone}, {@code source}, {@code figures}, {@code overdue}. */
  static byte[] overview(Snapshot snapshot, ZoneId zone, Instant now) {
    return object(
        json -> {
          frame(json, snapshot, now);
          json.writeStringField("zone", zone.getId());
          Overview overview = snapshot.overview();
          if (overview == null) {
            json.writeNullField("date");
            json.writeNullField("figures");
            json.writeNullField("overdue");
          } else {
            json.writeStringField("date", overview.date().toString());
            figures(json, overview.figures());
            overdue(json, overview.overdue());
          }
        });
  }

  /** That the board lives and how its source is: {@code now}, {@code source}. */
  static byte[] heartbeat(Snapshot snapshot, Instant now) {
    return object(json -> frame(json, snapshot, now));
  }

  private static void frame(JsonGenerator json, Snapshot snapshot, Instant now) throws IOException {
    instant(json, "now", now);
    SourceStatus source = snapshot.source();
    json.writeObjectFieldStart("source");
    json.writeStringField("state", source.state().name());
    instant(json, "since", source.since());
    json.writeStringField("reason", source.reason() == null ? null : source.reason().name());
    json.writeStringField("subject", source.subject());
    instant(json, "read_at", snapshot.readAt());
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, Figures figures) throws IOException {
    json.writeObjectFieldStart("figures");
    count(json, "dispatched", figures.dispatched());
    count(json, "resolved", figures.resolved());
    rate(json, "resolution", figures.resolution());
    rate(json, "resolution_today", figures.resolutionToday());
    json.writeObjectFieldStart("open");
    json.writeNumberField("total", figures.open().total());
    json.writeNumberField("waiting", figures.open().waiting());
    json.writeNumberField("in_hand", figures.open().inHand());
    json.writeEndObject();
    ByClass overdue = figures.overdue();
    json.writeObjectFieldStart("overdue");
    json.writeNumberField("total", overdue.total());
    json.writeNumberField("emergency", overdue.emergency());
    json.writeNumberField("key", overdue.key());
    json.writeNumberField("routine", overdue.routine());
    json.writeNumberField("unclassified", overdue.unclassified());
    json.writeEndObject();
    instant(json, "newest_change", figures.newestChange());
    instant(json, "newest_event", figures.newestEvent());
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, String name, Count count) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("total", count.total());
    json.writeNumberField("today", count.today());
    json.writeEndObject();
  }

  private static void rate(JsonGenerator json, String name, Rate rate) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("resolved", rate.resolved());
    json.writeNumberField("dispatched", rate.dispatched());
    Double value = rate.rate();
    if (value == null) {
      json.writeNullField("rate");
    } else {
      json.writeNumberField("rate", value);
    }
    json.writeEndObject();
  }

  private static void overdue(JsonGenerator json, OverdueList overdue) throws IOException {
    json.writeObjectFieldStart("overdue");
    json.writeNumberField("total", overdue.total());
    json.writeArrayFieldStart("rows");
    for (OverdueTicket row : overdue.rows()) {
      json.writeStartObject();
      json.writeStringField("ticket_id", row.ticketId());
      json.writeStringField("ticket_class", row.ticketClass());
      json.writeStringField("district", row.district());
      json.writeStringField("district_name", row.districtName());
      json.writeStringField("department", row.department());
      json.writeStringField("department_name", row.departmentName());
      json.writeStringField("clock", row.clock());
      instant(json, "due_at", row.dueAt());
      json.writeArrayFieldStart("others");
      for (OtherClock other : row.others()) {
        json.writeStartObject();
        json.writeStringField("clock", other.clock());
        json.writeStringField("department", other.department());
        json.writeStringField("department_name", other.departmentName());
        instant(json, "due_at", other.dueAt());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void instant(JsonGenerator json, String name, Instant value) throws IOException {
    json.writeStringField(name, value == null ? null : INSTANT.format(value));
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
