package io.paidan.simulator;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Draws. {@link StrictMath} throughout: the same seed gives the same bytes on every machine. Not
 * thread-safe.
 */
final class Dice {
  private final SplittableRandom random;

  Dice(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform in [from, to). */
  long between(long from, long to) {
    return random.nextLong(from, to);
  }

  /** Uniform in [0, bound). */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Uniform in [from, to). */
  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** An index, by weight. */
  int weighted(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double drawn = random.nextDouble() * sum;
    for (int i = 0; i < weights.length - 1; i++) {
      drawn -= weights[i];
      if (drawn < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Milliseconds around a median, with the long tail that human delays have. */
  long around(double medianMinutes, double sigma) {
    double minutes = medianMinutes * StrictMath.exp(sigma * gaussian());
    return Math.max(500, (long) (minutes * TimeUnit.MINUTES.toMillis(1)));
  }

  /** How many of a thing that comes {@code mean} times on average. */
  int poisson(double mean) {
    if (mean > 30) {
      return Math.max(0, (int) StrictMath.round(mean + StrictMath.sqrt(mean) * gaussian()));
    }
    double limit = StrictMath.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
