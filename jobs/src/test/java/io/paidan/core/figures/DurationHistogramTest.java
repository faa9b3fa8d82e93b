package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.Instants;
import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationHistogramTest {
  /** How far the middle of a bucket may lie from what it holds; the contract allows 2 %. */
  private static final double TOLERANCE = 0.008;

  static byte[] packed(DurationHistogram histogram) {
    PackedWriter out = new PackedWriter(new byte[64]);
    histogram.pack(out);
    return out.bytes();
  }

  private static void isWithinTolerance(long ms) {
    long middle = DurationHistogram.middle(DurationHistogram.bucket(ms));
    assertThat(Math.abs((double) middle - ms)).as("%d ms", ms).isLessThanOrEqualTo(ms * TOLERANCE);
  }

  @Test
  void eachMillisecondUpTo127HasABucketOfItsOwn() {
    for (int ms = 0; ms < 128; ms++) {
      assertThat(DurationHistogram.bucket(ms)).isEqualTo(ms);
      assertThat(DurationHistogram.middle(ms)).isEqualTo(ms);
    }
    assertThat(DurationHistogram.bucket(128)).isEqualTo(128);
    assertThat(DurationHistogram.bucket(129)).isEqualTo(128);
    assertThat(DurationHistogram.bucket(130)).isEqualTo(129);
  }

  /** Around every power of two, where buckets grow, and between them. */
  @Test
  void theMiddleIsWithinToleranceOverTheWholeRange() {
    for (int power = 0; power < 63; power++) {
      long low = 1L << power;
      for (int part = 0; part < 128; part++) {
        long ms = low + (low >>> 7) * part;
        for (long near = Math.max(0, ms - 1); near <= ms + 1; near++) {
          isWithinTolerance(near);
        }
      }
    }
    isWithinTolerance(0);
    isWithinTolerance(Long.MAX_VALUE);
    isWithinTolerance(Long.MAX_VALUE - 1);
  }

  /** Longer durations never fall into an earlier bucket, and no bucket is left out. */
  @Test
  void bucketsFollowEachOther() {
    int before = DurationHistogram.bucket(0);
    for (long ms = 1; ms < 1 << 20; ms++) {
      int bucket = DurationHistogram.bucket(ms);
      assertThat(bucket - before).as("%d ms", ms).isBetween(0, 1);
      before = bucket;
    }
    for (int bucket = 0; bucket < DurationHistogram.bucket(Long.MAX_VALUE); bucket++) {
      assertThat(DurationHistogram.bucket(DurationHistogram.middle(bucket))).isEqualTo(bucket);
    }
  }

  @Test
  void noDurationIsBelowZero() {
    assertThatThrownBy(() -> DurationHistogram.bucket(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 ms");
  }

  @Test
  void nearestRank() {
    DurationHistogram histogram = new DurationHistogram();
    assertThat(histogram.percentile(50)).isEqualTo(Instants.NONE);
    histogram.add(7, 1);
    assertThat(histogram.percentile(1)).isEqualTo(7);
    assertThat(histogram.percentile(50)).isEqualTo(7);
    assertThat(histogram.percentile(100)).isEqualTo(7);
    histogram.add(9, 1);
    assertThat(histogram.percentile(50)).as("half of them do not exceed it").isEqualTo(7);
    assertThat(histogram.percentile(51)).isEqualTo(9);
    histogram.add(0, 8);
    assertThat(histogram.percentile(80)).isZero();
    assertThat(histogram.percentile(90)).isEqualTo(7);
    assertThat(histogram.percentile(91)).isEqualTo(9);
    assertThat(histogram.total()).isEqualTo(10);
  }

  @Test
  void whatIsTakenAwayLeavesNothing() {
    DurationHistogram histogram = new DurationHistogram();
    histogram.add(60_000, 2);
    histogram.add(0, 1);
    histogram.add(60_001, -2);
    histogram.add(0, -1);
    assertThat(histogram.isEmpty()).as("60,000 and 60,001 ms share a bucket").isTrue();
    assertThat(packed(histogram)).containsExactly(0);
  }

  @Test
  void differencesMayBeBelowZeroAndComeBack() {
    DurationHistogram taken = new DurationHistogram();
    taken.add(1_000_000_000_000L, -3);
    taken.add(5, 1);
    DurationHistogram read = DurationHistogram.unpack(new PackedReader(packed(taken)));
    assertThat(packed(read)).isEqualTo(packed(taken));
    DurationHistogram sum = new DurationHistogram();
    sum.add(1_000_000_000_000L, 3);
    sum.add(read);
    assertThat(sum.total()).isEqualTo(1);
    assertThat(sum.percentile(50)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 5, 700})
  void manyBucketsComeBack(int size) {
    DurationHistogram histogram = new DurationHistogram();
    for (int i = 0; i < size; i++) {
      histogram.add(DurationHistogram.middle(i * 5), i + 1);
    }
    DurationHistogram read = DurationHistogram.unpack(new PackedReader(packed(histogram)));
    assertThat(packed(read)).isEqualTo(packed(histogram));
    assertThat(read.total()).isEqualTo((long) size * (size + 1) / 2);
  }

  @Test
  void moreThanAnIntOfThem() {
    DurationHistogram histogram = new DurationHistogram();
    histogram.add(1, 6_000_000_000L);
    histogram.add(2, 4_000_000_000L);
    assertThat(histogram.percentile(60)).isEqualTo(1);
    assertThat(histogram.percentile(61)).isEqualTo(2);
  }
}
