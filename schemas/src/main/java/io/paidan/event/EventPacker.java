package io.paidan.event;

/** Packs events into few bytes; skeleton, see the owner's brief. */
public final class EventPacker {
  private EventPacker() {}

  public static byte[] pack(TicketEvent event) {
    throw new UnsupportedOperationException();
  }

  public static TicketEvent unpack(byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}
