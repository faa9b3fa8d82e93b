package io.paidan.relay.delivery;

import io.paidan.relay.channel.Answer;
import io.paidan.relay.channel.Answer.Outcome;
import io.paidan.relay.channel.Channel;
import io.paidan.relay.channel.Notice;
import io.paidan.relay.monitor.ReceiverStats;
import io.paidan.relay.monitor.ReceiverStats.Count;
import io.paidan.relay.monitor.ReceiverStats.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a desk has due to its receiver, and knows when to leave the receiver alone. Not
 * thread-safe.
 */
final class Deliveries {
  /** How often one is tried that takes nothing until somebody mends something. */
  static final Duration CLOSED_PAUSE = Duration.ofMinutes(1);

  /** After so many refusals that we do not understand, a message is put aside. */
  static final int UNCLEAR_TRIES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final long SAY_AGAIN = Duration.ofMinutes(5).toMillis();

  private final String name;
  private final Channel channel;
  private final ReceiverStats stats;
  private final BackOff backOff;
  private long notBefore = Long.MIN_VALUE;
  private long saidAt = Long.MIN_VALUE;
  private int unclear;

  Deliveries(String name, Channel channel, ReceiverStats stats, RandomGenerator random) {
    this.name = name;
    this.channel = channel;
    this.stats = stats;
    this.backOff = new BackOff(random);
  }

  /** When the next delivery may be tried, as things stand; ms. */
  long nextAt(Desk desk, long now) {
    return Math.max(desk.dueAt(now), notBefore);
  }

  /**
   * Makes the delivery that is due, if there is one.
   *
   * @param now ms; what is told to the receiver goes by it
   * @return whether there was one
   */
  boolean deliver(Desk desk, long now) throws InterruptedException {
    if (now < notBefore) {
      return false;
    }
    List<Notice> notices = desk.due(now, channel.most());
    if (notices.isEmpty()) {
      return false;
    }
    deliver(desk, notices, now);
    return true;
  }

  private boolean deliver(Desk desk, List<Notice> notices, long now) throws InterruptedException {
    Answer answer = channel.deliver(notices, Instant.ofEpochMilli(now));
    Outcome outcome = answer.outcome();
    if (outcome == Outcome.UNCLEAR) {
      unclear++;
      outcome = unclear < UNCLEAR_TRIES ? Outcome.LATER : Outcome.REFUSED;
    }
    switch (outcome) {
      case DELIVERED -> {
        desk.delivered(notices, now);
        well();
      }
      case REFUSED -> {
        if (notices.size() > 1 && channel.most() < Integer.MAX_VALUE) {
          // One of them is wrong; the others are not to suffer for it.
          int half = notices.size() / 2;
          return deliver(desk, notices.subList(0, half), now)
              && deliver(desk, notices.subList(half, notices.size()), now);
        }
        putAside(desk, notices, answer.reason(), now);
      }
      case CLOSED -> {
        stats.count(Count.RETRIED, 1);
        notBefore = now + CLOSED_PAUSE.toMillis();
        stats.state(State.CLOSED, answer.reason());
        say(
            now,
            "{} takes nothing until somebody mends it ({}); its alerts wait, and it is tried once a"
                + " minute",
            answer.reason());
        return false;
      }
      default -> {
        stats.count(Count.RETRIED, 1);
        Duration wait = backOff.failed();
        if (answer.after() != null && answer.after().compareTo(wait) > 0) {
          wait = answer.after();
        }
        notBefore = now + wait.toMillis();
        stats.state(State.RETRYING, answer.reason());
        say(now, "{} does not take alerts ({}); they wait, and it is tried again", answer.reason());
        return false;
      }
    }
    return true;
  }

  private void putAside(Desk desk, List<Notice> notices, String reason, long now) {
    desk.refused(notices, reason, now);
    unclear = 0;
    for (Notice notice : notices) {
      LOG.error(
          "{} refused the alert {} for good ({}): put aside until the relay is started again",
          name,
          notice.alert().id(),
          reason);
    }
  }

  private void well() {
    if (stats.state() != State.OK) {
      if (saidAt != Long.MIN_VALUE) {
        LOG.info("{} takes alerts again", name);
      }
      stats.state(State.OK, "");
      saidAt = Long.MIN_VALUE;
    }
    backOff.succeeded();
    unclear = 0;
  }

  private void say(long now, String words, String reason) {
    if (saidAt == Long.MIN_VALUE || now - saidAt >= SAY_AGAIN) {
      saidAt = now;
      LOG.warn(words, name, reason);
    }
  }
}
