package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardOptionsTest {
  @Test
  void listensOnThisMachineOnlyUnlessTold() {
    BoardOptions options = BoardOptions.of(URI.create("http://localhost:9200"));

    assertThat(options.bindHost()).isEqualTo("127.0.0.1");
    assertThat(options.zone().getId()).isEqualTo("Asia/Shanghai");
  }

  @Test
  void neverShowsTheKey() {
    BoardOptions options =
        BoardOptions.of(URI.create("http://localhost:9200")).withApiKey("c2VjcmV0");

    assertThat(options.toString()).contains("apiKey=given").doesNotContain("c2VjcmV0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://localhost",
        "localhost:9200",
        "http:///x",
        "http://user:geheim@localhost:9200"
      })
  void saysHowAUrlMustBeWithoutRepeatingIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoardOptions.of(URI.create(url)))
        .withMessage(
            "elasticsearch: give URLs like http://localhost:9200, without user, password or query");
  }

  @Test
  void refusesWhatCannotWork() {
    BoardOptions options = BoardOptions.of(URI.create("http://localhost:9200"));

    assertThatIllegalArgumentException().isThrownBy(() -> options.withPort(65536));
    assertThatIllegalArgumentException().isThrownBy(BoardOptions::of);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> BoardOptions.of(URI.create("http://a:9200/es"), URI.create("http://b:9200")));
  }
}
