package io.paidan.bench.open;

import io.paidan.bench.MadeTicket;
import java.util.SplittableRandom;

/**
 * Any number of tickets, none of which is kept: each is made anew from its number, always the same.
 * One in a hundred is an EMERGENCY, every fifth of the others KEY, the rest ROUTINE.
 *
 * @param prefix begins the ids of these tickets, and of no others
 */
record OpenTickets(String prefix, long seed) {
  /** The tickets that are open before anything is measured. */
  static OpenTickets filled(long seed) {
    return new OpenTickets("T-OPEN-", seed);
  }

  /** Tickets that are reported while something is measured. */
  static OpenTickets later(long seed) {
    return new OpenTickets("T-LATER-", seed);
  }

  /** Tickets that are reported while something is measured for another time. */
  static OpenTickets ofTurn(int turn, long seed) {
    return new OpenTickets("T-TURN-" + turn + "-", seed);
  }

  /** Tickets that push others out of whatever remembers those that were touched last. */
  static OpenTickets pushing(long seed) {
    return new OpenTickets("T-PUSH-", seed);
  }

  MadeTicket ticket(long number) {
    MadeTicket made = MadeTicket.random(id(number), new SplittableRandom(seed * 31 + number));
    return made.assessedAs(isEmergency(number) ? "EMERGENCY" : number % 5 == 1 ? "KEY" : "ROUTINE");
  }

  String id(long number) {
    return prefix + String.valueOf(1_000_000_000L + number).substring(1);
  }

  /** Whether an id, or what begins with one, is of these tickets. */
  boolean hasMade(String id) {
    return id.startsWith(prefix);
  }

  /** How many assignments so many tickets have when they are dispatched. */
  long assignments(long tickets) {
    long assignments = 0;
    for (long number = 0; number < tickets; number++) {
      assignments += ticket(number).departments().size();
    }
    return assignments;
  }

  private static boolean isEmergency(long number) {
    return number % 100 == 0;
  }
}
