package io.paidan.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.event.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTextTest {
  @ParameterizedTest
  @CsvSource({
    "G97 2nd, G97 2nd",
    "城管局, 城管局",
    "50% done, 50% done",
    "IT/Berlin, IT%2FBerlin",
    "IT%2FBerlin, IT%252FBerlin",
    "a//b, a%2F%2Fb",
  })
  void staysReadableAndTellsNamesApart(String name, String id) {
    assertThat(IdText.of(name)).isEqualTo(id);
  }

  @Test
  void escapesControlCharacters() {
    assertThat(IdText.of("a\tb\u0085c")).isEqualTo("a%09b%C2%85c");
  }

  @Test
  void cutsWhatIsTooLongAtACharacter() {
    String chinese = "乡".repeat(34);
    assertThat(IdText.of("乡".repeat(33) + "x")).hasSize(34);
    assertThat(IdText.of(chinese)).matches("乡{30}~[0-9a-f]{8}");
    assertThat(IdText.of(chinese)).isNotEqualTo(IdText.of(chinese + "乡"));
    assertThat(IdText.of("😀".repeat(30))).matches("😀{22}~[0-9a-f]{8}");
    assertThat(IdText.of("/".repeat(100))).hasSize(100);
    for (String name : new String[] {chinese, "😀".repeat(30), "/".repeat(100)}) {
      assertThat(Ids.problem(IdText.of(name))).isNull();
      assertThat(IdText.of(name)).isEqualTo(IdText.of(name));
    }
  }
}
