package io.paidan.core.ticket;

/**
 * One time that the ticket became RESOLVED.
 *
 * @param at when
 * @param district the ticket's district then, null when none was known
 */
public record Resolution(long at, String district) {}
