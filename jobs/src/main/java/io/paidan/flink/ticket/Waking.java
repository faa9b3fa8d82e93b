package io.paidan.flink.ticket;

import java.nio.ByteBuffer;

/**
 * A ticket's place in time: a small value of its own, so that a change of policy passes over a
 * million of them without unpacking a ticket.
 *
 * @param timer the event time of the ticket's single timer; {@link Long#MAX_VALUE}: none
 * @param emergency whether the ticket goes first when many are judged anew
 */
record Waking(long timer, boolean emergency) {
  static final Waking NEVER = new Waking(Long.MAX_VALUE, false);

  byte[] pack() {
    return ByteBuffer.allocate(Long.BYTES + 1)
        .putLong(timer)
        .put((byte) (emergency ? 1 : 0))
        .array();
  }

  static Waking unpack(byte[] bytes) {
    if (bytes == null) {
      return NEVER;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Waking(buffer.getLong(), buffer.get() != 0);
  }
}
