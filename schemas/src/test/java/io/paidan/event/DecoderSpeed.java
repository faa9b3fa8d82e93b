package io.paidan.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What decoding costs, by hand: {@code DecoderSpeed [seconds per line]}. Compares the decoder with
 * a plain streaming decode of the same records into an object, and with a parser that walks over
 * the tokens and makes nothing: what no decoder on that parser could be faster than.
 */
public final class DecoderSpeed {
  private static final int RECORDS = 2_000;
  private static final JsonFactory JSON = new JsonFactory();
  private static final EventDecoder DECODER = new EventDecoder();

  private DecoderSpeed() {}

  private interface Work {
    Object on(byte[] record) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 2;
    measureAll(records(0), seconds);
    measureAll(records(450), seconds);
  }

  private static void measureAll(byte[][] records, double seconds) throws IOException {
    long bytes = 0;
    for (byte[] record : records) {
      bytes += record.length;
    }
    System.out.printf(Locale.ROOT, "%d records of %d bytes%n", RECORDS, bytes / RECORDS);
    byte[][] packed = new byte[RECORDS][];
    for (int i = 0; i < RECORDS; i++) {
      packed[i] = EventPacker.pack((TicketEvent) decode(records[i]));
    }
    double plain = 0;
    for (int round = 0; round < 3; round++) {
      plain = measure("plain streaming decode", records, DecoderSpeed::plain, seconds, 0);
      measure("tokens only", records, DecoderSpeed::tokens, seconds, plain);
      measure("EventDecoder", records, DecoderSpeed::decode, seconds, plain);
      measure("  + pack", records, r -> EventPacker.pack((TicketEvent) decode(r)), seconds, plain);
      measure("unpack", packed, EventPacker::unpack, seconds, plain);
    }
  }

  private static double measure(
      String name, byte[][] records, Work work, double seconds, double plain) throws IOException {
    // The thread's own time: other processes on the machine would spoil the wall clock's.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long end = start + (long) (seconds * 1e9);
    long count = 0;
    int sink = 0;
    while (threads.getCurrentThreadCpuTime() < end) {
      for (byte[] record : records) {
        sink += work.on(record) instanceof Malformed ? -1 : 0;
      }
      count += records.length;
    }
    double nanos = (threads.getCurrentThreadCpuTime() - start) / (double) count;
    System.out.printf(
        Locale.ROOT,
        "%-24s %7.0f ns  %9.0f/s  %.2f x plain%s%n",
        name,
        nanos,
        1e9 / nanos,
        plain == 0 ? 1 : plain / nanos,
        sink < 0 ? ", and some were malformed" : "");
    return nanos;
  }

  /**
   * Histories of tickets, with a field that nobody knows to make records of at least so many bytes.
   */
  private static byte[][] records(int size) {
    EventGenerator generator = new EventGenerator(7);
    List<byte[]> records = new ArrayList<>();
    for (int ticket = 0; records.size() < RECORDS; ticket++) {
      for (TicketEvent event :
          generator.history("T-2026-%06d".formatted(ticket), 1_780_000_000_000L)) {
        String line = EventWriter.line(event);
        int missing = size - line.getBytes(StandardCharsets.UTF_8).length - 10;
        if (missing > 0) {
          line = line.replaceFirst("\\}$", ",\"note\":\"" + "x".repeat(missing) + "\"}");
        }
        if (records.size() < RECORDS) {
          records.add(line.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return records.toArray(byte[][]::new);
  }

  private static Decoded decode(byte[] record) {
    return DECODER.decode(record, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP);
  }

  private static Object tokens(byte[] record) throws IOException {
    Integer count = 0;
    try (JsonParser parser = JSON.createParser(record)) {
      while (parser.nextToken() != null) {
        count++;
      }
    }
    return count;
  }

  private static final class PlainEvent {
    String id;
    String source;
    String type;
    String subject;
    String sequence;
    OffsetDateTime time;
    String district;
    String department;
    String reason;
    String title;
    String other;
    List<String> departments;
    int number;
    boolean flag;
  }

  private static PlainEvent plain(byte[] record) throws IOException {
    PlainEvent event = new PlainEvent();
    try (JsonParser parser = JSON.createParser(record)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "id" -> event.id = parser.getText();
          case "source" -> event.source = parser.getText();
          case "type" -> event.type = parser.getText();
          case "subject" -> event.subject = parser.getText();
          case "sequence" -> event.sequence = parser.getText();
          case "time" -> event.time = OffsetDateTime.parse(parser.getText());
          case "data" -> plainData(parser, event);
          default -> parser.skipChildren();
        }
      }
    }
    return event;
  }

  private static void plainData(JsonParser parser, PlainEvent event) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (field) {
        case "district" -> event.district = parser.getText();
        case "department" -> event.department = parser.getText();
        case "reason" -> event.reason = parser.getText();
        case "title" -> event.title = parser.getText();
        case "satisfaction", "level" -> event.number = parser.getIntValue();
        case "solved" -> event.flag = parser.getBooleanValue();
        case "assignments" -> {
          event.departments = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
              event.departments.add(parser.getText());
            }
          }
        }
        default -> {
          if (token.isStructStart()) {
            parser.skipChildren();
          } else {
            event.other = parser.getText();
          }
        }
      }
    }
  }
}
