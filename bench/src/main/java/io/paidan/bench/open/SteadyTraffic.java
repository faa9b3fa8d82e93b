package io.paidan.bench.open;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Events of tickets that are new, so many a second, each happening when it is sent; 2,000 tickets
 * under way.
 */
final class SteadyTraffic implements AutoCloseable {
  private static final int TICKETS_UNDER_WAY = 2_000;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final EventProducer producer;
  private final int rate;
  private final UnderWay underWay;
  private final SplittableRandom random;
  private final Thread thread;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean ended;

  private SteadyTraffic(RunSettings run, String topic, OpenTickets tickets) {
    producer = EventProducer.plain(run, topic);
    rate = run.rate();
    random = new SplittableRandom(run.seed() + 7);
    underWay = UnderWay.fresh(tickets, TICKETS_UNDER_WAY, random);
    thread = new Thread(this::work, "steady-traffic");
  }

  static SteadyTraffic start(RunSettings run, String topic) {
    return start(run, topic, OpenTickets.later(run.seed()));
  }

  /**
   * @param tickets that nobody else writes events of
   */
  static SteadyTraffic start(RunSettings run, String topic, OpenTickets tickets) {
    SteadyTraffic traffic = new SteadyTraffic(run, topic, tickets);
    traffic.thread.start();
    return traffic;
  }

  private void work() {
    try {
      long start = System.nanoTime();
      while (!ended) {
        long due = (System.nanoTime() - start) * rate / TimeUnit.SECONDS.toNanos(1);
        while (producer.sent() < due && !ended) {
          UnderWay.Event event =
              underWay.next(
                  random.nextInt(underWay.places()),
                  Instant.ofEpochMilli(System.currentTimeMillis()));
          producer.send(event.ticketId(), event.bytes());
        }
        LockSupport.parkNanos(TICK_NANOS);
      }
      producer.flush();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /**
   * Ends it.
   *
   * @return how many events it has written
   */
  long stop() throws InterruptedException {
    ended = true;
    thread.join();
    if (failure.get() != null) {
      throw new IllegalStateException("the steady traffic failed", failure.get());
    }
    return producer.sent();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
