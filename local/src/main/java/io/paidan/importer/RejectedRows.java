package io.paidan.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The list of what could not be mapped: NDJSON, with line, ticket and every reason. */
public final class RejectedRows {
  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;
  private long count;

  RejectedRows(OutputStream out) {
    this.out = out;
  }

  /**
   * One more.
   *
   * @param line where it begins in the input, from 1
   * @param ticket null when that could not be read
   */
  public void add(long line, String ticket, List<String> reasons) throws IOException {
    count++;
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      json.writeNumberField("line", line);
      if (ticket != null) {
        json.writeStringField("ticket", ticket);
      }
      json.writeArrayFieldStart("reasons");
      for (String reason : reasons) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
  }

  /** How many there are. */
  public long count() {
    return count;
  }
}
