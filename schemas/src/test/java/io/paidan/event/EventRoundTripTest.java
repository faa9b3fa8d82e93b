package io.paidan.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the writer writes and the packer packs comes back as the same event. */
class EventRoundTripTest {
  private static final int EVENTS = 20_000;

  private final EventDecoder decoder = new EventDecoder();

  @Test
  void writtenEventsAreDecodedAsTheSameEvents() {
    EventGenerator generator = new EventGenerator(1);
    for (int i = 0; i < EVENTS; i++) {
      TicketEvent event = generator.event();
      byte[] written = EventWriter.write(event);
      Decoded decoded =
          decoder.decode(written, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP);
      assertThat(decoded)
          .as(new String(written, java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(event);
    }
  }

  @Test
  void packedEventsAreUnpackedAsTheSameEvents() {
    EventGenerator generator = new EventGenerator(2);
    for (int i = 0; i < EVENTS; i++) {
      TicketEvent event = generator.event();
      byte[] packed = EventPacker.pack(event);
      TicketEvent unpacked = EventPacker.unpack(packed);
      assertThat(unpacked).isEqualTo(event);
      assertThat(EventPacker.pack(unpacked)).isEqualTo(packed);
      assertThat(EventPacker.time(packed)).isEqualTo(event.time());
    }
  }

  @Test
  void historiesAreInOrderOfTimeAndOfOneTicket() {
    EventGenerator generator = new EventGenerator(3);
    for (int i = 0; i < 500; i++) {
      List<TicketEvent> history = generator.history("T-" + i, 1_780_000_000_000L);
      assertThat(history).isSorted();
      assertThat(history).allMatch(e -> e.ticketId().startsWith("T-"));
      assertThat(history.get(0).type()).isEqualTo(EventType.REPORTED);
    }
  }
}
