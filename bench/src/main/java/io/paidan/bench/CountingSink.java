package io.paidan.bench;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
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

  /** The job gets a copy of the sink, so that counts are found by its id. */
  private static final Map<String, Counts> COUNTS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final Sink<T> next;
  private final Filter<T> marked;

  /** Tells which records are counted apart, too. */
  public interface Filter<T> extends Predicate<T>, Serializable {}

  private static final class Counts {
    final LongAdder all = new LongAdder();
    final LongAdder marked = new LongAdder();
  }

  private CountingSink(Sink<T> next, Filter<T> marked) {
    this.next = next;
    this.marked = marked;
  }

  /** Throws every record away. */
  public static <T> CountingSink<T> discarding() {
    return new CountingSink<>(null, record -> false);
  }

  /**
   * Hands every record on.
   *
   * @param next null: throws them away
   */
  public static <T> CountingSink<T> before(Sink<T> next, Filter<T> marked) {
    return new CountingSink<>(next, marked);
  }

  /** How many records came by now. */
  public long count() {
    return counts().all.sum();
  }

  /** How many of them are marked. */
  public long marked() {
    return counts().marked.sum();
  }

  private Counts counts() {
    return COUNTS.computeIfAbsent(id, key -> new Counts());
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(counts(), marked, next == null ? null : next.createWriter(context));
  }

  @SuppressWarnings("try") // what closing may throw is what Flink's own interface says
  private static final class Writer<T> implements SinkWriter<T> {
    private final Counts counts;
    private final Filter<T> marked;
    private final SinkWriter<T> next;

    /** Written and never read: keeps the compiler from leaving the work out. */
    @SuppressWarnings("UnusedVariable")
    private T last;

    Writer(Counts counts, Filter<T> marked, SinkWriter<T> next) {
      this.counts = counts;
      this.marked = marked;
      this.next = next;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      if (next == null) {
        last = element;
      } else {
        next.write(element, context);
      }
      counts.all.increment();
      if (marked.test(element)) {
        counts.marked.increment();
      }
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
