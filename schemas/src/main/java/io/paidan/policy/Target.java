package io.paidan.policy;

import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import java.util.List;

/**
 * One limit of a policy and what it holds for (contract, section 2). A constraint that is null
 * holds for all.
 *
 * @param calendar the calendar's id, never null: {@code always} when the policy names none
 * @param warnAt shares of the limit, ascending, each over 0 and below 1; may be empty
 * @param escalateAt shares of the limit, ascending, each over 1; may be empty
 */
public record Target(
    ClockType clock,
    TicketClass ticketClass,
    Category category,
    String district,
    String department,
    Limit limit,
    String calendar,
    List<Double> warnAt,
    List<Double> escalateAt) {
  public Target {
    warnAt = List.copyOf(warnAt);
    escalateAt = List.copyOf(escalateAt);
  }
}
