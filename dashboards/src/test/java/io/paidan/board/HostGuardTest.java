package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostGuardTest {
  private static HostGuard guard(String bound, String... publicHosts) throws Exception {
    return new HostGuard(bound, InetAddress.getByName(bound), List.of(publicHosts));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080, true",
    "LOCALHOST, true",
    "127.0.0.1:8080, true",
    "[::1]:8080, true",
    "evil.example:8080, false",
    "localhost.evil.example, false",
    "127.0.0.1.evil.example, false",
    "'', false",
    ", false"
  })
  void onLoopbackOnlyLoopbackNames(String host, boolean allowed) throws Exception {
    assertThat(guard("127.0.0.1").allows(host)).isEqualTo(allowed);
  }

  @Test
  void aNameOfLoopbackThatItWasStartedWith() throws Exception {
    HostGuard guard =
        new HostGuard("board.internal", InetAddress.getByName("127.0.0.1"), List.of());

    assertThat(guard.allows("board.internal:8080")).isTrue();
  }

  @Test
  void openToOthersUnderAnyName() throws Exception {
    assertThat(guard("0.0.0.0").allows("wall.changji.example")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "wall.changji.example, true",
    "WALL.changji.example:443, true",
    "localhost, true",
    "evil.example, false",
    ", false"
  })
  void underItsPublicNamesAloneOnceItKnowsThem(String host, boolean allowed) throws Exception {
    assertThat(guard("127.0.0.1", "wall.changji.example").allows(host)).isEqualTo(allowed);
    assertThat(guard("0.0.0.0", "wall.changji.example").allows(host)).isEqualTo(allowed);
  }
}
