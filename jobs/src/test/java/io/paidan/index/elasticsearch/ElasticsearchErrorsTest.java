package io.paidan.index.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElasticsearchErrorsTest {
  @Test
  void readsWhatElasticsearchSays() {
    assertThat(
            ElasticsearchErrors.read(
                "{\"error\":{\"root_cause\":[{\"type\":\"x\"}],\"type\":\"t\",\"reason\":\"r\"},\"status\":400}"
                    .getBytes(UTF_8)))
        .isEqualTo(new ElasticsearchErrors.Error("t", "r"));
    assertThat(ElasticsearchErrors.read("{\"status\":405,\"error\":\"no\"}".getBytes(UTF_8)))
        .isEqualTo(new ElasticsearchErrors.Error(null, "no"));
    for (String other : new String[] {"", "<html>", "[]", "{}", "{\"error\":"}) {
      assertThat(ElasticsearchErrors.read(other.getBytes(UTF_8)))
          .isEqualTo(new ElasticsearchErrors.Error(null, null));
    }
  }

  @Test
  void whatItQuotesFromADocumentIsLeftOut() {
    assertThat(
            ElasticsearchErrors.withoutContent(
                "[1:5] Unrecognized token 'Zhang': was expecting (JSON String)\n at [Source:"
                    + " (byte[])\"Zhang 13800138000\"; line: 1, column: 5]"))
        .isEqualTo("[1:5] Unrecognized token: was expecting (JSON String)");
    assertThat(
            ElasticsearchErrors.withoutContent(
                "Document contains at least one immense term in field=\"a\" (whose UTF8 encoding"
                    + " is longer than the max length 32766), all of which were skipped. Please"
                    + " correct the analyzer to not produce such terms. The prefix of the first"
                    + " immense term is: '[65, 66]...'"))
        .endsWith("to not produce such terms.");
    assertThat(
            ElasticsearchErrors.withoutContent(
                "Mapper for [a] conflicts with existing mapper:\n\tCannot update [format]"))
        .isEqualTo("Mapper for [a] conflicts with existing mapper: Cannot update [format]");
    assertThat(ElasticsearchErrors.withoutContent("x".repeat(900))).hasSize(501);
  }
}
