package io.paidan.flink.ticket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.core.ticket.AlertStatus;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An alert as it was told before, read back from its record (contract, section 3, "alerts").
 * Instants are milliseconds since the epoch, UTC.
 *
 * @param id the document's {@code _id}
 * @param withdrawn whether the record takes it back
 * @param breach whether its level is BREACH
 * @param clockId the {@code _id} of its clock
 * @param firedAt when it was found out, wall clock
 * @param document the record's value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ToldAlert(
    String id,
    String ticketId,
    boolean withdrawn,
    boolean breach,
    String clockId,
    long firedAt,
    long thresholdAt,
    long revision,
    byte[] document) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The alert of a record.
   *
   * @throws IOException when it is none
   */
  static ToldAlert read(String id, byte[] document) throws IOException {
    if (id == null || document == null) {
      throw new IOException("key or value are missing");
    }
    String ticketId = null;
    String status = null;
    String level = null;
    String clockId = null;
    String firedAt = null;
    String thresholdAt = null;
    long revision = -1;
    try (JsonParser parser = JSON.createParser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the value is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "ticket_id" -> ticketId = parser.getText();
          case "status" -> status = parser.getText();
          case "level" -> level = parser.getText();
          case "clock_id" -> clockId = parser.getText();
          case "fired_at" -> firedAt = parser.getText();
          case "threshold_at" -> thresholdAt = parser.getText();
          case "revision" -> revision = parser.getLongValue();
          default -> parser.skipChildren();
        }
      }
      return new ToldAlert(
          id,
          Objects.requireNonNull(ticketId, "ticket_id is missing"),
          AlertStatus.valueOf(Objects.requireNonNull(status, "status is missing"))
              == AlertStatus.WITHDRAWN,
          Objects.requireNonNull(level, "level is missing").equals("BREACH"),
          Objects.requireNonNull(clockId, "clock_id is missing"),
          instant(firedAt, "fired_at"),
          instant(thresholdAt, "threshold_at"),
          revision,
          document);
    } catch (NullPointerException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static long instant(String text, String field) {
    return Instant.parse(Objects.requireNonNull(text, field + " is missing")).toEpochMilli();
  }

  /** The same alert, taken back: what else the document says stays as it was. */
  Document withdrawn(long endedAt, long at) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 64);
    try (JsonParser parser = JSON.createParser(document);
        JsonGenerator generator = JSON.createGenerator(out)) {
      parser.nextToken();
      generator.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        generator.writeFieldName(field);
        switch (field) {
          case "status" -> generator.writeString(AlertStatus.WITHDRAWN.name());
          case "ended_at" -> generator.writeString(Rfc3339.format(endedAt));
          case "revision" -> generator.writeNumber(at);
          default -> generator.copyCurrentStructure(parser);
        }
        if (parser.currentToken().isStructStart()) {
          parser.skipChildren();
        }
      }
      generator.writeEndObject();
    }
    return Document.of(Alias.ALERTS, id, at, out.toByteArray());
  }

  /** The alert as bytes, for {@link #unpack(byte[])}. */
  byte[] pack() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(document.length + 128);
    write(out);
    return out.getCopyOfBuffer();
  }

  static ToldAlert unpack(byte[] packed) throws IOException {
    return read(new DataInputDeserializer(packed));
  }

  void write(DataOutputView out) throws IOException {
    out.writeUTF(id);
    out.writeInt(document.length);
    out.write(document);
  }

  static ToldAlert read(DataInputView in) throws IOException {
    String id = in.readUTF();
    byte[] document = new byte[in.readInt()];
    in.readFully(document);
    return read(id, document);
  }
}
