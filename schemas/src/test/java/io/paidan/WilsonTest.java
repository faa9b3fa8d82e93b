package io.paidan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {
  /** Worked out with forty decimal digits, by another program. */
  @ParameterizedTest
  @CsvSource({
    "346, 666, 0.4815710935932035, 0.5572440531519373",
    "1, 1, 0.2065432914738929, 1",
    "1, 2, 0.0945286548008661, 0.9054713451991338",
    "3, 4, 0.3006360524426366, 0.9544139373553637",
    "0, 1, 0, 0.7934567085261070"
  })
  void bounds(int part, int whole, double low, double high) {
    assertThat(Wilson.low((double) part / whole, whole)).isEqualTo(low, within(1e-15));
    assertThat(Wilson.high((double) part / whole, whole)).isEqualTo(high, within(1e-15));
  }

  @Test
  void boundsStayBetweenZeroAndOne() {
    for (long n : new long[] {1, 2, 3, 7, 100, 12_345, 1_000_000_007}) {
      assertThat(Wilson.low(0, n)).isBetween(0.0, 1e-12);
      assertThat(Wilson.high(1, n)).isBetween(1 - 1e-12, 1.0);
      for (long part = 0; part <= Math.min(n, 200); part++) {
        double share = (double) part / n;
        assertThat(Wilson.low(share, n)).isBetween(0.0, share + 1e-12);
        assertThat(Wilson.high(share, n)).isBetween(share - 1e-12, 1.0);
      }
    }
  }
}
