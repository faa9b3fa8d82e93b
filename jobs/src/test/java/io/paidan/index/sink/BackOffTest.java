package io.paidan.index.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void doublesUpToTheLongestAndIsNeverTheSameForAll() {
    BackOff backOff = new BackOff(100, 15_000, new SplittableRandom(7));
    for (int attempts = 1; attempts < 100; attempts++) {
      long whole = attempts > 8 ? 15_000 : Math.min(15_000, 100L << (attempts - 1));
      Set<Long> delays = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        long delay = backOff.delay(attempts);
        assertThat(delay).isBetween(whole - whole / 2, whole);
        delays.add(delay);
      }
      assertThat(delays).hasSizeGreaterThan(20);
    }
  }

  @Test
  void isAtLeastHalfAMillisecondsWorth() {
    assertThat(new BackOff(1, 1, new SplittableRandom(7)).delay(1)).isEqualTo(1);
  }
}
