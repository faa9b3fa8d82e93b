package io.paidan.core.figures;

import io.paidan.Instants;
import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import java.util.Arrays;

/**
 * Counts of durations in buckets, for percentiles of what is added and taken away again. Up to 127
 * ms each value has a bucket of its own; above, every doubling is parted into 64 equal ones, so
 * that the middle of a bucket is within 0.8 % of all that it holds (contract, section 3: within 2
 * %).
 *
 * <p>Whole numbers only: the same durations give the same histogram, bit for bit, in whatever order
 * they come, whatever else came and went, and however parts of them were added up before. A
 * histogram of differences may hold counts below zero. Mutable, not thread-safe.
 */
final class DurationHistogram {
  private static final int SUB_BITS = 6;
  private static final int EXACT = 1 << (SUB_BITS + 1);

  /** Buckets of which another one has that many times fewer are put in one by one. */
  private static final int FEW = 8;

  /** Ascending; counts are of the same place, none of them zero. */
  private int[] buckets = new int[4];

  private long[] counts = new long[4];
  private int size;

  /** The bucket that a duration, 0 ms or longer, falls into. */
  static int bucket(long ms) {
    if (ms < 0) {
      throw new IllegalArgumentException("a duration of " + ms + " ms");
    }
    if (ms < EXACT) {
      return (int) ms;
    }
    int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(ms);
    int sub = (int) (ms >>> (doubling - SUB_BITS)) - (1 << SUB_BITS);
    return EXACT + ((doubling - SUB_BITS - 1) << SUB_BITS) + sub;
  }

  /** What stands for all that a bucket holds, ms. */
  static long middle(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int shift = ((bucket - EXACT) >> SUB_BITS) + 1;
    long low = (long) ((bucket & ((1 << SUB_BITS) - 1)) + (1 << SUB_BITS)) << shift;
    return low + (1L << (shift - 1));
  }

  /** Adds a duration that often; less than zero takes away. */
  void add(long ms, long times) {
    put(bucket(ms), times);
  }

  /** Adds all of another one. */
  void add(DurationHistogram other) {
    if (other.size * FEW < size) {
      for (int i = 0; i < other.size; i++) {
        put(other.buckets[i], other.counts[i]);
      }
    } else if (other.size > 0) {
      merge(other);
    }
  }

  private void merge(DurationHistogram other) {
    int[] merged = new int[size + other.size];
    long[] sums = new long[size + other.size];
    int count = 0;
    int mine = 0;
    int others = 0;
    while (mine < size || others < other.size) {
      int bucket =
          others == other.size || mine < size && buckets[mine] < other.buckets[others]
              ? buckets[mine]
              : other.buckets[others];
      long sum = 0;
      if (mine < size && buckets[mine] == bucket) {
        sum += counts[mine++];
      }
      if (others < other.size && other.buckets[others] == bucket) {
        sum += other.counts[others++];
      }
      if (sum != 0) {
        merged[count] = bucket;
        sums[count++] = sum;
      }
    }
    buckets = merged;
    counts = sums;
    size = count;
  }

  private void put(int bucket, long count) {
    int at = Arrays.binarySearch(buckets, 0, size, bucket);
    if (at >= 0) {
      counts[at] += count;
      if (counts[at] == 0) {
        size--;
        System.arraycopy(buckets, at + 1, buckets, at, size - at);
        System.arraycopy(counts, at + 1, counts, at, size - at);
      }
    } else if (count != 0) {
      at = -at - 1;
      if (size == buckets.length) {
        buckets = Arrays.copyOf(buckets, Math.max(4, size * 2));
        counts = Arrays.copyOf(counts, Math.max(4, size * 2));
      }
      System.arraycopy(buckets, at, buckets, at + 1, size - at);
      System.arraycopy(counts, at, counts, at + 1, size - at);
      buckets[at] = bucket;
      counts[at] = count;
      size++;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many durations it holds. */
  long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    return total;
  }

  /**
   * The duration at the nearest rank: the smallest that at least this share of them does not
   * exceed.
   *
   * @param percent over 0, at most 100
   * @return ms, within 0.8 %; {@link Instants#NONE} when there are none
   */
  long percentile(int percent) {
    long rank = (total() * percent + 99) / 100;
    long below = 0;
    for (int i = 0; i < size; i++) {
      below += counts[i];
      if (below >= rank) {
        return middle(buckets[i]);
      }
    }
    return Instants.NONE;
  }

  void pack(PackedWriter out) {
    out.varint(size);
    int before = 0;
    for (int i = 0; i < size; i++) {
      out.varint(buckets[i] - before);
      out.signed(counts[i]);
      before = buckets[i];
    }
  }

  static DurationHistogram unpack(PackedReader in) {
    DurationHistogram histogram = new DurationHistogram();
    int size = in.count();
    histogram.buckets = new int[Math.max(4, size)];
    histogram.counts = new long[Math.max(4, size)];
    histogram.size = size;
    int bucket = 0;
    for (int i = 0; i < size; i++) {
      bucket += (int) in.varint();
      histogram.buckets[i] = bucket;
      histogram.counts[i] = in.signed();
    }
    return histogram;
  }
}
