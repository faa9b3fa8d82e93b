package io.paidan.e2e;

import io.paidan.event.Decoded;
import io.paidan.event.EventDecoder;
import io.paidan.event.EventWriter;
import io.paidan.event.Malformed;
import io.paidan.event.TicketEvent;
import io.paidan.reference.DefaultReference;
import io.paidan.simulator.Delivery;
import io.paidan.simulator.Simulator;
import io.paidan.simulator.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Lines of events, and what may be done with them that must change nothing. */
final class History {
  private final List<byte[]> lines;

  History(List<byte[]> lines) {
    this.lines = List.copyOf(lines);
  }

  /** The lines of a file, byte for byte. */
  static History read(Path file) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte b : Files.readAllBytes(file)) {
      if (b == '\n') {
        lines.add(line.toByteArray());
        line.reset();
      } else {
        line.write(b);
      }
    }
    if (line.size() > 0) {
      lines.add(line.toByteArray());
    }
    return new History(lines);
  }

  /** What a simulated prefecture sends, malformed and repeated records too. */
  static List<Delivery> simulated(long seed, Instant from, double rate, int records) {
    Simulator simulator =
        new Simulator(DefaultReference.load(), SimulatorSettings.history(seed, from, rate));
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      deliveries.add(simulator.next());
    }
    return deliveries;
  }

  static History of(List<Delivery> deliveries) {
    return new History(deliveries.stream().map(Delivery::value).toList());
  }

  /** Events as a source would write them. */
  static History ofEvents(List<TicketEvent> events) {
    return new History(events.stream().map(EventWriter::write).toList());
  }

  int size() {
    return lines.size();
  }

  List<byte[]> lines() {
    return lines;
  }

  History part(int from, int to) {
    return new History(lines.subList(from, to));
  }

  History and(List<byte[]> more) {
    List<byte[]> all = new ArrayList<>(lines);
    all.addAll(more);
    return new History(all);
  }

  /**
   * With more that must not count: after some of the lines the half of it, its like of an unknown
   * type, and one that contradicts it.
   */
  History withTrouble(long seed) {
    Random random = new Random(seed);
    List<byte[]> all = new ArrayList<>();
    for (byte[] line : lines) {
      all.add(line);
      if (decode(line) instanceof TicketEvent && random.nextInt(50) == 0) {
        String text = new String(line, StandardCharsets.UTF_8);
        all.add(Arrays.copyOf(line, line.length / 2));
        all.add(utf8(text.replace("paidan.ticket.", "paidan.Ticket.")));
        all.add(utf8(text.substring(0, text.length() - 1) + ",\"sequence\":\"another\"}"));
      }
    }
    return new History(all);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without the events after an instant; what is no event stays. */
  History until(long asOf) {
    return new History(
        lines.stream()
            .filter(line -> !(decode(line) instanceof TicketEvent e) || e.time() <= asOf)
            .toList());
  }

  /**
   * The same in another order, one good event in three twice: of those with one source and id the
   * first stays the first, for the first to arrive holds. What is no event comes once, as it would
   * be another dead letter each time.
   */
  History shuffled(long seed) {
    Random random = new Random(seed);
    List<byte[]> shuffled = new ArrayList<>(lines);
    for (byte[] line : lines) {
      if (random.nextInt(3) == 0 && decode(line) instanceof TicketEvent) {
        shuffled.add(line);
      }
    }
    Collections.shuffle(shuffled, random);
    return new History(firstStaysFirst(shuffled));
  }

  /** Puts the lines of one event, which may contradict each other, back into their order. */
  private List<byte[]> firstStaysFirst(List<byte[]> shuffled) {
    Map<String, List<byte[]>> original = new HashMap<>();
    for (byte[] line : lines) {
      String identity = identity(line);
      if (identity != null) {
        original.computeIfAbsent(identity, i -> new ArrayList<>()).add(line);
      }
    }
    List<byte[]> ordered = new ArrayList<>();
    Map<String, Integer> used = new HashMap<>();
    for (byte[] line : shuffled) {
      String identity = identity(line);
      if (identity == null) {
        ordered.add(line);
        continue;
      }
      List<byte[]> its = original.get(identity);
      int next = used.merge(identity, 1, Integer::sum) - 1;
      // Over the number of lines that there were: one more of the first, which holds.
      ordered.add(its.get(next < its.size() ? next : 0));
    }
    return ordered;
  }

  private static String identity(byte[] line) {
    return decode(line) instanceof TicketEvent e
        ? e.ticketId() + '\u001F' + e.source() + '\u001F' + e.id()
        : null;
  }

  private static Decoded decode(byte[] line) {
    return new EventDecoder().decode(line, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP);
  }

  /** How many lines are no events. */
  long malformed() {
    return lines.stream().filter(line -> decode(line) instanceof Malformed).count();
  }

  Path write(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (byte[] line : lines) {
        out.write(line);
        out.write('\n');
      }
    }
    return file;
  }

  /** A line for each partition that is no event, see {@link Pipeline#mark}. */
  static List<byte[]> marks(String name) {
    List<byte[]> marks = new ArrayList<>();
    for (int partition = 0; partition < Pipeline.PARTITIONS; partition++) {
      marks.add(("end of partition " + partition + ", " + name).getBytes(StandardCharsets.UTF_8));
    }
    return marks;
  }
}
