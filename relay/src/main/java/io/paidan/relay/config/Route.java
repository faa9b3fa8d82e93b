package io.paidan.relay.config;

import io.paidan.policy.ClockType;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.alert.Place;
import java.util.Set;

/**
 * Which alerts go to whom. A constraint that is empty lets all pass; those that are not must all
 * hold.
 *
 * @param ticketClasses names; {@code UNKNOWN} for tickets that nobody has assessed
 * @param levels {@code WARNING}, {@code BREACH}, {@code ESCALATION} (of any number), {@code
 *     ESCALATION-n}
 */
public record Route(
    Set<String> receivers,
    Set<String> ticketClasses,
    Set<ClockType> clocks,
    Set<String> levels,
    Set<String> districts,
    Set<String> departments) {
  /** What stands for tickets without a class. */
  public static final String UNKNOWN = "UNKNOWN";

  /** Whether the alert goes this way. */
  public boolean takes(Alert alert) {
    String ticketClass = alert.ticketClass() == null ? UNKNOWN : alert.ticketClass().name();
    return (ticketClasses.isEmpty() || ticketClasses.contains(ticketClass))
        && (clocks.isEmpty() || clocks.contains(alert.clock()))
        && (levels.isEmpty()
            || levels.contains(alert.level().name())
            || levels.contains(alert.level().kind().name()))
        && takes(districts, alert.district())
        && takes(departments, alert.department());
  }

  private static boolean takes(Set<String> ids, Place place) {
    return ids.isEmpty() || (place != null && ids.contains(place.id()));
  }
}
