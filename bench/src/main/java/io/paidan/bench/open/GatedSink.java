package io.paidan.bench.open;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Throws records away until it is opened, then hands them on; for a Flink in this JVM only. As with
 * {@link io.paidan.bench.CountingSink}, what the other sink writes and flushes is used, and nothing
 * else.
 */
final class GatedSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;

  /** The job gets a copy of the sink, so that open ones are found by their id. */
  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

  private final String id = UUID.randomUUID().toString();
  private final Sink<T> next;

  GatedSink(Sink<T> next) {
    this.next = next;
  }

  /** From here on records are handed on. */
  void open() {
    OPEN.add(id);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(id, next.createWriter(context));
  }

  @SuppressWarnings("try") // what closing may throw is what Flink's own interface says
  private static final class Writer<T> implements SinkWriter<T> {
    private final String id;
    private final SinkWriter<T> next;

    Writer(String id, SinkWriter<T> next) {
      this.id = id;
      this.next = next;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      if (OPEN.contains(id)) {
        next.write(element, context);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      next.flush(endOfInput);
    }

    @Override
    public void close() throws Exception {
      next.close();
    }
  }
}
