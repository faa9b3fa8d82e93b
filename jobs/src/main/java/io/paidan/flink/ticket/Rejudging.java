package io.paidan.flink.ticket;

import java.util.function.BooleanSupplier;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * Which tickets are yet to be judged anew after a change of policies or names, in their turn:
 * emergencies first, and among equals those first whose next instant is nearest.
 *
 * <p>A turn is a timer, though of no time: timers are ordered, are part of the snapshot, and so go
 * on in the middle after a crash. A ticket whose event or own instant comes before its turn is
 * judged anew then.
 */
final class Rejudging {
  /** Any instant lies far below it. */
  private static final long LATEST = 1L << 60;

  private final Timers turns;

  Rejudging(Timers turns) {
    this.turns = turns;
  }

  /** Gives every ticket of this subtask a turn: one pass over the first bytes of each. */
  void all(KeyedStateBackend<String> tickets) throws Exception {
    tickets.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        TicketState.TICKET,
        (ticketId, state) -> {
          byte[] packed = state.value();
          if (!LiveTicket.isExpired(packed)) {
            turns.set(turn(LiveTicket.wakesAt(packed), LiveTicket.isEmergency(packed)));
          }
        });
  }

  private static long turn(long wakesAt, boolean emergency) {
    long order = Math.max(-LATEST, Math.min(wakesAt, LATEST));
    return emergency ? order - 3 * LATEST : order;
  }

  /** Lets those judge whose turn it is; false when there was no time for all of them. */
  boolean goOn(BooleanSupplier spent) throws Exception {
    return turns.fire(Long.MAX_VALUE, spent);
  }
}
