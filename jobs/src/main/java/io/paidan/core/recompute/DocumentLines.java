package io.paidan.core.recompute;

import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Name;

/** Lines of {@code <alias>.ndjson}: {@code {"_id":…, …document}} (contract, section 4). */
final class DocumentLines {
  private static final Name ID = new Name("_id");

  private final JsonBuffer json = new JsonBuffer();

  /**
   * The line of a document.
   *
   * @param body the document, a JSON object that is not empty
   */
  byte[] line(String id, byte[] body) {
    byte[] head = json.begin().string(ID, id).end();
    byte[] line = new byte[head.length + body.length - 1];
    System.arraycopy(head, 0, line, 0, head.length);
    line[head.length - 1] = ',';
    System.arraycopy(body, 1, line, head.length, body.length - 1);
    return line;
  }
}
