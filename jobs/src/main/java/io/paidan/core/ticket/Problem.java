package io.paidan.core.ticket;

/**
 * Something that keeps a ticket from being judged as the policy means it, for the people who keep
 * the policy and the reference data.
 *
 * @param clockId the {@code _id} of the clock that has no due instant for it
 * @param detail what is wrong, one line
 */
public record Problem(String clockId, String detail) {}
