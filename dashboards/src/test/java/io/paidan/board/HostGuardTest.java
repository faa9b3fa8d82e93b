package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostGuardTest {
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
    HostGuard guard = new HostGuard("127.0.0.1", InetAddress.getByName("127.0.0.1"));

    assertThat(guard.allows(host)).isEqualTo(allowed);
  }

  @Test
  void aNameOfLoopbackThatItWasStartedWith() throws Exception {
    HostGuard guard = new HostGuard("board.internal", InetAddress.getByName("127.0.0.1"));

    assertThat(guard.allows("board.internal:8080")).isTrue();
  }

  @Test
  void openToOthersUnderAnyName() throws Exception {
    HostGuard guard = new HostGuard("0.0.0.0", InetAddress.getByName("0.0.0.0"));

    assertThat(guard.allows("wall.changji.example")).isTrue();
  }
}
