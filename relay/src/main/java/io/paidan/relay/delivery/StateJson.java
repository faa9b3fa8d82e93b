package io.paidan.relay.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.alert.AlertJson;
import io.paidan.relay.alert.UnreadableAlertException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Entries as they stand in {@code paidan.relay-state}. Unknown fields are skipped. */
final class StateJson {
  private static final JsonFactory JSON = new JsonFactory();

  private StateJson() {}

  static byte[] write(Entry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("phase", entry.phase().name());
      out.writeNumberField("partition", entry.partition());
      out.writeNumberField("offset", entry.offset());
      out.writeNumberField("at", entry.at());
      if (entry.reason() != null) {
        out.writeStringField("reason", entry.reason());
      }
      out.writeObjectFieldStart("alert");
      AlertJson.writeFields(entry.alert(), out);
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory cannot fail to be written
    }
    return bytes.toByteArray();
  }

  /**
   * Reads an entry.
   *
   * @param id of its alert, which stands in the key
   */
  static Entry read(String id, byte[] value) throws UnreadableAlertException, IOException {
    Phase phase = null;
    int partition = 0;
    long offset = 0;
    long at = 0;
    String reason = null;
    Alert alert = null;
    try (JsonParser json = JSON.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken token = json.nextToken();
        switch (name) {
          case "phase" -> phase = Phase.valueOf(json.getText());
          case "partition" -> partition = json.getIntValue();
          case "offset" -> offset = json.getLongValue();
          case "at" -> at = json.getLongValue();
          case "reason" -> reason = json.getText();
          case "alert" -> alert = AlertJson.read(id, json);
          default -> {
            if (token.isStructStart()) {
              json.skipChildren();
            }
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (phase == null || alert == null) {
      throw new IOException("phase or alert is missing");
    }
    return new Entry(phase, alert, partition, offset, at, reason);
  }
}
