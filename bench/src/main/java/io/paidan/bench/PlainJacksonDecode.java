package io.paidan.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.OffsetDateTime;

/**
 * The fixed baseline: an event read with Jackson's streaming parser in the plain way, into a plain
 * object. No validation, no masking, no tricks. It stays as it is, whatever becomes of the
 * project's own decoder: figures of different days are compared by it.
 */
final class PlainJacksonDecode {
  private final JsonFactory factory = new JsonFactory();

  PlainEvent decode(byte[] json) throws IOException {
    PlainEvent event = new PlainEvent();
    try (JsonParser parser = factory.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "specversion" -> event.specversion = parser.getText();
          case "id" -> event.id = parser.getText();
          case "source" -> event.source = parser.getText();
          case "type" -> event.type = parser.getText();
          case "subject" -> event.subject = parser.getText();
          case "sequence" -> event.sequence = parser.getText();
          case "time" -> event.time = OffsetDateTime.parse(parser.getText()).toInstant();
          case "data" -> {
            if (value == JsonToken.START_OBJECT) {
              event.data = data(parser);
            } else {
              parser.skipChildren();
            }
          }
          default -> parser.skipChildren();
        }
      }
    }
    return event;
  }

  private static PlainEvent.Data data(JsonParser parser) throws IOException {
    PlainEvent.Data data = new PlainEvent.Data();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "district" -> data.district = parser.getText();
        case "channel" -> data.channel = parser.getText();
        case "community" -> data.community = parser.getText();
        case "category" -> data.category = parser.getText();
        case "title" -> data.title = parser.getText();
        case "location" -> location(parser, data);
        case "reporter" -> reporter(parser, data);
        case "ticketClass" -> data.ticketClass = parser.getText();
        case "decision" -> data.decision = parser.getText();
        case "reason" -> data.reason = parser.getText();
        case "department" -> data.department = parser.getText();
        case "outcome" -> data.outcome = parser.getText();
        case "handling" -> data.handling = parser.getText();
        case "until" -> data.until = parser.getText();
        case "approvedBy" -> data.approvedBy = parser.getText();
        case "by" -> data.by = parser.getText();
        case "level" -> data.level = parser.getIntValue();
        case "satisfaction" -> data.satisfaction = parser.getIntValue();
        case "solved" -> data.solved = parser.getBooleanValue();
        case "assignments" -> {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            data.assignments.add(assignment(parser));
          }
        }
        case "departmentScores" -> {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            data.departmentScores.add(score(parser));
          }
        }
        case "departments" -> {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            data.departments.add(parser.getText());
          }
        }
        default -> parser.skipChildren();
      }
    }
    return data;
  }

  private static void location(JsonParser parser, PlainEvent.Data data) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "lat" -> data.lat = parser.getDoubleValue();
        case "lon" -> data.lon = parser.getDoubleValue();
        default -> parser.skipChildren();
      }
    }
  }

  private static void reporter(JsonParser parser, PlainEvent.Data data) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "name" -> data.reporterName = parser.getText();
        case "phone" -> data.reporterPhone = parser.getText();
        default -> parser.skipChildren();
      }
    }
  }

  private static PlainEvent.Assignment assignment(JsonParser parser) throws IOException {
    PlainEvent.Assignment assignment = new PlainEvent.Assignment();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "department" -> assignment.department = parser.getText();
        case "role" -> assignment.role = parser.getText();
        case "due" -> assignment.due = parser.getText();
        default -> parser.skipChildren();
      }
    }
    return assignment;
  }

  private static PlainEvent.Score score(JsonParser parser) throws IOException {
    PlainEvent.Score score = new PlainEvent.Score();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "department" -> score.department = parser.getText();
        case "score" -> score.score = parser.getDoubleValue();
        default -> parser.skipChildren();
      }
    }
    return score;
  }
}
