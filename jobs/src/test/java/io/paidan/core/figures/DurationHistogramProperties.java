package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.event.PackedReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Random durations against the sorted list of them. */
class DurationHistogramProperties {
  private static final double CONTRACT = 0.02;

  private static long duration(Random random) {
    // Any length of digits is as likely as any other: a few ms to some years, and beyond.
    return random.nextLong() >>> (1 + random.nextInt(63));
  }

  private static List<Long> durations(Random random, int most) {
    List<Long> durations = new ArrayList<>();
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      durations.add(duration(random));
    }
    return durations;
  }

  @Property(tries = 1000, seed = "7")
  void percentilesAreThoseOfTheSortedList(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
    Random random = new Random(seed);
    List<Long> durations = durations(random, 300);
    DurationHistogram histogram = new DurationHistogram();
    durations.forEach(ms -> histogram.add(ms, 1));
    for (int percent : new int[] {1, 50, 90, 99, 100, 1 + random.nextInt(100)}) {
      long exact = PlainMath.nearestRank(durations, percent);
      assertThat(Math.abs((double) histogram.percentile(percent) - exact))
          .as("%d %% of %s", percent, durations)
          .isLessThanOrEqualTo(exact * CONTRACT);
    }
  }

  @Property(tries = 500, seed = "7")
  void anyOrderAndAnyPartsGiveTheSameBytes(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
    Random random = new Random(seed);
    List<Long> stay = durations(random, 60);
    List<Long> goAgain = durations(random, 60);
    DurationHistogram plain = new DurationHistogram();
    stay.forEach(ms -> plain.add(ms, 1));

    // Below zero and above: what comes and what goes, in any order, in parts added up in the end.
    record Step(long ms, int times) {}
    List<Step> steps = new ArrayList<>();
    stay.forEach(ms -> steps.add(new Step(ms, 1)));
    goAgain.forEach(ms -> steps.add(new Step(ms, 1)));
    goAgain.forEach(ms -> steps.add(new Step(ms, -1)));
    Collections.shuffle(steps, random);
    List<DurationHistogram> parts = new ArrayList<>();
    for (Step step : steps) {
      if (parts.isEmpty() || random.nextInt(20) == 0) {
        parts.add(new DurationHistogram());
      }
      parts.get(random.nextInt(parts.size())).add(step.ms(), step.times());
    }
    Collections.shuffle(parts, random);
    DurationHistogram sum = new DurationHistogram();
    for (DurationHistogram part : parts) {
      sum.add(DurationHistogram.unpack(new PackedReader(DurationHistogramTest.packed(part))));
    }
    assertThat(DurationHistogramTest.packed(sum)).isEqualTo(DurationHistogramTest.packed(plain));
  }
}
