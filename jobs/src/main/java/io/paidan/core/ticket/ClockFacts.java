package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;

/**
 * One clock as of the instant that the ticket was judged at (contract, section 3, "clocks").
 * Instants are milliseconds since the epoch, UTC, {@link Instants#NONE} where the document says
 * null.
 *
 * @param id the document's {@code _id}: ticket/department or {@code -}/cycle/clock
 * @param department null for a clock on the ticket
 * @param dueAt {@link Instants#NONE} while paused, and where the calendar does not reach
 * @param countedMs {@link Instants#NONE} while not stopped
 * @param policyId null, and {@code policyVersion} 0, when the dispatcher set the due instant
 * @param overdueMs {@link Instants#NONE} unless MISSED
 */
public record ClockFacts(
    String id,
    String ticketId,
    String department,
    String district,
    ClockType clock,
    int cycle,
    TicketClass ticketClass,
    Category category,
    ClockStatus status,
    long startedAt,
    long dueAt,
    long stoppedAt,
    long breachedAt,
    long originalDueAt,
    long countedFrom,
    long pausedMs,
    long countedMs,
    String limit,
    String calendar,
    String policyId,
    int policyVersion,
    long overdueMs) {}
