package io.paidan.simulator;

import io.paidan.kafka.KafkaAccessException;
import io.paidan.replay.EventSender;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulated traffic into Kafka, by a thread of its own, as any producer would send it: each record
 * when its time has come, history at once. Ends with {@link #close}, or when Kafka takes no more,
 * which {@link #failure} tells.
 */
public final class SimulatorTraffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorTraffic.class);

  private final Simulator simulator;
  private final EventSender sender;
  private final InstantSource clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch historySent = new CountDownLatch(1);
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread;

  private SimulatorTraffic(Simulator simulator, EventSender sender, InstantSource clock) {
    this.simulator = simulator;
    this.sender = sender;
    this.clock = clock;
    thread = new Thread(this::run, "simulator-traffic");
    thread.setDaemon(true);
  }

  /**
   * Starts sending.
   *
   * @param clock what time it is: the system's, unless a test says another
   * @throws KafkaAccessException when Kafka cannot be reached or has no topic for events
   */
  public static SimulatorTraffic start(
      String bootstrapServers, Simulator simulator, InstantSource clock)
      throws KafkaAccessException, InterruptedException {
    SimulatorTraffic traffic =
        new SimulatorTraffic(simulator, EventSender.connect(bootstrapServers), clock);
    traffic.thread.start();
    return traffic;
  }

  /** Records sent so far. */
  public long sent() {
    return sender.sent();
  }

  /** Records that Kafka has acknowledged so far. */
  public long acknowledged() {
    return sender.acknowledged();
  }

  /** Why it ended by itself; empty while it runs and after {@link #close}. */
  public Optional<Exception> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Waits until all that lies in the past has been sent.
   *
   * @return false when that took longer
   */
  public boolean awaitHistory(long timeout, TimeUnit unit) throws InterruptedException {
    return historySent.await(timeout, unit);
  }

  /** Ends the traffic; what is under way is delivered first. */
  @Override
  public void close() {
    stopped.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    sender.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        Delivery delivery = simulator.next();
        long wait = delivery.at() - clock.millis();
        if (wait > 0) {
          historySent.countDown();
        }
        if (stopped.await(Math.max(0, wait), TimeUnit.MILLISECONDS)) {
          sender.flush();
          return;
        }
        sender.send(delivery.key(), delivery.value(), "simulated record " + (sender.sent() + 1));
      }
    } catch (KafkaAccessException | InterruptedException | RuntimeException e) {
      if (stopped.getCount() > 0) {
        failure.set(e);
        LOG.error("The simulated traffic has ended: {}", e.getMessage(), e);
      }
    } finally {
      historySent.countDown();
    }
  }
}
