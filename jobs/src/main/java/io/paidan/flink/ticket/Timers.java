package io.paidan.flink.ticket;

import java.util.function.BooleanSupplier;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.InternalTimerServiceImpl;

/**
 * Timers of tickets, at most a few a ticket, that are fired in their order and only as far as there
 * is time for. Part of the keyed state: a snapshot holds them.
 */
final class Timers {
  private final InternalTimerServiceImpl<String, VoidNamespace> service;

  @SuppressWarnings("unchecked")
  Timers(InternalTimerService<VoidNamespace> service) {
    if (!(service instanceof InternalTimerServiceImpl)) {
      // The interface knows no way to stop half-way; a batch run has another one.
      throw new IllegalStateException(
          "The ticket engine needs the timers of a streaming run, not "
              + service.getClass().getName()
              + ": leave execution.runtime-mode at STREAMING");
    }
    this.service = (InternalTimerServiceImpl<String, VoidNamespace>) service;
  }

  /** Sets a timer of the current key; {@link Long#MAX_VALUE} sets none. */
  void set(long at) {
    if (at != Long.MAX_VALUE) {
      service.registerEventTimeTimer(VoidNamespace.INSTANCE, at);
    }
  }

  /** Takes a timer of the current key away, if there is one. */
  void clear(long at) {
    if (at != Long.MAX_VALUE) {
      service.deleteEventTimeTimer(VoidNamespace.INSTANCE, at);
    }
  }

  /**
   * Fires what is due, the earliest first.
   *
   * @param upTo the last instant that is due
   * @param spent whether to stop; asked after each
   * @return whether nothing that is due is left
   */
  boolean fire(long upTo, BooleanSupplier spent) throws Exception {
    // It says that it was stopped also where the one that it stopped after was the last.
    return service.tryAdvanceWatermark(upTo, spent::getAsBoolean);
  }
}
