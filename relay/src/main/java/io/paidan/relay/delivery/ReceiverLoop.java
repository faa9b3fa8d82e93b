package io.paidan.relay.delivery;

import io.paidan.relay.channel.Channel;
import io.paidan.relay.config.ReceiverConfig;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.monitor.ReceiverStats;
import io.paidan.relay.monitor.ReceiverStats.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one receiver: a session after the other, until it is closed. */
public final class ReceiverLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiverLoop.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration END_WITHIN = Duration.ofSeconds(20);

  private final Properties kafka;
  private final Receiver receiver;
  private final Deliveries deliveries;
  private final ReceiverStats stats;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Session current;

  private ReceiverLoop(
      Properties kafka,
      Receiver receiver,
      Deliveries deliveries,
      ReceiverStats stats,
      Clock clock) {
    this.kafka = kafka;
    this.receiver = receiver;
    this.deliveries = deliveries;
    this.stats = stats;
    this.clock = clock;
    this.thread = new Thread(this::run, "paidan-relay-" + receiver.name());
  }

  /**
   * Starts to bring alerts to a receiver.
   *
   * @param kafka how clients connect: {@code bootstrap.servers} and whatever the cluster asks for
   * @param horizon alerts that were found out so long after their threshold are not told
   */
  public static ReceiverLoop start(
      Properties kafka,
      RelayConfig config,
      ReceiverConfig receiver,
      Channel channel,
      Duration horizon,
      ReceiverStats stats,
      Clock clock) {
    ReceiverLoop loop =
        new ReceiverLoop(
            kafka,
            Receiver.of(config, receiver, horizon),
            new Deliveries(receiver.name(), channel, stats, new Random()),
            stats,
            clock);
    loop.thread.start();
    return loop;
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        try (Session session = new Session(kafka, receiver, deliveries, stats, clock)) {
          current = session;
          while (closing.getCount() > 0) {
            session.step();
          }
        } catch (WakeupException e) {
          LOG.debug("{} is woken to end", receiver.name(), e);
        } catch (InterruptException e) {
          throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (RuntimeException e) {
          // Kafka's verdicts that a consumer does not survive; and our own mistakes, which must
          // not end the alarm for good either.
          stats.state(State.STARTING, "Kafka: " + e.getMessage());
          LOG.warn("{} begins anew: {}", receiver.name(), e.toString(), e);
          closing.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} is interrupted to end", receiver.name(), e);
    }
  }

  /** Ends after the delivery under way; what is not delivered is delivered after the next start. */
  @Override
  public void close() {
    closing.countDown();
    Session session = current;
    if (session != null) {
      session.wakeUp();
    }
    try {
      thread.join(END_WITHIN.toMillis());
      if (thread.isAlive()) {
        LOG.warn("{} did not end within {} s", receiver.name(), END_WITHIN.toSeconds());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
