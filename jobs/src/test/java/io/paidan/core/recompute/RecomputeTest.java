package io.paidan.core.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.document.Alias;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import io.paidan.reference.ReferenceData.Staff;
import io.paidan.reference.ReferenceData.StaffKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain runner (contract, section 4, {@code recompute}). */
class RecomputeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY =
      """
      {"id":"p","version":1,"effectiveFrom":"2025-01-01T00:00:00Z","appliesTo":"NEW","targets":[
       {"clock":"RESOLVE","limit":"PT1H","warnAt":[0.5]}]}""";

  @TempDir private Path folder;

  private static String event(String ticket, int number, String type, String time, String data) {
    return ("{\"specversion\":\"1.0\",\"id\":\"%s-%d\",\"source\":\"/s\",\"type\":\"paidan.ticket.%s\","
            + "\"subject\":\"%s\",\"time\":\"%s\",\"data\":%s}")
        .formatted(ticket, number, type, ticket, time, data);
  }

  private static String reported(String ticket, String time) {
    return event(
        ticket, 0, "reported", time, "{\"district\":\"d\",\"channel\":\"APP\",\"title\":\"t\"}");
  }

  private static String dispatched(String ticket, String time) {
    return event(
        ticket,
        1,
        "dispatched",
        time,
        "{\"district\":\"d\",\"assignments\":[{\"department\":\"a\",\"role\":\"LEAD\"}]}");
  }

  private static String closed(String ticket, int number, String time) {
    return event(ticket, number, "closed", time, "{}");
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private Recompute.Summary run(Path... files) {
    return run("2026-06-01T00:00:00Z", files);
  }

  private Recompute.Summary run(String asOf, Path... files) {
    return Recompute.run(
        new Recompute.Options(
            Arrays.asList(files),
            new PolicyHistory(PolicyParser.parse(POLICY).versions()),
            ReferenceData.NONE,
            Instant.parse(asOf).toEpochMilli(),
            out()));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<JsonNode> written(String name) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (String line : Files.readAllLines(out().resolve(name + ".ndjson"))) {
      documents.add(JSON.readTree(line));
    }
    return documents;
  }

  @Test
  void writesTheDocumentsOfEveryKind() throws IOException {
    Recompute.Summary summary =
        run(
            file(
                "e.ndjson",
                reported("T1", "2026-03-02T02:00:00Z"),
                dispatched("T1", "2026-03-02T10:30:00+08:00")));
    assertThat(summary.events()).isEqualTo(2);
    assertThat(summary.tickets()).isEqualTo(1);
    assertThat(summary.documents()).containsEntry(Alias.CLOCKS, 1L).containsEntry(Alias.ALERTS, 2L);
    assertThat(written("paidan-tickets").get(0).get("state").asText()).isEqualTo("DISPATCHED");
    JsonNode breach = written("paidan-alerts").get(0);
    assertThat(breach.get("_id").asText()).isEqualTo("T1/a/1/RESOLVE/BREACH");
    assertThat(breach.get("fired_at")).isEqualTo(breach.get("threshold_at"));
    assertThat(breach.get("status").asText()).isEqualTo("FIRING");
    assertThat(written("paidan-events").get(0).get("_id").asText()).isEqualTo("/s\u001fT1-0");
    assertThat(written("paidan-events").get(0).has("read_at")).isFalse();
    assertThat(written("paidan-reference-problems"))
        .extracting(d -> d.get("_id").asText())
        .containsExactly("department/a", "district/d");
    assertThat(written("dead-letters")).isEmpty();
    try (Stream<Path> left = Files.list(out())) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  @Test
  void centersAreListedWithWhatIsMissing() throws IOException {
    ReferenceData reference =
        new ReferenceData(
            ReferenceData.NONE.zone(),
            null,
            Map.of("c", new Place("c", "阜康市")),
            Map.of(
                "d",
                new District(
                    "d",
                    "阜新街道",
                    "c",
                    44.1,
                    87.9,
                    List.of(
                        new Staff("street", StaffKind.STREET, 3),
                        new Staff("chengguan", StaffKind.URBAN_MANAGEMENT, 1)))),
            Map.of());
    Recompute.run(
        new Recompute.Options(
            List.of(file("e.ndjson", reported("T1", "2026-03-02T02:00:00Z"))),
            PolicyHistory.NONE,
            reference,
            Instant.parse("2026-06-01T00:00:00Z").toEpochMilli(),
            out()));
    JsonNode center = written("paidan-centers").get(0);
    assertThat(center.get("_id").asText()).isEqualTo("d");
    assertThat(center.get("staffed").asBoolean()).isFalse();
    assertThat(center.get("missing_total").asInt()).isEqualTo(1);
    assertThat(center.get("missing_urban_management").asInt()).isEqualTo(1);
    assertThat(center.get("missing_market_supervision").asInt()).isEqualTo(2);
    assertThat(center.get("county_name").asText()).isEqualTo("阜康市");
    assertThat(written("paidan-reference-problems")).isEmpty();
    assertThat(written("paidan-tickets").get(0).get("district_name").asText()).isEqualTo("阜新街道");
  }

  @Test
  void sortsByCodePoint() throws IOException {
    String rare = "𠮷-1"; // Beyond the Basic Multilingual Plane, after U+FF21 by code point.
    run(
        file(
            "e.ndjson",
            reported(rare, "2026-03-02T02:00:00Z"),
            reported("Ａ-1", "2026-03-02T02:00:00Z"),
            reported("T", "2026-03-02T02:00:00Z")));
    assertThat(written("paidan-tickets"))
        .extracting(d -> d.get("_id").asText())
        .containsExactly("T", "Ａ-1", rare);
  }

  @Test
  void brokenLinesAreDeadLettersAndStopNothing() throws IOException {
    Path file =
        file(
            "e.ndjson",
            "no json, call 13812345678",
            "",
            reported("T1", "2026-03-02T02:00:00Z"),
            reported("T1", "2026-03-02T02:00:00Z").replace("reported", "vanished"),
            "{\"specversion\":\"1.0\"");
    Recompute.Summary summary = run(file);
    assertThat(summary.lines()).isEqualTo(4);
    assertThat(summary.deadLetters()).isEqualTo(3);
    assertThat(summary.tickets()).isEqualTo(1);
    List<JsonNode> letters = written("dead-letters");
    assertThat(letters)
        .extracting(d -> d.get("_id").asText() + " " + d.get("reason").asText())
        .containsExactly(
            "e.ndjson/0/1 NOT_JSON", "e.ndjson/0/4 UNKNOWN_TYPE", "e.ndjson/0/5 NOT_JSON");
    assertThat(letters.get(0).get("excerpt").asText())
        .contains("no json")
        .doesNotContain("13812345678");
  }

  @Test
  void lineOverTheLimitIsADeadLetterWithItsSize() throws IOException {
    String big = "x".repeat(3 << 20);
    run(file("e.ndjson", big, reported("T1", "2026-03-02T02:00:00Z")));
    assertThat(written("paidan-tickets")).hasSize(1);
    JsonNode letter = written("dead-letters").get(0);
    assertThat(letter.get("reason").asText()).isEqualTo("TOO_LARGE");
    assertThat(letter.get("size").asLong()).isEqualTo(3 << 20);
  }

  @Test
  void repeatsCountOnceAndTheFirstOfConflictingOnesHolds() throws IOException {
    String first = reported("T1", "2026-03-02T02:00:00Z");
    String other = first.replace("\"district\":\"d\"", "\"district\":\"e\"");
    Recompute.Summary summary = run(file("a.ndjson", first, first), file("b.ndjson", other, first));
    assertThat(summary.events()).isEqualTo(1);
    assertThat(summary.repeats()).isEqualTo(2);
    assertThat(written("paidan-tickets").get(0).get("district").asText()).isEqualTo("d");
    JsonNode letter = written("dead-letters").get(0);
    assertThat(letter.get("_id").asText()).isEqualTo("b.ndjson/0/1");
    assertThat(letter.get("reason").asText()).isEqualTo("CONFLICTING_REPEAT");
    assertThat(letter.get("excerpt").asText()).contains("\"district\":\"e\"");
    run(file("b.ndjson", other), file("a.ndjson", first));
    assertThat(written("paidan-tickets").get(0).get("district").asText()).isEqualTo("e");
  }

  @Test
  void eventsAfterTheAsOfInstantAreNotRead() throws IOException {
    Recompute.Summary summary =
        run(
            "2026-03-02T02:30:00Z",
            file(
                "e.ndjson",
                reported("T1", "2026-03-02T02:00:00Z"),
                dispatched("T1", "2026-03-02T02:30:00Z"),
                closed("T1", 2, "2026-03-02T02:30:00.001Z"),
                reported("T2", "2026-03-03T02:00:00Z")));
    assertThat(summary.later()).isEqualTo(2);
    assertThat(written("paidan-tickets"))
        .extracting(d -> d.get("state").asText())
        .containsExactly("DISPATCHED");
  }

  @Test
  void eventsOverFourHundredDaysAfterTheEndAreDeadLetters() throws IOException {
    run(
        "2030-01-01T00:00:00Z",
        file(
            "e.ndjson",
            event(
                "T1",
                9,
                "feedback",
                "2027-04-07T02:00:00.001Z",
                "{\"satisfaction\":5,\"solved\":true}"),
            event(
                "T1",
                8,
                "feedback",
                "2027-04-07T02:00:00Z",
                "{\"satisfaction\":3,\"solved\":true}"),
            reported("T1", "2026-03-02T02:00:00Z"),
            closed("T1", 2, "2026-03-03T02:00:00Z")));
    assertThat(written("dead-letters"))
        .extracting(d -> d.get("_id").asText() + " " + d.get("reason").asText())
        .containsExactly("e.ndjson/0/1 EXPIRED_TICKET");
    JsonNode ticket = written("paidan-tickets").get(0);
    assertThat(ticket.get("satisfaction").asInt()).isEqualTo(3);
    assertThat(ticket.get("event_count").asInt()).isEqualTo(3);
    assertThat(written("paidan-events")).hasSize(3);
  }

  @Test
  void gzipIsToldByItsContent() throws IOException {
    Path file = folder.resolve("e.ndjson");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(reported("T1", "2026-03-02T02:00:00Z").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(run(file).events()).isEqualTo(1);
  }

  @Test
  void sameInputGivesTheSameBytes() throws IOException {
    Path file =
        file(
            "e.ndjson",
            reported("T1", "2026-03-02T02:00:00Z"),
            dispatched("T1", "2026-03-02T02:10:00Z"),
            "broken");
    run(file);
    Path first = folder.resolve("first");
    Files.move(out(), first);
    run(file);
    try (Stream<Path> files = Files.list(first)) {
      for (Path each : files.toList()) {
        assertThat(out().resolve(each.getFileName())).hasSameBinaryContentAs(each);
      }
    }
  }

  @Test
  void filesOfOneNameKeepTheirLettersApart() throws IOException {
    Files.createDirectories(folder.resolve("x"));
    run(file("e.ndjson", "broken"), file("x/e.ndjson", "broken too"));
    assertThat(written("dead-letters"))
        .extracting(d -> d.get("_id").asText())
        .containsExactly("e.ndjson (2)/0/1", "e.ndjson/0/1");
  }

  @Test
  void whatCannotBeReadOrWrittenIsOneClearLine() throws IOException {
    assertThatThrownBy(() -> run(folder.resolve("none.ndjson")))
        .isInstanceOf(RecomputeException.class)
        .hasMessageContaining("none.ndjson")
        .hasMessageContaining("no such file");
    Path good = file("e.ndjson", reported("T1", "2026-03-02T02:00:00Z"));
    Path cut = folder.resolve("cut.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(cut))) {
      out.write("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> run(good, cut))
        .isInstanceOf(RecomputeException.class)
        .hasMessageContaining("cut.ndjson.gz");
    assertThat(out().resolve("paidan-tickets.ndjson")).doesNotExist();
    Files.writeString(folder.resolve("occupied"), "a file");
    assertThatThrownBy(
            () ->
                Recompute.run(
                    new Recompute.Options(
                        List.of(good),
                        PolicyHistory.NONE,
                        ReferenceData.NONE,
                        0,
                        folder.resolve("occupied"))))
        .isInstanceOf(RecomputeException.class)
        .hasMessageContaining("occupied");
  }
}
