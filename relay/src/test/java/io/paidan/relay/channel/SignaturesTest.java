package io.paidan.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Against what the makers' own published samples give ("this is secret" is the secret in them):
 * DingTalk's and Feishu's Python samples, run with these times.
 */
class SignaturesTest {
  @Test
  void dingtalk() {
    assertThat(Signatures.dingtalk(1577262236757L, "this is secret"))
        .isEqualTo("hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D");
  }

  @Test
  void feishu() {
    assertThat(Signatures.feishu(1599360473L, "this is secret"))
        .isEqualTo("/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw=");
  }
}
