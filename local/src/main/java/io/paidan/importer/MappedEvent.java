package io.paidan.importer;

/**
 * An event made from a source's record.
 *
 * @param time milliseconds since the epoch, UTC
 * @param json one line in UTF-8, without its end
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy each would cost
public record MappedEvent(long time, byte[] json) {}
