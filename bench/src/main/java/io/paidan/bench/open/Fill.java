package io.paidan.bench.open;

import io.paidan.bench.EventText;
import io.paidan.bench.MadeTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.LongToIntFunction;

/** Writes the first events of many tickets, ticket by ticket, some threads at once. */
final class Fill {
  /** When an event happened. */
  interface Times {
    Instant of(long number, int step);
  }

  private static final int THREADS = 2;

  private final RunSettings run;
  private final String topic;

  Fill(RunSettings run, String topic) {
    this.run = run;
    this.topic = topic;
  }

  /** Times that rise with the tickets' numbers through the last hour. */
  static Times lastHour(long tickets) {
    long end = System.currentTimeMillis() - Duration.ofMinutes(1).toMillis();
    long span = Duration.ofHours(1).toMillis();
    return (number, step) -> Instant.ofEpochMilli(end - span + number * span / tickets + step);
  }

  /** The time of writing. */
  static Times now() {
    return (number, step) -> Instant.ofEpochMilli(System.currentTimeMillis());
  }

  /**
   * Writes, and returns when the broker has it all.
   *
   * @param tickets how many: numbers 0 and up
   * @param from the first step of each
   * @param to the step that is not written any more
   * @return how many events that were
   */
  long write(
      long tickets,
      LongFunction<MadeTicket> ticket,
      LongToIntFunction from,
      LongToIntFunction to,
      Times times)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (EventProducer producer = EventProducer.plain(run, topic)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        long first = thread;
        tasks.add(
            () -> {
              EventText text = new EventText(new SplittableRandom(run.seed() * 31 + first));
              for (long number = first; number < tickets; number += THREADS) {
                MadeTicket made = ticket.apply(number);
                for (int step = from.applyAsInt(number); step < to.applyAsInt(number); step++) {
                  producer.send(made.id(), text.of(made, step, times.of(number, step)));
                }
              }
              return null;
            });
      }
      for (Future<Void> written : threads.invokeAll(tasks)) {
        written.get();
      }
      producer.flush();
      return producer.sent();
    } finally {
      threads.shutdownNow();
    }
  }

  /** All of them reported, assessed and dispatched within the last hour. */
  long dispatched(long tickets, LongFunction<MadeTicket> ticket)
      throws InterruptedException, ExecutionException {
    return write(tickets, ticket, n -> 0, n -> MadeTicket.DISPATCHED, lastHour(tickets));
  }
}
