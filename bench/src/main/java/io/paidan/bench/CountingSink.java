package io.paidan.bench;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Throws every record away and counts how many there were; for a Flink in this JVM only. */
final class CountingSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;

  /** The job gets a copy of the sink, so that counts are found by its id. */
  private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  /** How many records all writers that have ended got. */
  long count() {
    LongAdder count = COUNTS.get(id);
    return count == null ? 0 : count.sum();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(COUNTS.computeIfAbsent(id, key -> new LongAdder()));
  }

  private static final class Writer<T> implements SinkWriter<T> {
    private final LongAdder total;
    private long count;

    /** The last record, which is what keeps the compiler from leaving the work out. */
    private T last;

    Writer(LongAdder total) {
      this.total = total;
    }

    @Override
    public void write(T element, Context context) {
      last = element;
      count++;
    }

    @Override
    public void flush(boolean endOfInput) {
      if (last != null) {
        total.add(count);
        count = 0;
        last = null;
      }
    }

    @Override
    public void close() {}
  }
}
