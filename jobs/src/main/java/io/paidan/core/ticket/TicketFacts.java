package io.paidan.core.ticket;

import java.util.List;

/**
 * All that is known of one ticket as of the instant that it was judged at ({@link
 * Ticket#judgedAt()}, which is not a part: facts that time has not changed are equal). Immutable.
 *
 * @param clocks those that have, or had, a limit, in the order in which they began
 * @param assignments in the order in which they were opened
 * @param alerts those that the rules give as of that instant
 */
public record TicketFacts(
    TicketFields ticket,
    List<AssignmentFacts> assignments,
    List<ClockFacts> clocks,
    List<AlertFacts> alerts,
    List<Problem> problems) {}
