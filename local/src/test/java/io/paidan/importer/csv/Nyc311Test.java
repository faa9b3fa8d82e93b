package io.paidan.importer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.core.recompute.Recompute;
import io.paidan.event.EventData;
import io.paidan.event.EventDecoder;
import io.paidan.event.EventType;
import io.paidan.event.TicketEvent;
import io.paidan.policy.DefaultPolicy;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real records of New York's 311, against what their own columns say. */
class Nyc311Test {
  private static final Path CSV =
      Path.of(System.getProperty("paidan.root"), "../shared/data/nyc311/nyc311_2018_1000.csv");

  @TempDir Path temp;
  private Path events;

  @BeforeEach
  void importRows() throws IOException {
    assumeThat(Files.isReadable(CSV))
        .as("SKIPPED: no sample of NYC 311 at " + CSV.toAbsolutePath().normalize())
        .isTrue();
    events = temp.resolve("nyc.ndjson");
    CsvImport.Report report = new CsvImport(CsvMappings.load("nyc311")).run(CSV, events);
    assertThat(report).isEqualTo(new CsvImport.Report(1000, 3 * 1000 + 2 * 986, 0, 0));
  }

  @Test
  void everyRowIsThere() throws Exception {
    EventDecoder decoder = new EventDecoder();
    Map<EventType, Integer> types = new EnumMap<>(EventType.class);
    Set<String> ids = new HashSet<>();
    Map<String, Long> created = new HashMap<>();
    Map<String, Long> closed = new HashMap<>();
    int withDue = 0;
    int policeDueInEightHours = 0;
    int police = 0;
    long previous = Long.MIN_VALUE;
    for (String line : Files.readAllLines(events)) {
      TicketEvent event =
          (TicketEvent)
              decoder.decode(
                  line.getBytes(StandardCharsets.UTF_8),
                  EventDecoder.Headers.NONE,
                  EventDecoder.NO_TIMESTAMP);
      assertThat(event.time()).isGreaterThanOrEqualTo(previous);
      previous = event.time();
      assertThat(ids.add(event.id())).isTrue();
      types.merge(event.type(), 1, Integer::sum);
      if (event.data() instanceof EventData.Dispatched dispatched) {
        EventData.Assignee assignee = dispatched.assignments().get(0);
        created.put(event.ticketId(), event.time());
        if (assignee.due() != null) {
          withDue++;
          if (assignee.department().equals("NYPD")) {
            police++;
            if (assignee.due() - event.time() == Duration.ofHours(8).toMillis()) {
              policeDueInEightHours++;
            }
          }
        }
      } else if (event.type() == EventType.CLOSED) {
        closed.put(event.ticketId(), event.time());
      }
    }
    assertThat(types)
        .isEqualTo(
            Map.of(
                EventType.REPORTED, 1000,
                EventType.ASSESSED, 1000,
                EventType.DISPATCHED, 1000,
                EventType.RESOLVED, 986,
                EventType.CLOSED, 986));
    assertThat(withDue).isEqualTo(486);
    assertThat(police).isEqualTo(346);
    assertThat(policeDueInEightHours).isEqualTo(346);
    assertThat(closed.entrySet().stream().filter(e -> e.getValue() < created.get(e.getKey())))
        .hasSize(10);
  }

  @Test
  void limitsAreMetAndMissedAsTheColumnsSay() throws Exception {
    Path out = temp.resolve("out");
    Recompute.run(
        new Recompute.Options(
            List.of(events),
            DefaultPolicy.load(),
            ReferenceData.NONE,
            Instant.parse("2020-01-01T00:00:00Z").toEpochMilli(),
            out));
    Map<String, Integer> statuses = new HashMap<>();
    for (String line : Files.readAllLines(out.resolve("paidan-clocks.ndjson"))) {
      Map<String, String> clock = strings(line);
      if (clock.get("clock").equals("RESOLVE") && clock.get("limit").equals("due")) {
        statuses.merge(clock.get("status"), 1, Integer::sum);
      }
    }
    assertThat(statuses).isEqualTo(Map.of("MET", 427, "MISSED", 52, "BREACHED", 7));
  }

  private static Map<String, String> strings(String json) throws IOException {
    Map<String, String> strings = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          strings.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    return strings;
  }
}
