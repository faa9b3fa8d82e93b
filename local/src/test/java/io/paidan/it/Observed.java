package io.paidan.it;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * What comes out of a stream, watched by an operator of parallelism 1 at its end, in the JVM of the
 * test.
 */
final class Observed<T> implements AutoCloseable {
  private static final Map<String, Observed<?>> ALL = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong();

  private final String id = "observed-" + NEXT.incrementAndGet();

  final ConcurrentLinkedQueue<T> records = new ConcurrentLinkedQueue<>();
  final AtomicLong count = new AtomicLong();

  /** Records whose timestamp was not after the watermark before them. */
  final AtomicLong late = new AtomicLong();

  /** How many records had come at each change between idle and active. */
  final ConcurrentLinkedQueue<String> statuses = new ConcurrentLinkedQueue<>();

  volatile long watermark = Long.MIN_VALUE;
  volatile long maxTimestamp = Long.MIN_VALUE;

  /** How many watermarks in a row were less than a second behind the clock when they came. */
  volatile int prompt;

  private final long pauseAfter;
  private final CountDownLatch paused = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);

  private Observed(long pauseAfter) {
    this.pauseAfter = pauseAfter;
  }

  static <T> Observed<T> create() {
    return pausingAfter(Long.MAX_VALUE);
  }

  /** Holds the stream at that record until {@link #resume}. */
  static <T> Observed<T> pausingAfter(long records) {
    Observed<T> observed = new Observed<>(records);
    ALL.put(observed.id, observed);
    return observed;
  }

  void watch(DataStream<T> stream, TypeInformation<T> type) {
    stream
        .global()
        .transform("observed", type, new Watching<>(id))
        .uid("observed")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  boolean isPaused() {
    return paused.getCount() == 0;
  }

  void resume() {
    resumed.countDown();
  }

  /** Whether time follows the clock: twenty watermarks in a row within a second of it. */
  boolean followsTheClock() {
    return prompt >= 20;
  }

  @Override
  public void close() {
    resume();
    ALL.remove(id);
  }

  private static final class Watching<T> extends AbstractStreamOperator<T>
      implements OneInputStreamOperator<T, T>, Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;

    private Watching(String id) {
      this.id = id;
    }

    @SuppressWarnings("unchecked")
    private Observed<T> observed() {
      return (Observed<T>) ALL.get(id);
    }

    @Override
    public void processElement(StreamRecord<T> element) throws Exception {
      Observed<T> o = observed();
      if (o == null) {
        return;
      }
      if (element.getTimestamp() <= o.watermark) {
        o.late.incrementAndGet();
      }
      o.maxTimestamp = Math.max(o.maxTimestamp, element.getTimestamp());
      o.records.add(element.getValue());
      if (o.count.incrementAndGet() == o.pauseAfter) {
        o.paused.countDown();
        o.resumed.await();
      }
    }

    @Override
    public void processWatermark(Watermark mark) {
      Observed<T> o = observed();
      if (o == null) {
        return;
      }
      o.watermark = mark.getTimestamp();
      long behind = System.currentTimeMillis() - mark.getTimestamp();
      o.prompt = behind >= 0 && behind < 1_000 ? o.prompt + 1 : 0;
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
      Observed<T> o = observed();
      if (o != null) {
        o.statuses.add((status.isIdle() ? "idle after " : "active after ") + o.count.get());
      }
    }
  }
}
