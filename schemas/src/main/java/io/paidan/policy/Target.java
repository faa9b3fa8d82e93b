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

  /** How many constraints it has, all of which match, or -1 when one does not. */
  int matching(
      TicketClass ofTicketClass, Category ofCategory, String ofDistrict, String ofDepartment) {
    int matching = 0;
    if (ticketClass != null) {
      if (ticketClass != ofTicketClass) {
        return -1;
      }
      matching++;
    }
    if (category != null) {
      if (category != ofCategory) {
        return -1;
      }
      matching++;
    }
    if (district != null) {
      if (!district.equals(ofDistrict)) {
        return -1;
      }
      matching++;
    }
    if (department != null) {
      if (!department.equals(ofDepartment)) {
        return -1;
      }
      matching++;
    }
    return matching;
  }
}
