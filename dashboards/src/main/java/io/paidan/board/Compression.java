package io.paidan.board;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes answers small on the wire for those who can read them so. */
final class Compression {
  /** Below it nothing is gained: one packet either way. */
  static final int WORTH = 1_200;

  private Compression() {}

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Whether a client takes gzip (RFC 9110, section 12.5.3). */
  static boolean isWanted(Headers request) {
    List<String> lines = request.getOrDefault("Accept-Encoding", List.of());
    for (String coding : String.join(",", lines).split(",", -1)) {
      String[] parts = coding.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase("gzip")) {
        return parts.length < 2 || !parts[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
