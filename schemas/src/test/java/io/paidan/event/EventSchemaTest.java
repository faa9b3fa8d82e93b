package io.paidan.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The schema and the decoder call the same records events. */
class EventSchemaTest {
  private static final int RECORDS = 20_000;

  private final EventSchema schema = new EventSchema();
  private final EventDecoder decoder = new EventDecoder();

  @Test
  void schemaAndDecoderAgreeOnGoodAndBrokenEvents() throws IOException {
    EventGenerator generator = new EventGenerator(20_261_120);
    EventMutations mutations = new EventMutations(17);
    Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    Map<EventType, Integer> good = new EnumMap<>(EventType.class);
    for (int i = 0; i < RECORDS; i++) {
      ObjectNode event =
          (ObjectNode) EventSchema.MAPPER.readTree(EventWriter.write(generator.event()));
      mutations.mutate(event);
      String text = JsonText.of(event, i);
      Decoded decoded = decode(text);
      JsonNode tree = EventSchema.MAPPER.readTree(text);
      Set<ValidationMessage> problems = schema.validate(tree);
      assertThat(problems.isEmpty())
          .as(
              "record %d: %s%nschema: %s%ndecoder: %s",
              i, visible(text), problems, visible(decoded.toString()))
          .isEqualTo(decoded instanceof TicketEvent);
      if (decoded instanceof Malformed malformed) {
        reasons.merge(malformed.reason(), 1, Integer::sum);
      } else if (decoded instanceof TicketEvent ticketEvent) {
        good.merge(ticketEvent.type(), 1, Integer::sum);
      }
    }
    // Both kinds, of every type and for every reason that a schema can see.
    assertThat(good).hasSize(EventType.values().length);
    assertThat(good.values()).allMatch(count -> count > 200);
    assertThat(reasons)
        .containsOnlyKeys(
            Reason.NOT_CLOUDEVENTS,
            Reason.UNKNOWN_TYPE,
            Reason.MISSING_FIELD,
            Reason.BAD_VALUE,
            Reason.BAD_ID,
            Reason.BAD_TIME);
    assertThat(reasons.values()).allMatch(count -> count > 200);
  }

  @Test
  void orderSpaceEscapesAndEarlierDuplicatesChangeNothing() throws IOException {
    EventGenerator generator = new EventGenerator(5);
    for (int i = 0; i < 10_000; i++) {
      TicketEvent event = generator.event();
      String text = JsonText.of(EventSchema.MAPPER.readTree(EventWriter.write(event)), i);
      assertThat(decode(text)).as(visible(text)).isEqualTo(event);
    }
  }

  private Decoded decode(String text) {
    return decoder.decode(
        text.getBytes(StandardCharsets.UTF_8),
        EventDecoder.Headers.NONE,
        EventDecoder.NO_TIMESTAMP);
  }

  private static String visible(String text) {
    StringBuilder ascii = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                ascii.append(
                    c < ' ' || c > '~' ? "<%04x>".formatted(c) : String.valueOf((char) c)));
    return ascii.toString();
  }
}
