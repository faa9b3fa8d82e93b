package io.paidan.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
  @ParameterizedTest
  @CsvSource({
    "PT30M, 1800000",
    "PT1H30M, 5400000",
    "PT24H, 86400000",
    "PT0.5S, 500",
    "PT0.001S, 1",
    "PT1H2M3.25S, 3723250",
    "PT90M, 5400000",
    "PT876600H, 3155760000000",
  })
  void readsCountedTime(String text, long ms) {
    assertThat(Limit.parse(text)).isEqualTo(new Limit(text, ms, 0));
  }

  @Test
  void readsWorkingDays() {
    assertThat(Limit.parse("5 working days")).isEqualTo(new Limit("5 working days", 0, 5));
    assertThat(Limit.parse("1 working day")).isEqualTo(new Limit("1 working day", 0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT0S", "PT0M", "PT-5M", "-PT5M", "P0D", "0 working days", "-3 working days"})
  void refusesWhatIsNotOverZero(String text) {
    assertThatThrownBy(() -> Limit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit \"%s\" is not over 0", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT876600H0.001S",
        "PT99999999999999999999H",
        "36526 working days",
        "99999999999999999999 working days"
      })
  void refusesWhatIsOverAHundredYears(String text) {
    assertThatThrownBy(() -> Limit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit \"%s\" is over 100 years", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PT",
        "pt30m",
        "30M",
        "P1D",
        "P1DT1H",
        "PT1M1H",
        "PT1.5H",
        "PT0.0001S",
        "PT 30M",
        "5 days",
        "five working days",
        "5  working days",
        " 5 working days",
        "5 working days "
      })
  void refusesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> Limit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unreadable limit \"" + text + "\": write it like");
  }
}
