package io.paidan.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The ticket events of one partition, made up: as a producer would write them, about 450 bytes and
 * 8 events a ticket, all on the straight way (reported, assessed, dispatched, accepted, arrived,
 * resolved, feedback, closed), some thousand tickets under way at any moment. Times rise; the same
 * seed gives the same bytes. Not thread-safe.
 */
final class TicketTraffic {
  /** The first event's time. Long past, so that no event is ahead of its record. */
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  /** All events together take a year, however many they are. */
  static final Instant END = Instant.parse("2025-01-01T00:00:00Z");

  private static final int TICKETS_UNDER_WAY = 2_000;

  private final SplittableRandom random;
  private final int partition;
  private final int partitions;
  private final long events;
  private final long stepMicros;
  private final List<Ticket> underWay = new ArrayList<>();
  private final EventText text;
  private long made;
  private long lastNumber;
  private String key;

  /**
   * @param events how many events this partition gets
   * @param partition the partition that all of its tickets' ids fall into, by Kafka's own hash
   */
  TicketTraffic(long seed, int partition, int partitions, long events) {
    this.random = new SplittableRandom(seed * 31 + partition);
    this.text = new EventText(random);
    this.partition = partition;
    this.partitions = partitions;
    this.events = events;
    this.stepMicros = (END.toEpochMilli() - START.toEpochMilli()) * 1_000 / Math.max(1, events);
    while (underWay.size() < Math.min(TICKETS_UNDER_WAY, Math.max(1, events / 16))) {
      underWay.add(newTicket());
    }
  }

  boolean hasNext() {
    return made < events;
  }

  /** The next event's bytes; {@link #key} tells its ticket. */
  byte[] next() {
    int index = random.nextInt(underWay.size());
    Ticket ticket = underWay.get(index);
    Instant time = Instant.ofEpochMilli(START.toEpochMilli() + made * stepMicros / 1_000);
    byte[] event = text.of(ticket.made, ticket.step, time);
    made++;
    key = ticket.made.id();
    ticket.step++;
    if (ticket.step == ticket.made.steps()) {
      underWay.set(index, newTicket());
    }
    return event;
  }

  /** The id of the ticket of the event that {@link #next} gave last. */
  String key() {
    return key;
  }

  private Ticket newTicket() {
    String id;
    do {
      id = "T-2024-" + String.valueOf(100_000_000 + ++lastNumber).substring(1);
    } while (Partitioning.ofKey(id, partitions) != partition);
    return new Ticket(MadeTicket.random(id, random));
  }

  private static final class Ticket {
    final MadeTicket made;
    int step;

    Ticket(MadeTicket made) {
      this.made = made;
    }
  }
}
