package io.paidan.bench.open;

import io.paidan.analytics.AnalyticsTopology;
import io.paidan.bench.EventText;
import io.paidan.bench.MadeTicket;
import io.paidan.bench.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Tickets of a district of their own that are dispatched at the same instant, and then cancelled
 * one after the other, which nobody else's tickets are: so the n-th to be cancelled is the one that
 * makes {@code cancelled} n in the figures of the district and of the prefecture. All of them go
 * the same way, through one partition and one subtask, so that none overtakes another.
 */
final class Markers {
  /** A district that no other ticket is of. */
  static final String DISTRICT = "bench-markers";

  private static final String PREFIX = "T-MARK-";
  private static final String DEPARTMENT = "urban-management";

  private final List<MadeTicket> tickets = new ArrayList<>();
  private final Instant dispatchedAt;
  private final EventText text;

  /**
   * @param count how many
   * @param dispatchedAt all of them; not to come
   */
  Markers(RunSettings run, int count, Instant dispatchedAt) {
    this.dispatchedAt = dispatchedAt;
    this.text = new EventText(new SplittableRandom(run.seed() + 17));
    for (int number = 0; tickets.size() < count; number++) {
      String id = PREFIX + number;
      if (Partitioning.ofKey(id, run.parallelism()) == 0
          && KeyGroupRangeAssignment.assignKeyToParallelOperator(
                  id, AnalyticsTopology.MAX_PARALLELISM, run.parallelism())
              == 0) {
        tickets.add(new MadeTicket(id, DISTRICT, List.of(DEPARTMENT), "ROUTINE", null));
      }
    }
  }

  /** When they were dispatched: the figures are those of its date. */
  Instant dispatchedAt() {
    return dispatchedAt;
  }

  /** Whether an id, or what begins with one, is of these tickets. */
  static boolean isMarker(String id) {
    return id.startsWith(PREFIX);
  }

  /**
   * Writes their first events, up to the dispatch.
   *
   * @return how many
   */
  long dispatch(EventProducer producer) {
    for (MadeTicket ticket : tickets) {
      for (int step = 0; step < MadeTicket.DISPATCHED; step++) {
        producer.send(ticket.id(), text.of(ticket, step, dispatchedAt));
      }
    }
    producer.flush();
    return (long) tickets.size() * MadeTicket.DISPATCHED;
  }

  /** Cancels the ticket of that number, from 0; each once, in their order. */
  void cancel(int number, EventProducer producer) {
    MadeTicket ticket = tickets.get(number);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    producer.send(ticket.id(), text.cancelled(ticket, now));
  }
}
