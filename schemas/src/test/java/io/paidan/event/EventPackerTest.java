package io.paidan.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventPackerTest {
  /** Lines of packed bytes in hexadecimal, a space, and the event as JSON. Never to be changed. */
  private static final String VERSION_1 = "packed-1.txt";

  private static final long HASH_OF_EXAMPLE = 0x5F691525591E25C9L;
  private static final long HASH_OF_NOTHING = 0xB992B056E7D8A844L;
  private static final long HASH_OF_CHINESE = 0xBCA51381CA6E0178L;

  @Test
  void whatVersion1WroteIsReadForEver() throws IOException {
    EventDecoder decoder = new EventDecoder();
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (String line : lines()) {
      int space = line.indexOf(' ');
      byte[] packed = HexFormat.of().parseHex(line.substring(0, space));
      byte[] json = line.substring(space + 1).getBytes(StandardCharsets.UTF_8);
      Decoded event = decoder.decode(json, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP);
      assertThat(EventPacker.unpack(packed)).isEqualTo(event);
      types.add(((TicketEvent) event).type());
    }
    assertThat(types).hasSameSizeAs(EventType.values());
  }

  @Test
  void thePresentFormatIsVersion1() throws IOException {
    for (String line : lines()) {
      byte[] packed = HexFormat.of().parseHex(line.substring(0, line.indexOf(' ')));
      assertThat(EventPacker.pack(EventPacker.unpack(packed))).isEqualTo(packed);
    }
  }

  @Test
  void differentEventsGiveDifferentBytes() {
    EventGenerator generator = new EventGenerator(21);
    TicketEvent first = generator.event(EventType.CLOSED);
    Set<EventData> contents = new HashSet<>();
    Set<String> packed = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      TicketEvent any = generator.event();
      contents.add(any.data());
      TicketEvent event =
          new TicketEvent(
              first.source(), first.id(), any.type(), first.ticketId(), 0, "", any.data());
      packed.add(HexFormat.of().formatHex(EventPacker.pack(event)));
    }
    assertThat(packed).hasSameSizeAs(contents);
  }

  @Test
  void anyTimeComesBack() {
    SplittableRandom random = new SplittableRandom(22);
    for (int i = 0; i < 10_000; i++) {
      long time = i == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
      TicketEvent event =
          new TicketEvent("s", "i", EventType.CLOSED, "t", time, "", new EventData.Closed());
      byte[] packed = EventPacker.pack(event);
      assertThat(EventPacker.time(packed)).isEqualTo(time);
      assertThat(EventPacker.unpack(packed)).isEqualTo(event);
    }
  }

  @Test
  void otherFormatsAreNamed() {
    byte[] packed = EventPacker.pack(new EventGenerator(23).event());
    packed[0] = 2;
    String message =
        "a packed event has format 2; this build reads format 1: run the build that wrote it, or a"
            + " later one";
    assertThatThrownBy(() -> EventPacker.unpack(packed)).hasMessage(message);
    assertThatThrownBy(() -> EventPacker.time(packed)).hasMessage(message);
  }

  @Test
  void brokenBytesGiveAnEventOrOneKindOfException() {
    SplittableRandom random = new SplittableRandom(24);
    EventGenerator generator = new EventGenerator(24);
    for (int i = 0; i < 50_000; i++) {
      byte[] packed = EventPacker.pack(generator.event());
      byte[] cut = Arrays.copyOf(packed, random.nextInt(packed.length));
      assertThatThrownBy(() -> EventPacker.unpack(cut))
          .isInstanceOf(IllegalArgumentException.class);
      byte[] longer = Arrays.copyOf(packed, packed.length + 1);
      assertThatThrownBy(() -> EventPacker.unpack(longer))
          .isInstanceOf(IllegalArgumentException.class);
      packed[random.nextInt(packed.length)] = (byte) random.nextInt(256);
      try {
        assertThat(EventPacker.unpack(packed)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("packed");
      }
    }
  }

  @Test
  void packedEventsAreSmall() {
    EventGenerator generator = new EventGenerator(25);
    long packed = 0;
    long json = 0;
    for (int i = 0; i < 200; i++) {
      for (TicketEvent event : generator.history("T-2026-%06d".formatted(i), 1_780_000_000_000L)) {
        packed += EventPacker.pack(event).length;
        json += EventWriter.write(event).length;
      }
    }
    assertThat(packed).isLessThan(json / 3);
  }

  @Test
  void theIdentityHashNeverChanges() {
    assertThat(EventPacker.identityHash("/changji/fukang/fuxin", "e-000123"))
        .isEqualTo(HASH_OF_EXAMPLE);
    assertThat(EventPacker.identityHash("", "")).isEqualTo(HASH_OF_NOTHING);
    assertThat(EventPacker.identityHash("urn:昌吉", "𠮷")).isEqualTo(HASH_OF_CHINESE);
  }

  @Test
  void theIdentityHashSpreadsAndTellsSourceFromId() {
    Set<Long> hashes = new HashSet<>();
    Set<Integer> upper = new HashSet<>();
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      long hash = EventPacker.identityHash("/changji/" + i % 14, "e-" + i);
      hashes.add(hash);
      upper.add((int) (hash >>> 32));
    }
    assertThat(hashes).hasSize(count);
    // By chance about five pairs share their upper halves.
    assertThat(upper).hasSizeGreaterThan(count - 30);
    assertThat(EventPacker.identityHash("ab", "c"))
        .isNotEqualTo(EventPacker.identityHash("a", "bc"));
    assertThat(EventPacker.identityHash("a", "")).isNotEqualTo(EventPacker.identityHash("", "a"));
    assertThat(EventPacker.identityHash("a\0", "")).isNotEqualTo(EventPacker.identityHash("a", ""));
    int[] flips = new int[64];
    for (int i = 0; i < 4_000; i++) {
      long difference =
          EventPacker.identityHash("s", "e-" + i) ^ EventPacker.identityHash("s", "e-" + (i ^ 1));
      for (int bit = 0; bit < 64; bit++) {
        flips[bit] += (int) (difference >>> bit & 1);
      }
    }
    assertThat(flips).matches(all -> Arrays.stream(all).allMatch(n -> n > 1_800 && n < 2_200));
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = EventPackerTest.class.getResourceAsStream(VERSION_1)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = new ArrayList<>(text.lines().toList());
      lines.removeIf(line -> line.startsWith("#"));
      return lines;
    }
  }
}
