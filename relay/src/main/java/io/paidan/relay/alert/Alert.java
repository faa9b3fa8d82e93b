package io.paidan.relay.alert;

import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;
import java.time.Instant;
import java.util.Comparator;

/**
 * One threshold of one clock that was reached, as {@code paidan.alerts} tells it (contract, section
 * 3, "alerts"), without the ticket's title: what people wrote is not carried to robots.
 *
 * @param id the document's {@code _id}: the same for every state of the alert
 * @param revision greater with every change of the alert
 * @param critical whether its severity is critical: an EMERGENCY
 * @param ticketClass null while nobody has assessed the ticket
 * @param category null while unknown
 * @param department null for clocks of the whole ticket
 * @param district null where the ticket has none
 * @param county null where unknown
 * @param limit as the policy writes it: {@code PT30M}, {@code 5 working days}, {@code due}; or null
 * @param startedAt when the clock began; null where unknown
 * @param dueAt null while the clock is paused
 * @param firedAt when it was found out, wall clock
 * @param endedAt null while it fires
 */
public record Alert(
    String id,
    long revision,
    Status status,
    Level level,
    boolean critical,
    String ticket,
    ClockType clock,
    int cycle,
    TicketClass ticketClass,
    String category,
    Place department,
    Place district,
    Place county,
    String limit,
    Instant startedAt,
    Instant dueAt,
    Instant thresholdAt,
    Instant firedAt,
    Instant endedAt) {
  /** How it stands. */
  public enum Status {
    FIRING,
    RESOLVED,
    WITHDRAWN
  }

  /** The worst first: emergencies, the higher level, what has been due for longest. */
  public static final Comparator<Alert> WORST_FIRST =
      Comparator.comparing(Alert::isEmergency)
          .reversed()
          .thenComparing(Comparator.comparingInt((Alert a) -> a.level().rank()).reversed())
          .thenComparing(Alert::thresholdAt)
          .thenComparing(Alert::id);

  public boolean isFiring() {
    return status == Status.FIRING;
  }

  /** Whether quiet hours and storms may not keep it back. */
  public boolean isEmergency() {
    return critical || ticketClass == TicketClass.EMERGENCY;
  }

  /** Whether the other says the same of it, whatever its revision. */
  public boolean saysTheSameAs(Alert other) {
    return equals(other.withRevision(revision));
  }

  private Alert withRevision(long newRevision) {
    return new Alert(
        id,
        newRevision,
        status,
        level,
        critical,
        ticket,
        clock,
        cycle,
        ticketClass,
        category,
        department,
        district,
        county,
        limit,
        startedAt,
        dueAt,
        thresholdAt,
        firedAt,
        endedAt);
  }
}
