package io.paidan.bench;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Counts records, and throws them away or hands them on; for a Flink in this JVM only. Of another
 * sink, what it writes and flushes is used and nothing else: enough for one that delivers at least
 * once.
 */
public final class CountingSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;
  private static final int MARKED = 1;

  /** The job gets a copy of the sink, so that counts are found by its id. */
  private static final Map<String, LongAdder[]> COUNTS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final Sink<T> next;
  private final int kinds;
  private final Sorter<T> sorter;

  /** Tells which records are counted apart, too. */
  public interface Filter<T> extends Predicate<T>, Serializable {}

  /** Tells of which kind a record is, from 0. */
  interface Sorter<T> extends ToIntFunction<T>, Serializable {}

  private CountingSink(Sink<T> next, int kinds, Sorter<T> sorter) {
    this.next = next;
    this.kinds = kinds;
    this.sorter = sorter;
  }

  /** Throws every record away. */
  public static <T> CountingSink<T> discarding() {
    return sorting(null, 1, record -> 0);
  }

  /**
   * Hands every record on.
   *
   * @param next null: throws them away
   */
  public static <T> CountingSink<T> before(Sink<T> next, Filter<T> marked) {
    return sorting(next, 2, record -> marked.test(record) ? MARKED : 0);
  }

  /**
   * Hands every record on, and counts each kind by itself.
   *
   * @param next null: throws them away
   * @param kinds how many there are
   */
  static <T> CountingSink<T> sorting(Sink<T> next, int kinds, Sorter<T> sorter) {
    return new CountingSink<>(next, kinds, sorter);
  }

  /** How many records came by now. */
  public long count() {
    return Arrays.stream(counts()).mapToLong(LongAdder::sum).sum();
  }

  /** How many of them are marked. */
  public long marked() {
    return count(MARKED);
  }

  /** How many of a kind came by now. */
  long count(int kind) {
    return counts()[kind].sum();
  }

  private LongAdder[] counts() {
    return COUNTS.computeIfAbsent(
        id, key -> Stream.generate(LongAdder::new).limit(kinds).toArray(LongAdder[]::new));
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(counts(), sorter, next == null ? null : next.createWriter(context));
  }

  @SuppressWarnings("try") // what closing may throw is what Flink's own interface says
  private static final class Writer<T> implements SinkWriter<T> {
    private final LongAdder[] counts;
    private final Sorter<T> sorter;
    private final SinkWriter<T> next;

    /** Written and never read: keeps the compiler from leaving the work out. */
    @SuppressWarnings("UnusedVariable")
    private T last;

    Writer(LongAdder[] counts, Sorter<T> sorter, SinkWriter<T> next) {
      this.counts = counts;
      this.sorter = sorter;
      this.next = next;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      if (next == null) {
        last = element;
      } else {
        next.write(element, context);
      }
      counts[sorter.applyAsInt(element)].increment();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      if (next != null) {
        next.flush(endOfInput);
      }
    }

    @Override
    public void close() throws Exception {
      if (next != null) {
        next.close();
      }
    }
  }
}
