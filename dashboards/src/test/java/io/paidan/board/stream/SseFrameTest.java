package io.paidan.board.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SseFrameTest {
  private static String event(String name, String data) {
    return new String(
        SseFrame.event(name, data.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Test
  void oneLineOfDataAndAnEmptyLine() {
    assertThat(event("overview", "{\"街\":1}")).isEqualTo("event: overview\ndata: {\"街\":1}\n\n");
  }

  @Test
  void noContentEndsTheMessage() {
    assertThat(event("x", "a\n\nevent: y\r\ndata: b\rc"))
        .isEqualTo("event: x\ndata: a\ndata: \ndata: event: y\ndata: data: b\ndata: c\n\n");
  }

  @Test
  void tellsWhenToComeBack() {
    assertThat(new String(SseFrame.retry(2000), StandardCharsets.UTF_8))
        .isEqualTo("retry: 2000\n\n");
  }
}
