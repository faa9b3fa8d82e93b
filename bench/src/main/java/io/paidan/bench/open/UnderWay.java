package io.paidan.bench.open;

import io.paidan.bench.EventText;
import io.paidan.bench.MadeTicket;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Tickets under way, a few bytes each: places, in each of which there is one ticket that goes its
 * way step by step, and when it has come to its end another one. Not thread-safe.
 */
final class UnderWay {
  /** An event to be sent. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Event(String ticketId, byte[] bytes) {}

  private final OpenTickets tickets;
  private final EventText text;
  private int[] numbers = new int[16];
  private byte[] steps = new byte[16];
  private int places;
  private int lastNumber = -1;

  private UnderWay(OpenTickets tickets, SplittableRandom random) {
    this.tickets = tickets;
    this.text = new EventText(random);
  }

  /** Tickets that have not begun. */
  static UnderWay fresh(OpenTickets tickets, int places, SplittableRandom random) {
    UnderWay made = new UnderWay(tickets, random);
    while (made.places < places) {
      made.add(0);
    }
    return made;
  }

  /**
   * As it is when tickets have come and gone for long: every step equally likely to be the next. So
   * what comes next is the same mixture of events however many tickets there are.
   *
   * @param open how many have begun
   */
  static UnderWay settled(OpenTickets tickets, long open, SplittableRandom random) {
    UnderWay made = new UnderWay(tickets, random);
    for (long begun = 0; begun < open; ) {
      int step = random.nextInt(tickets.ticket(made.lastNumber + 1L).steps());
      made.add(step);
      begun += step > 0 ? 1 : 0;
    }
    return made;
  }

  private void add(int step) {
    if (places == numbers.length) {
      numbers = Arrays.copyOf(numbers, places + places / 2);
      steps = Arrays.copyOf(steps, places + places / 2);
    }
    numbers[places] = ++lastNumber;
    steps[places] = (byte) step;
    places++;
  }

  /** How many places there are. */
  int places() {
    return places;
  }

  /**
   * The next step of the ticket in that place, from 0; as long as nothing has moved, place and
   * ticket have the same number.
   */
  int step(long place) {
    return steps[(int) place];
  }

  /** Takes the next step of the ticket in that place. */
  Event next(int place, Instant time) {
    MadeTicket ticket = tickets.ticket(numbers[place]);
    byte[] event = text.of(ticket, steps[place], time);
    steps[place]++;
    if (steps[place] == ticket.steps()) {
      numbers[place] = ++lastNumber;
      steps[place] = 0;
    }
    return new Event(ticket.id(), event);
  }
}
