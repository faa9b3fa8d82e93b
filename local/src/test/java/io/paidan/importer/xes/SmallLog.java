package io.paidan.importer.xes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

/** A log written by hand and its mapping. */
final class SmallLog {
  private SmallLog() {}

  static byte[] xes() throws IOException {
    return bytes("small.xes");
  }

  static byte[] mappingJson() throws IOException {
    return bytes("small.json");
  }

  static XesMapping mapping() throws IOException {
    XesMappingParser.Result result = XesMappingParser.parse(mappingJson());
    assertThat(result.problems()).isEmpty();
    return result.mapping();
  }

  static byte[] bytes(String resource) throws IOException {
    try (InputStream in = SmallLog.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }
}
