package io.paidan.index.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerReaderTest {
  @Test
  void withoutErrorsNothingElseIsRead() throws IOException {
    assertThat(read("{\"errors\":false,\"items\":[{\"index\":{\"status\":20"))
        .isEqualTo(BulkAnswer.allDone());
  }

  @Test
  void everyEntryHasItsAnswer() throws IOException {
    BulkAnswer answer =
        read(
            """
            {"took":3,"errors":true,"more":{"x":[1]},"items":[{"index":{"_id":"x","status":201}},
             {"delete":{"status":404}},
             {"index":{"status":400,"error":{"type":"document_parsing_exception","caused_by":{"type":"x"},
              "reason":"[1:6] failed to parse field [d] of type [date] in document with id '3'. Preview of field's value: '13800138000'"}}}]}
            """);
    assertThat(answer.items())
        .containsExactly(
            new ItemAnswer(201, null, null),
            new ItemAnswer(404, null, null),
            new ItemAnswer(
                400,
                "document_parsing_exception",
                "[1:6] failed to parse field [d] of type [date] in document with id '3'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "<html>",
        "{\"errors\":true,\"items\":{}}",
        "{\"errors\":true,\"items\":[{\"index\":{}}]}",
        "{\"errors\":true,\"items\":[{\"index\":{\"status\":200}"
      })
  void whatIsNoAnswerIsNotTakenForOne(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(IOException.class);
  }

  private static BulkAnswer read(String body) throws IOException {
    return BulkAnswerReader.read(new ByteArrayInputStream(body.getBytes(UTF_8)));
  }
}
