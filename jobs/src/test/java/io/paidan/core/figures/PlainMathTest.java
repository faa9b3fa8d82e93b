package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The textbook's formulas against numbers from elsewhere. */
class PlainMathTest {
  /** Worked out with forty decimal digits, by another program. */
  @ParameterizedTest
  @CsvSource({
    "346, 666, 0.5195195195195195, 0.4815710935932035, 0.5572440531519373",
    "1, 1, 1, 0.2065432914738929, 1",
    "1, 2, 0.5, 0.0945286548008661, 0.9054713451991338",
    "3, 4, 0.75, 0.3006360524426366, 0.9544139373553637",
    "0, 1, 0, 0, 0.7934567085261070"
  })
  void rateWithItsInterval(int part, int whole, double rate, double low, double high) {
    assertThat(PlainMath.rate(part, whole)).isEqualTo(rate, within(1e-15));
    assertThat(PlainMath.wilsonLow(PlainMath.rate(part, whole), whole))
        .isEqualTo(low, within(1e-15));
    assertThat(PlainMath.wilsonHigh(PlainMath.rate(part, whole), whole))
        .isEqualTo(high, within(1e-15));
  }

  /** R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3: z = 1.95996. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void intervalsAsPublished(int part, int whole, double low, double high) {
    double rate = PlainMath.rate(part, whole);
    assertThat(PlainMath.wilsonLow(rate, whole)).isEqualTo(low, within(5e-5));
    assertThat(PlainMath.wilsonHigh(rate, whole)).isEqualTo(high, within(5e-5));
  }

  @Test
  void nothingWithoutADenominator() {
    assertThat(PlainMath.rate(0, 0)).isNull();
    assertThat(PlainMath.wilsonLow(null, 0)).isNull();
    assertThat(PlainMath.wilsonHigh(null, 0)).isNull();
    assertThat(PlainMath.mean(List.of())).isNull();
    assertThat(PlainMath.nearestRank(List.of(), 50)).isNull();
  }

  @Test
  void nearestRank() {
    assertThat(PlainMath.nearestRank(List.of(7L), 50)).isEqualTo(7);
    assertThat(PlainMath.nearestRank(List.of(7L), 90)).isEqualTo(7);
    assertThat(PlainMath.nearestRank(List.of(9L, 7L), 50)).isEqualTo(7);
    assertThat(PlainMath.nearestRank(List.of(9L, 7L), 90)).isEqualTo(9);
    List<Long> ten = LongStream.rangeClosed(1, 10).map(i -> 11 - i).boxed().toList();
    assertThat(PlainMath.nearestRank(ten, 50)).isEqualTo(5);
    assertThat(PlainMath.nearestRank(ten, 90)).isEqualTo(9);
    assertThat(PlainMath.nearestRank(ten, 91)).isEqualTo(10);
    assertThat(PlainMath.nearestRank(ten, 100)).isEqualTo(10);
    List<Long> eleven = LongStream.rangeClosed(1, 11).boxed().toList();
    assertThat(PlainMath.nearestRank(eleven, 50)).isEqualTo(6);
    assertThat(PlainMath.nearestRank(eleven, 90)).isEqualTo(10);
  }
}
