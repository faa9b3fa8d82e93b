package io.paidan.bench.open;

import io.paidan.bench.EventText;
import io.paidan.bench.MadeTicket;
import io.paidan.bench.relay.RelayPath;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Spans of time in which alerts fall due one after the other, each span with open tickets of its
 * own: any of them are dispatched to one department more, with a due of its own; then other tickets
 * push them out of what the job remembers of those that were touched last.
 */
final class AlertWindows {
  private static final long MOST_PUSHING = 20_000;

  /** A span takes every n-th block of tickets, so that each has as many emergencies. */
  private static final long BLOCK = 100;

  private final RunSettings run;
  private final RunTopics topics;
  private final LiveJob job;
  private final RelayPath relay;
  private final int turns;
  private final long windowMillis;
  private final long leadMillis;
  private long toBeTold;

  /**
   * @param relay null: alerts are followed to their topic alone
   * @param turns how many spans there will be
   * @param windowSeconds over which a span's thresholds are spread
   * @param leadSeconds from sending a span's dispatches to its first threshold
   */
  AlertWindows(
      RunSettings run,
      RunTopics topics,
      LiveJob job,
      RelayPath relay,
      int turns,
      int windowSeconds,
      int leadSeconds) {
    this.run = run;
    this.topics = topics;
    this.job = job;
    this.relay = relay;
    this.turns = turns;
    this.windowMillis = TimeUnit.SECONDS.toMillis(windowSeconds);
    this.leadMillis = TimeUnit.SECONDS.toMillis(leadSeconds);
  }

  /** How many alerts a span can have. */
  static long most(long open, int turns) {
    return open / (BLOCK * turns) * BLOCK;
  }

  /** The number of a ticket; all numbers of all turns are different. */
  static long number(long index, int turn, int turns) {
    return (index / BLOCK * turns + turn) * BLOCK + index % BLOCK;
  }

  /**
   * Lets so many alerts fall due, and follows them.
   *
   * @param what begins the figures' names
   * @param turn from 0: each may be had once
   */
  void measure(String what, int turn, int alerts, Figures figures) throws Exception {
    Map<TopicPartition, Long> from = topics.ends(topics.alerts());
    long already = job.alerts();
    long begin = System.currentTimeMillis() + leadMillis;
    Map<String, Long> due = dispatch(turn, alerts, begin);
    pushOut(turn);
    if (System.currentTimeMillis() > begin) {
      throw new IllegalStateException(
          "the first alert fell due before all was ready for it: give a longer --lead-s");
    }
    sleepUntil(begin);
    Duration relayCpu = relay == null ? null : relay.relayCpu();
    Duration alertmanagerCpu = relay == null ? null : relay.alertmanagerCpu();
    long end = begin + windowMillis;
    sleepUntil(end);
    job.awaitAlerts(already + alerts);
    if (relay != null) {
      awaitDelivery(already + alerts);
    }
    report(what, from, due, figures);
    if (relay != null) {
      figures.put(what + ": relay: processor s", seconds(relay.relayCpu().minus(relayCpu)));
      figures.put(
          what + ": Alertmanager: processor s",
          seconds(relay.alertmanagerCpu().minus(alertmanagerCpu)));
      figures.put(what + ": relay: most MB so far", relay.relayMegabytes());
      figures.put(what + ": Alertmanager: most MB so far", relay.alertmanagerMegabytes());
      figures.put(what + ": fire at Alertmanager", relay.firing());
    }
    Figures checkpoints = new Figures();
    job.checkpoints().between(begin, end).into(checkpoints);
    figures.putAll(what + ": ", checkpoints);
  }

  private static void sleepUntil(long millis) throws InterruptedException {
    Thread.sleep(Math.max(0, millis - System.currentTimeMillis()));
  }

  private void awaitDelivery(long alerts) throws Exception {
    job.await("alerts at Alertmanager", () -> relay.accepted().size(), alerts);
    job.await("alerts at its web hook", () -> relay.told().size(), toBeTold);
    relay.check();
    long firing = relay.firing();
    if (firing != alerts) {
      throw new IllegalStateException(
          "of %,d alerts %,d fire at Alertmanager".formatted(alerts, firing));
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private void report(
      String what, Map<TopicPartition, Long> from, Map<String, Long> due, Figures figures) {
    AlertDelays all = new AlertDelays(relay);
    AlertDelays emergencies = new AlertDelays(relay);
    Breaches.read(
        run,
        from,
        breach -> {
          Long expected = due.remove(breach.ticketId());
          if (expected == null || expected != breach.thresholdAt()) {
            throw new IllegalStateException("nobody asked for this alert: " + breach);
          }
          all.add(breach);
          if (breach.emergency()) {
            emergencies.add(breach);
          }
        });
    if (!due.isEmpty()) {
      throw new IllegalStateException(what + ": alerts did not come: " + due.size());
    }
    all.into(figures, what + ": alerts");
    emergencies.into(figures, what + ": EMERGENCY");
  }

  /** Sends the dispatches; ticket id → due. */
  private Map<String, Long> dispatch(int turn, int alerts, long begin) throws Exception {
    SplittableRandom random = new SplittableRandom(run.seed() + turn);
    EventText text = new EventText(random);
    OpenTickets tickets = OpenTickets.filled(run.seed());
    Map<String, Long> due = new HashMap<>();
    long share = most(run.open(), turns) / alerts;
    double apart = windowMillis / (double) alerts;
    long before = job.events();
    try (EventProducer producer = EventProducer.plain(run, topics.events())) {
      for (int i = 0; i < alerts; i++) {
        // Out of every share of the turn's tickets one.
        MadeTicket ticket = tickets.ticket(number(i * share + random.nextLong(share), turn, turns));
        long at = begin + (long) ((i + random.nextDouble()) * apart);
        due.put(ticket.id(), at);
        if (relay != null && relay.tellsOf("EMERGENCY".equals(ticket.ticketClass()))) {
          toBeTold++;
        }
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        producer.send(ticket.id(), text.anotherDispatch(ticket, Instant.ofEpochMilli(at), now));
      }
      producer.flush();
    }
    job.awaitEvents(before + alerts);
    return due;
  }

  private void pushOut(int turn) throws Exception {
    long before = job.events();
    OpenTickets pushing = OpenTickets.pushing(run.seed());
    long count = Math.min(MOST_PUSHING, 10 * run.open());
    try (EventProducer producer = EventProducer.plain(run, topics.events())) {
      new Fill(producer, run.seed())
          .write(
              count,
              number -> pushing.ticket(number + turn * count),
              number -> 0,
              number -> 1,
              Fill.now());
    }
    job.awaitEvents(before + count);
  }
}
