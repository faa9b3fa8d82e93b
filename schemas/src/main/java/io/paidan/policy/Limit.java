package io.paidan.policy;

/**
 * A time limit: counted time ({@code PT…}) or a number of working days (contract, section 2).
 *
 * @param text as the policy writes it, for example {@code PT30M} or {@code 5 working days}
 * @param countedMs counted milliseconds, over 0; 0 when the limit is in working days
 * @param workingDays working days, over 0; 0 when the limit is counted time
 */
public record Limit(String text, long countedMs, int workingDays) {}
