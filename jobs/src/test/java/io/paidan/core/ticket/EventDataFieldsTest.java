package io.paidan.core.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.EventType;
import io.paidan.event.EventWriter;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An event's data in its document is, byte for byte, what {@link EventWriter} writes. */
class EventDataFieldsTest {
  private static final long SEED = 20_260_302;
  private static final int EVENTS_OF_A_TYPE = 2_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final JsonBuffer json = JsonBuffer.likeJackson();

  @Test
  void everyTypeIsWrittenAsTheEventWriterDoes() throws IOException {
    for (EventType type : EventType.values()) {
      for (int i = 0; i < EVENTS_OF_A_TYPE; i++) {
        EventData data = data(type);
        json.begin();
        EventDataFields.write(json, data);
        assertThat(new String(json.end(), StandardCharsets.UTF_8))
            .as("seed %d, %s %d", SEED, type, i)
            .isEqualTo(expected(data));
      }
    }
  }

  private static String expected(EventData data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      EventWriter.writeData(generator, data);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private EventData data(EventType type) {
    return switch (type) {
      case REPORTED ->
          new EventData.Reported(
              text(),
              one(Channel.values()),
              maybe(this::text),
              maybe(() -> one(Category.values())),
              maybe(this::text),
              maybe(() -> new EventData.Location(number(90), number(180))),
              maybe(() -> new EventData.Reporter(maybe(this::text), maybe(this::text))));
      case ASSESSED ->
          new EventData.Assessed(
              one(TicketClass.values()), one(Category.values()), one(Decision.values()));
      case RECLASSIFIED ->
          new EventData.Reclassified(
              maybe(() -> one(TicketClass.values())),
              maybe(() -> one(Category.values())),
              maybe(this::text));
      case DISPATCHED ->
          new EventData.Dispatched(
              text(), list(() -> new Assignee(text(), one(Role.values()), maybe(() -> instant()))));
      case ACCEPTED -> new EventData.Accepted(text());
      case ARRIVED -> new EventData.Arrived(text());
      case SUSPENDED -> new EventData.Suspended(maybe(this::text), text());
      case RESUMED -> new EventData.Resumed(maybe(this::text), maybe(this::text));
      case EXTENDED -> new EventData.Extended(text(), instant(), text(), maybe(this::text));
      case URGED -> new EventData.Urged(text(), 1 + random.nextInt(3), maybe(this::text));
      case REFUSED -> new EventData.Refused(text(), text());
      case RECALLED -> new EventData.Recalled(text(), maybe(this::text));
      case RESOLVED -> new EventData.Resolved(text(), one(Outcome.values()), maybe(this::text));
      case FEEDBACK ->
          new EventData.Feedback(
              1 + random.nextInt(5),
              random.nextBoolean(),
              list(() -> new DepartmentScore(text(), number(100))));
      case REOPENED -> new EventData.Reopened(text(), maybe(() -> list(this::text)));
      case CLOSED -> new EventData.Closed();
      case CANCELLED -> new EventData.Cancelled(text());
    };
  }

  /** Whole numbers, numbers of some decimals, and of as many as a double has. */
  private double number(double most) {
    double any = random.nextDouble(-most, most);
    return switch (random.nextInt(4)) {
      case 0 -> Math.rint(any);
      case 1 -> Math.rint(any * 1e4) / 1e4;
      case 2 -> Math.rint(any * 1e2) / 1e6;
      default -> any;
    };
  }

  /** Text of all that JSON escapes, ASCII, Chinese, and characters of four bytes. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(12); n >= 0; n--) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 ->
            text.append(
                "\"\\/\u007F\u0080\u00E9\u07FF\u0800\u2028\uFFFD".charAt(random.nextInt(10)));
        case 2 -> text.append((char) (0x4E00 + random.nextInt(0x5000)));
        case 3 -> text.appendCodePoint(0x1F000 + random.nextInt(0x1000));
        default -> text.append((char) (0x20 + random.nextInt(0x5F)));
      }
    }
    return text.toString();
  }

  private long instant() {
    return History.T0 + random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> list(Supplier<T> value) {
    List<T> list = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      list.add(value.get());
    }
    return list;
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
