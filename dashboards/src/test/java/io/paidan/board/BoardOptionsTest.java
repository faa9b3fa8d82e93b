package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardOptionsTest {
  private static final BoardOptions USUAL =
      BoardOptions.of(PlainAccess.to(URI.create("http://localhost:9200")));

  @Test
  void listensOnThisMachineOnlyUnlessTold() {
    assertThat(USUAL.bindHost()).isEqualTo("127.0.0.1");
    assertThat(USUAL.zone().getId()).isEqualTo("Asia/Shanghai");
  }

  /** What is written is found within a second; a look takes its time. */
  @Test
  void looksOftenEnoughToBeNoMoreThanTwoSecondsBehind() {
    assertThat(USUAL.interval()).isLessThan(Duration.ofSeconds(1));
    assertThat(USUAL.heartbeat()).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://wall.example", "wall.example:443", "a/b", "", "两"})
  void saysHowAPublicHostMustBe(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> USUAL.withPublicHosts(List.of(host)))
        .withMessageContaining("give a name like wall.example.org");
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.withPort(65536));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> USUAL.withTimes(Duration.ZERO, Duration.ofSeconds(1)));
  }
}
