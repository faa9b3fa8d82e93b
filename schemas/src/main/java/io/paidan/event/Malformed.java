package io.paidan.event;

/**
 * A record that is no event (contract, section 1): it goes byte for byte to the dead letters.
 *
 * @param reason the stable code
 * @param detail what is wrong, where, and what to do, for the people who run the source; names
 *     fields and rules, never personal data
 */
public record Malformed(Reason reason, String detail) implements Decoded {}
