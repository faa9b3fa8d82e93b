package io.paidan.core.ticket;

import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges tickets by one set of policy versions: folds their events into state, assignments and
 * clocks (contract, sections 1 and 2). Immutable and thread-safe; the tickets are neither.
 *
 * <p>A ticket is a function of the set of its events, of the set of policy versions and of the
 * instant asked about: whichever of the three methods brought it there, in whichever steps, it is
 * the same.
 */
public final class TicketJudge {
  /** Up to here comparing all with all is quicker than a set. */
  private static final int FEW_EVENTS = 32;

  private final CompiledPolicies policies;
  private final ClockRules clocks;
  private final EventRules events;
  private final long stamp;

  private TicketJudge(PolicyHistory history, ZoneId zone) {
    policies = new CompiledPolicies(history);
    clocks = new ClockRules(policies);
    events = new EventRules(clocks);
    stamp = history.stamp() * 31 + zone.getId().hashCode();
  }

  /**
   * A judge for a set of policy versions.
   *
   * @param zone of local dates, from the reference data
   * @throws IllegalArgumentException when a target names a calendar that its version does not have
   */
  public static TicketJudge of(PolicyHistory policies, ZoneId zone) {
    return new TicketJudge(policies, zone);
  }

  /** Tells sets of policies (and zones) apart, the same in every run for the same set. */
  public long policyStamp() {
    return stamp;
  }

  /**
   * Folds a whole set of events.
   *
   * @param events in any order, with any repeats; of those with one source and id the first given
   *     counts (callers have taken out those with a different content)
   * @param asOf milliseconds since the epoch; the ticket is judged at this instant or, when that is
   *     later, at its last event's
   */
  public Ticket fold(String ticketId, Iterable<TicketEvent> events, long asOf) {
    Ticket ticket = new Ticket(ticketId, stamp);
    TicketEvent[] sorted = sortedDistinct(events);
    for (TicketEvent event : sorted) {
      step(ticket, event);
    }
    finish(ticket, asOf);
    return ticket;
  }

  /**
   * Applies one new event to a folded ticket, when that gives what folding again would give.
   *
   * @param ticket folded by a judge of this {@link #policyStamp()}; changed only on true
   * @param asOf as in {@link #fold}; time does not go back: the ticket is judged at the latest of
   *     this, the event's time and the instant that it was judged at before
   * @return false when the event is not after the last one in the order, or an OPEN policy has
   *     re-targeted the ticket at a later instant, or the ticket was judged by other policies: fold
   *     again
   */
  public boolean apply(Ticket ticket, TicketEvent event, long asOf) {
    if (ticket.policyStamp != stamp
        || !ticket.isAfterLast(event)
        || event.time() < ticket.openPassedAt) {
      return false;
    }
    step(ticket, event);
    finish(ticket, Math.max(asOf, ticket.judgedAt));
    return true;
  }

  /**
   * Lets time pass without an event: dues and thresholds are reached, OPEN policies take effect.
   * Nothing happens when {@code asOf} is not after {@link Ticket#judgedAt()}.
   *
   * @throws IllegalArgumentException when the ticket was judged by other policies
   */
  public void advance(Ticket ticket, long asOf) {
    if (ticket.policyStamp != stamp) {
      throw new IllegalArgumentException(
          "ticket " + ticket.id + " was judged by other policies: fold it again");
    }
    if (asOf > ticket.judgedAt) {
      finish(ticket, asOf);
    }
  }

  private static TicketEvent[] sortedDistinct(Iterable<TicketEvent> events) {
    TicketEvent[] all = new TicketEvent[16];
    int count = 0;
    Set<Identity> seen = null;
    for (TicketEvent event : events) {
      if (seen == null && count == FEW_EVENTS) {
        seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
          seen.add(new Identity(all[i].source(), all[i].id()));
        }
      }
      boolean repeat =
          seen == null
              ? contains(all, count, event)
              : !seen.add(new Identity(event.source(), event.id()));
      if (repeat) {
        continue;
      }
      if (count == all.length) {
        all = Arrays.copyOf(all, count * 2);
      }
      all[count++] = event;
    }
    Arrays.sort(all, 0, count);
    return Arrays.copyOf(all, count);
  }

  private record Identity(String source, String id) {}

  private static boolean contains(TicketEvent[] events, int count, TicketEvent event) {
    for (int i = 0; i < count; i++) {
      if (events[i].sameIdentity(event)) {
        return true;
      }
    }
    return false;
  }

  private void step(Ticket ticket, TicketEvent event) {
    passOpenVersions(ticket, event.time());
    ticket.countEvent(event);
    events.apply(ticket, event);
  }

  /** OPEN versions act at their instant, before the events of that instant. */
  private void passOpenVersions(Ticket ticket, long upTo) {
    while (ticket.openPassed < policies.openCount() && policies.openAt(ticket.openPassed) <= upTo) {
      int version = policies.openVersion(ticket.openPassed);
      ticket.openPassedAt = policies.openAt(ticket.openPassed);
      clocks.retargetAll(ticket, version, ticket.openPassedAt);
      ticket.openPassed++;
    }
  }

  private void finish(Ticket ticket, long asOf) {
    ticket.judgedAt = Math.max(asOf, ticket.lastTime);
    passOpenVersions(ticket, ticket.judgedAt);
    long next = Long.MAX_VALUE;
    boolean open = false;
    for (int i = 0; i < ticket.clocks.size(); i++) {
      Clock clock = ticket.clocks.get(i);
      if (clock.stale) {
        clocks.settle(clock);
      }
      if (!clock.closed) {
        open = true;
        if (clock.isCounting()) {
          next = earlier(next, clock.due, ticket.judgedAt);
          for (long warning : clock.warnings) {
            next = earlier(next, warning, ticket.judgedAt);
          }
          for (long escalation : clock.escalations) {
            next = earlier(next, escalation, ticket.judgedAt);
          }
        }
      }
    }
    if (open && ticket.openPassed < policies.openCount()) {
      next = Math.min(next, policies.openAt(ticket.openPassed));
    }
    ticket.nextInstant = next;
    ticket.changed();
  }

  private static long earlier(long next, long instant, long after) {
    // Instants.NONE lies before all instants.
    return instant > after && instant < next ? instant : next;
  }
}
