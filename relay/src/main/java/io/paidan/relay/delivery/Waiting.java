package io.paidan.relay.delivery;

import io.paidan.relay.channel.Notice;

/**
 * A notice that has not been delivered.
 *
 * @param partition of {@code paidan.alerts}
 * @param first the offset that may not be passed before it is delivered; {@link #NONE} where the
 *     relay's own state keeps it
 * @param last offset of the state that it tells of
 * @param since when the first record of it was read, ms
 * @param notBefore when it may be delivered, ms; 0: at once
 */
record Waiting(Notice notice, int partition, long first, long last, long since, long notBefore) {
  static final long NONE = Long.MAX_VALUE;
}
