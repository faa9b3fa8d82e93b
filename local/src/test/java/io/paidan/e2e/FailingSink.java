package io.paidan.e2e;

import io.paidan.document.Document;
import io.paidan.local.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink in front of another one, at which a job fails where a test wants it to: at a document that
 * the test counts to. What came before it has reached the other sink by then, and stays there.
 *
 * <p>Each start after a failure moves the {@link HandClock} on by a second, as a wall clock would
 * have gone on: what is worked off twice gets greater revisions.
 */
final class FailingSink implements Sink<Document> {
  private static final long serialVersionUID = 1L;

  private static final Duration STEP = Duration.ofSeconds(1);

  /** Static, because a job serializes its sinks. */
  private static volatile Failure next;

  private final String topic;
  private final Sink<Document> to;

  /**
   * @param topic what {@code to} writes to; names this sink among those of the job
   */
  FailingSink(String topic, Sink<Document> to) {
    this.topic = topic;
    this.to = to;
  }

  /**
   * Prepares a failure in place of any that was prepared before.
   *
   * @param topic of the sink that will fail
   * @param counted which documents count
   * @param number from the how many-th of them on it may happen
   */
  static Failure prepare(String topic, Predicate<Document> counted, int number) {
    Failure failure = new Failure(topic, counted, number);
    next = failure;
    return failure;
  }

  /** A failure that is to come. */
  static final class Failure {
    /** Long enough for a checkpoint to be through before all documents are. */
    private static final Duration SLOW = Duration.ofMillis(50);

    private final String topic;
    private final Predicate<Document> counted;
    private final int number;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicBoolean happened = new AtomicBoolean();
    private final CountDownLatch near = new CountDownLatch(1);
    private final CountDownLatch allowed = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch looked = new CountDownLatch(1);

    /** What was started before a failure goes on until it is told: it does not count any more. */
    private volatile int firstAttempt;

    private volatile Failure following;

    private Failure(String topic, Predicate<Document> counted, int number) {
      this.topic = topic;
      this.counted = counted;
      this.number = number;
    }

    /** Another one of its kind, when the job has started again and has written as many anew. */
    Failure again() {
      following = new Failure(topic, counted, number);
      return following;
    }

    /**
     * Waits until the document is reached from which on it may happen. Until it is allowed, every
     * one that counts takes its time.
     */
    void awaitNear() throws InterruptedException {
      await(near, "the job has written " + seen + " of " + number + " documents");
    }

    /** Lets it happen, at the next document at which it may. */
    void allow() {
      allowed.countDown();
    }

    /** Waits for it, and looks at what there is while the job stands still just before it. */
    void lookAround(Look look) throws Exception {
      await(stopped, "the job has not failed after " + seen + " documents");
      try {
        look.look();
      } finally {
        looked.countDown();
      }
    }

    private void write(
        Document document, SinkWriter<Document> to, SinkWriter.Context context, int attempt)
        throws IOException, InterruptedException {
      if (attempt >= firstAttempt && counted.test(document) && seen.incrementAndGet() >= number) {
        near.countDown();
        boolean mayFail = allowed.await(SLOW.toMillis(), TimeUnit.MILLISECONDS);
        if (mayFail && happened.compareAndSet(false, true)) {
          to.flush(false);
          if (following != null) {
            following.firstAttempt = attempt + 1;
          }
          next = following;
          stopped.countDown();
          await(looked, "nobody looked around");
          throw new IOException("a failure that a test wants");
        }
      }
      to.write(document, context);
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
      if (!latch.await(Await.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(otherwise + " (after " + Await.LIMIT.toSeconds() + " s)");
      }
    }
  }

  /** Looks at something. */
  interface Look {
    void look() throws Exception;
  }

  @Override
  public SinkWriter<Document> createWriter(WriterInitContext context) throws IOException {
    int attempt = context.getTaskInfo().getAttemptNumber();
    if (attempt > 0) {
      HandClock.advance(STEP);
    }
    return new Writer(topic, attempt, to.createWriter(context));
  }

  private static final class Writer implements SinkWriter<Document> {
    private final String topic;
    private final int attempt;
    private final SinkWriter<Document> to;

    Writer(String topic, int attempt, SinkWriter<Document> to) {
      this.topic = topic;
      this.attempt = attempt;
      this.to = to;
    }

    @Override
    public void write(Document document, Context context) throws IOException, InterruptedException {
      Failure failure = next;
      if (failure == null || !failure.topic.equals(topic)) {
        to.write(document, context);
      } else {
        failure.write(document, to, context, attempt);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      to.flush(endOfInput);
    }

    @Override
    public void close() throws Exception {
      to.close();
    }
  }
}
