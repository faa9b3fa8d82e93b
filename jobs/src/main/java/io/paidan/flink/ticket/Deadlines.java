package io.paidan.flink.ticket;

import java.util.function.BooleanSupplier;

/**
 * When tickets wake next: one timer a ticket, at the instant at which its facts change without an
 * event. Emergencies have a queue of their own, which goes first: where a million deadlines fall
 * into one second, nobody on duty waits for an emergency behind routine.
 */
final class Deadlines {
  private final Timers emergencies;
  private final Timers others;

  Deadlines(Timers emergencies, Timers others) {
    this.emergencies = emergencies;
    this.others = others;
  }

  /**
   * Moves the timer of the current key's ticket.
   *
   * @param at when it wakes, event time; {@link Long#MAX_VALUE}: never
   */
  void move(LiveTicket live, long at, boolean emergency) {
    if (live.wakesAt != at || live.emergency != emergency) {
      queue(live.emergency).clear(live.wakesAt);
      queue(emergency).set(at);
      live.wakesAt = at;
      live.emergency = emergency;
    }
  }

  /** Wakes the tickets whose time has come; false when there was no time for all of them. */
  boolean wake(long watermark, BooleanSupplier spent) throws Exception {
    return emergencies.fire(watermark, spent) && others.fire(watermark, spent);
  }

  private Timers queue(boolean emergency) {
    return emergency ? emergencies : others;
  }
}
