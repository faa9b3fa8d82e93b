package io.paidan.simulator;

/**
 * One record as it reaches Kafka.
 *
 * @param at when it gets there, milliseconds since the epoch, UTC; never before the time of its
 *     event
 * @param key the ticket id; null for a malformed record that names no ticket
 * @param value the record's bytes: one line, without a line feed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy each would cost
public record Delivery(long at, String key, byte[] value) {}
