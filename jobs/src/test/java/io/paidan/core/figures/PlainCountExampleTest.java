package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.figures.PlainCount.Beside;
import io.paidan.core.figures.PlainCount.Resolved;
import io.paidan.core.figures.PlainRecords.Ticket;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.event.EventDecoder;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The plain count itself against an independent reading of the contract: from the tickets,
 * assignments and clocks of the contract's example it gives the example's figures. What the three
 * kinds do not hold (where it was reported, when it became resolved) is folded from the events, and
 * must agree with the clocks that start then.
 */
class PlainCountExampleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static Path expected;
  private static Collection<JsonNode> tickets;
  private static Collection<JsonNode> assignments;
  private static Collection<JsonNode> clocks;
  private static Map<String, Beside> besides;

  @BeforeAll
  static void read() throws IOException {
    Path examples =
        Path.of(System.getProperty("paidan.root", ".."), "..", "shared", "examples").normalize();
    assumeTrue(Files.isDirectory(examples), "the contract's examples are not here: " + examples);
    expected = examples.resolve("expected");
    tickets = documents("paidan-tickets").values();
    assignments = documents("paidan-assignments").values();
    clocks = documents("paidan-clocks").values();
    besides = besides(examples);
  }

  private static Map<String, JsonNode> documents(String alias) throws IOException {
    return FiguresComparison.documents(expected.resolve(alias + ".ndjson"));
  }

  private static Map<String, Beside> besides(Path examples) throws IOException {
    List<PolicyVersion> versions = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      byte[] policy = Files.readAllBytes(examples.resolve("policy-" + i + ".json"));
      versions.addAll(PolicyParser.parse(policy).versions());
    }
    long asOf = Instant.parse(Files.readString(examples.resolve("as-of")).trim()).toEpochMilli();
    EventDecoder decoder = new EventDecoder();
    Map<String, List<TicketEvent>> events = new HashMap<>();
    for (String line : Files.readAllLines(examples.resolve("events.ndjson"))) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      if (decoder.decode(bytes, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP)
              instanceof TicketEvent event
          && event.time() <= asOf) {
        events.computeIfAbsent(event.ticketId(), id -> new ArrayList<>()).add(event);
      }
    }
    TicketJudge judge = TicketJudge.of(new PolicyHistory(versions), ZONE);
    Map<String, Beside> besides = new HashMap<>();
    events.forEach(
        (id, set) -> besides.put(id, Beside.of(judge.fold(id, set, asOf).facts().ticket(), ZONE)));
    return besides;
  }

  private static PlainCount count(ReferenceData reference) {
    return new PlainCount(tickets, assignments, clocks, besides, reference);
  }

  /** Every field of every document of the example, and no document more. */
  private static void assertGives(Map<String, Map<String, Object>> counted, String alias)
      throws IOException {
    Map<String, Map<String, Object>> should = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> document : documents(alias).entrySet()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      document.getValue().properties().forEach(f -> fields.put(f.getKey(), f.getValue()));
      fields.remove("_id");
      should.put(document.getKey(), fields);
    }
    Map<String, JsonNode> is = new HashMap<>();
    counted.forEach((id, document) -> is.put(id, JSON.valueToTree(document)));
    assertThat(should).isNotEmpty();
    assertThat(FiguresComparison.differencesInGiven(should, is)).isEmpty();
  }

  @Test
  void everyDistrictAndDay() throws IOException {
    assertGives(count(ReferenceData.NONE).districtDaily(), "paidan-district-daily");
  }

  @Test
  void everyDepartmentAndDay() throws IOException {
    assertGives(count(ReferenceData.NONE).departmentDaily(), "paidan-department-daily");
  }

  @Test
  void everyDepartmentDistrictAndDay() throws IOException {
    assertGives(
        count(ReferenceData.NONE).departmentDistrictDaily(), "paidan-department-district-daily");
  }

  /** Resolved by the assignments is resolved by the ticket's own word. */
  @Test
  void assignmentsAndTicketsAgreeOnWhatIsResolved() {
    List<Ticket> read = PlainRecords.read(tickets, assignments, clocks, besides, ZONE);
    assertThat(read).hasSize(tickets.size());
    assertThat(read).allMatch(t -> t.isResolved() == t.resolvedSaid());
    assertThat(read).anyMatch(Ticket::isResolved);
  }

  /** A DISPATCH clock starts with the report, a FEEDBACK clock each time a ticket is resolved. */
  @Test
  void clocksSayTheSameOfReportsAndResolutions() {
    Map<String, List<Resolved>> resolutions = new HashMap<>();
    int reports = 0;
    for (JsonNode clock : clocks) {
      String ticketId = clock.get("ticket_id").asText();
      String kind = clock.get("clock").asText();
      String district = clock.get("district").asText();
      if (kind.equals("TOTAL") || (kind.equals("DISPATCH") && clock.get("cycle").asInt() == 1)) {
        assertThat(besides.get(ticketId).reportedDistrict()).as(ticketId).isEqualTo(district);
        reports++;
      } else if (kind.equals("FEEDBACK")) {
        long at = Instant.parse(clock.get("started_at").asText()).toEpochMilli();
        resolutions
            .computeIfAbsent(ticketId, id -> new ArrayList<>())
            .add(Resolved.at(district, at, ZONE));
      }
    }
    assertThat(reports).isPositive();
    assertThat(resolutions).isNotEmpty();
    besides.forEach(
        (id, beside) ->
            assertThat(resolutions.getOrDefault(id, List.of()))
                .as(id)
                .containsExactlyInAnyOrderElementsOf(beside.resolutions()));
  }

  /** What is counted by area sums up from what is counted by district and day. */
  @Test
  void areasAreTheSumsOfTheirDays() {
    PlainCount count = count(DefaultReference.load());
    Map<String, Map<String, Object>> daily = count.districtDaily();
    Map<String, Map<String, Object>> areas = count.areaFigures();
    Map<String, Integer> sums = new HashMap<>();
    for (Map<String, Object> document : daily.values()) {
      String day = (String) document.get("date");
      String month = day.substring(0, 7);
      String quarter = month.compareTo("2026-04") < 0 ? "2026-Q1" : "2026-Q2";
      assertThat(day).startsWith("2026-0").isLessThan("2026-07");
      document.forEach(
          (figure, value) -> {
            if (value instanceof Integer number) {
              for (String period : List.of(day, month, quarter, "2026")) {
                sums.merge("PREFECTURE/changji/" + period + " " + figure, number, Integer::sum);
                sums.merge(
                    "COUNTY/" + document.get("county") + "/" + period + " " + figure,
                    number,
                    Integer::sum);
                if (!period.equals(day)) {
                  sums.merge(
                      "DISTRICT/" + document.get("district") + "/" + period + " " + figure,
                      number,
                      Integer::sum);
                }
              }
            }
          });
    }
    Map<String, Integer> counted = new HashMap<>();
    areas.forEach(
        (id, document) ->
            document.forEach(
                (figure, value) -> {
                  if (value instanceof Integer number) {
                    counted.put(id + " " + figure, number);
                  }
                }));
    sums.keySet().removeIf(key -> key.startsWith("COUNTY/null/"));
    counted.values().removeIf(number -> number == 0);
    sums.values().removeIf(number -> number == 0);
    assertThat(counted).isEqualTo(sums).isNotEmpty();
  }
}
