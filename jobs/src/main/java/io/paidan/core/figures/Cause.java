package io.paidan.core.figures;

import io.paidan.core.ticket.ClockFacts;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import io.paidan.event.TicketEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Why a ticket changed the figures, for those who ask what made a published figure another one.
 *
 * @param ticketId whose change it was
 * @param eventSource null unless an event made it, as the two after it
 * @param eventType as on the wire
 * @param time of the event, or the instant as of which the ticket was judged: milliseconds since
 *     the epoch
 * @param policyId null unless policies made it, and then where no clock says which
 * @param policyVersion 0 without {@code policyId}
 */
public record Cause(
    Kind kind,
    String ticketId,
    String eventSource,
    String eventId,
    String eventType,
    long time,
    String policyId,
    int policyVersion) {
  /** How many are listed of one change of figures; there may be more. */
  public static final int MOST = 200;

  /** What made the change. Ordinals are stored: never reorder. */
  public enum Kind {
    /** An event that was read. */
    EVENT,
    /** Time alone: a limit was passed. */
    TIME,
    /** Other policies, by which the ticket was judged anew. */
    POLICY
  }

  private static final Kind[] KINDS = Kind.values();

  /** An event of the ticket. */
  public static Cause event(TicketEvent event) {
    return new Cause(
        Kind.EVENT,
        event.ticketId(),
        event.source(),
        event.id(),
        event.type().wireName(),
        event.time(),
        null,
        0);
  }

  /** Time that passed. */
  public static Cause time(String ticketId, long judgedAt) {
    return new Cause(Kind.TIME, ticketId, null, null, null, judgedAt, null, 0);
  }

  /**
   * Policies that changed: the versions of those clocks that are not as they were.
   *
   * @param before null: there was nothing
   */
  public static List<Cause> policies(
      String ticketId, TicketFacts before, TicketFacts after, long judgedAt) {
    Set<Cause> causes = new LinkedHashSet<>();
    for (ClockFacts clock : after.clocks()) {
      if (clock.policyId() != null && (before == null || !before.clocks().contains(clock))) {
        causes.add(
            new Cause(
                Kind.POLICY,
                ticketId,
                null,
                null,
                null,
                judgedAt,
                clock.policyId(),
                clock.policyVersion()));
      }
    }
    if (causes.isEmpty()) {
      causes.add(new Cause(Kind.POLICY, ticketId, null, null, null, judgedAt, null, 0));
    }
    return new ArrayList<>(causes);
  }

  /** Writes the cause. */
  @SuppressWarnings("EnumOrdinal") // what the comment of Kind says
  public void pack(PackedWriter out) {
    out.octet(kind.ordinal());
    out.string(ticketId);
    out.signed(time);
    switch (kind) {
      case EVENT -> {
        out.string(eventSource);
        out.string(eventId);
        out.string(eventType);
      }
      case POLICY -> {
        out.string(Objects.requireNonNullElse(policyId, ""));
        out.varint(policyVersion);
      }
      case TIME -> {}
    }
  }

  /** Reads what {@link #pack} wrote. */
  public static Cause unpack(PackedReader in) {
    Kind kind = in.constant(KINDS);
    String ticketId = in.string();
    long time = in.signed();
    return switch (kind) {
      case EVENT -> new Cause(kind, ticketId, in.string(), in.string(), in.string(), time, null, 0);
      case POLICY -> {
        String policyId = in.string();
        yield new Cause(
            kind,
            ticketId,
            null,
            null,
            null,
            time,
            policyId.isEmpty() ? null : policyId,
            (int) in.varint());
      }
      case TIME -> time(ticketId, time);
    };
  }
}
