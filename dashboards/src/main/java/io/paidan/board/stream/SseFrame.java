package io.paidan.board.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One message of a stream of server-sent events (WHATWG HTML, section 9.2). */
final class SseFrame {
  private SseFrame() {}

  /** How long a browser waits before it connects again. */
  static byte[] retry(long millis) {
    return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param data UTF-8; every line of it becomes a line of data, so that no content can end the
   *     message or start another
   */
  static byte[] event(String name, byte[] data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(data.length + 64);
    frame.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n' || data[i] == '\r') {
        if (data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n') {
          i++;
        }
        frame.writeBytes("\ndata: ".getBytes(StandardCharsets.UTF_8));
      } else {
        frame.write(data[i]);
      }
    }
    frame.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return frame.toByteArray();
  }
}
