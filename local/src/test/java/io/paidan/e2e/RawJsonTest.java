package io.paidan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class RawJsonTest {
  @Test
  void givesMembersAsTheyAreWritten() {
    assertThat(
            RawJson.members(
                "{\"a\":1.00,\"b\" : \"x\\\"},\" , \"c\":{\"d\":[1,{\"e\":\"]\"}]},\"f\":null}"))
        .containsExactly(
            entry("a", "1.00"),
            entry("b", "\"x\\\"},\""),
            entry("c", "{\"d\":[1,{\"e\":\"]\"}]}"),
            entry("f", "null"));
    assertThat(RawJson.members(" {} ")).isEmpty();
  }

  @Test
  void givesElementsAsTheyAreWritten() {
    assertThat(RawJson.elements("[ {\"a\":[]} ,true,\"\\\\\",-1e3]"))
        .containsExactly("{\"a\":[]}", "true", "\"\\\\\"", "-1e3");
    assertThat(RawJson.elements("[]")).isEmpty();
  }
}
