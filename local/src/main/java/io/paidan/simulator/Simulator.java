package io.paidan.simulator;

import io.paidan.event.EventWriter;
import io.paidan.reference.ReferenceData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A prefecture that reports, judges, dispatches and handles tickets: an endless stream of records
 * in the order in which they reach Kafka. Late reports, exact repeats and malformed records come in
 * small shares. The same reference data and settings give the same bytes.
 *
 * <p>The rate is kept by reporting as many new tickets as fill up what the tickets under way do
 * not: in the first minutes many are reported, after days about one in ten records is a new ticket.
 * Tickets live for days, so many are under way: at ten records a second about a hundred thousand,
 * some hundred megabytes. Not thread-safe.
 */
public final class Simulator {
  private static final double REPEATED = 0.01;
  private static final double MALFORMED = 0.002;

  /** New tickets are this share of the records at least, however much is under way. */
  private static final double LEAST_NEW = 0.05;

  /** New tickets fill this share at least of what is free, however much came before. */
  private static final double LEAST_FILLED = 0.25;

  private static final List<Garbage> GARBAGE = List.of(Garbage.values());
  private static final long HISTORY_STEP_MS = 60_000;
  private static final long LIVE_STEP_MS = 1_000;

  /** A record under way; spoiled: how, or null. */
  private record Pending(long at, long order, SimulatedTicket ticket, int index, Garbage spoiled)
      implements Comparable<Pending> {
    @Override
    public int compareTo(Pending other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final SimulatorSettings settings;
  private final SplittableRandom random;
  private final Dice dice;
  private final OfficeHours office;
  private final TicketPlanner planner;
  private final long liveFrom;
  private final PriorityQueue<Pending> pending = new PriorityQueue<>();

  /** The records of the present step, in order. */
  private final ArrayDeque<Pending> step = new ArrayDeque<>();

  /** Records over the rate so far: offices answer in the day what was reported in the night. */
  private double surplus;

  private long stepEnd;
  private long tickets;
  private long order;

  /**
   * @param reference with at least one district and one department
   * @throws IllegalArgumentException when it names none
   */
  public Simulator(ReferenceData reference, SimulatorSettings settings) {
    this.settings = settings;
    random = new SplittableRandom(settings.seed());
    dice = new Dice(random.split());
    office = new OfficeHours(reference.zone());
    stepEnd = settings.from().toEpochMilli();
    liveFrom = settings.liveFrom().toEpochMilli();
    planner =
        new TicketPlanner(
            new Prefecture(reference, random.split()), office, reference.zone(), run(settings));
  }

  /** The next record. */
  public Delivery next() {
    while (step.isEmpty()) {
      advance();
    }
    return render(step.poll());
  }

  /**
   * Tickets of two simulations on one Kafka must not share ids: their events would be conflicting
   * repeats.
   */
  private static String run(SimulatorSettings settings) {
    long mixed =
        new SplittableRandom(settings.seed() * 31 + settings.from().toEpochMilli()).nextLong();
    return Long.toString(Math.floorMod(mixed, 36L * 36 * 36 * 36), 36).toUpperCase(Locale.ROOT);
  }

  private void advance() {
    long stepStart = stepEnd;
    boolean live = stepStart >= liveFrom;
    stepEnd = stepStart + (live ? LIVE_STEP_MS : HISTORY_STEP_MS);
    if (!live) {
      stepEnd = Math.min(stepEnd, liveFrom);
    }
    int due = 0;
    while (!pending.isEmpty() && pending.peek().at() < stepEnd) {
      step.add(pending.poll());
      due++;
    }
    double rate = live ? settings.liveRate() : settings.historyRate() * office.activity(stepStart);
    double room = rate * (stepEnd - stepStart) / 1000;
    double free = room - due;
    int reports =
        dice.poisson(Math.max(room * LEAST_NEW, Math.max(free * LEAST_FILLED, free - surplus)));
    surplus = Math.max(0, surplus + due + reports - room);
    for (int i = 0; i < reports; i++) {
      report(dice.between(stepStart, stepEnd));
    }
    if (reports > 0) {
      // What is new in this step takes its place among what was due in it.
      pending.addAll(step);
      step.clear();
      while (!pending.isEmpty() && pending.peek().at() < stepEnd) {
        step.add(pending.poll());
      }
    }
  }

  private void report(long at) {
    SimulatedTicket ticket = planner.plan(++tickets, at, random.split());
    for (int index = 0; index < ticket.events().size(); index++) {
      long arrival = ticket.events().get(index).time() + lag();
      pending.add(new Pending(arrival, order++, ticket, index, null));
      if (dice.chance(REPEATED)) {
        pending.add(
            new Pending(arrival + dice.between(100, 120_000), order++, ticket, index, null));
      }
      if (dice.chance(MALFORMED)) {
        Garbage garbage = dice.pick(GARBAGE);
        pending.add(new Pending(arrival + 1, order++, ticket, index, garbage));
      }
    }
  }

  /** From the event to Kafka: mostly at once, sometimes when a patrol has reception again. */
  private long lag() {
    return switch (dice.weighted(0.92, 0.07, 0.01)) {
      case 0 -> dice.between(20, 1_500);
      case 1 -> dice.between(5_000, 60_000);
      default -> dice.between(60_000, 600_000);
    };
  }

  private static Delivery render(Pending record) {
    byte[] value = EventWriter.write(record.ticket().event(record.index()));
    if (record.spoiled() == null) {
      return new Delivery(record.at(), record.ticket().id(), value);
    }
    byte[] spoiled = record.spoiled().spoil(new String(value, StandardCharsets.UTF_8));
    boolean named = record.spoiled() != Garbage.NO_SUBJECT && record.spoiled() != Garbage.NOT_JSON;
    return new Delivery(record.at(), named ? record.ticket().id() : null, spoiled);
  }
}
