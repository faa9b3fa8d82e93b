package io.paidan.core.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The history that comes with the contract, with the documents it must give: every field of every
 * expected document, and no document more. The examples lie beside the project, not in it.
 */
class ExampleHistoryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private static Path examples;

  @BeforeAll
  static void recompute() throws IOException {
    examples =
        Path.of(System.getProperty("paidan.root", ".."), "..", "shared", "examples").normalize();
    assumeTrue(Files.isDirectory(examples), "the contract's examples are not here: " + examples);
    run(List.of(examples.resolve("events.ndjson")), folder);
  }

  private static void run(List<Path> events, Path out) throws IOException {
    List<PolicyVersion> versions = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      PolicyParser.Result policy =
          PolicyParser.parse(Files.readAllBytes(examples.resolve("policy-" + i + ".json")));
      assertThat(policy.problems()).isEmpty();
      versions.addAll(policy.versions());
    }
    long asOf = Instant.parse(Files.readString(examples.resolve("as-of")).trim()).toEpochMilli();
    Recompute.run(
        new Recompute.Options(events, new PolicyHistory(versions), ReferenceData.NONE, asOf, out));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paidan-tickets",
        "paidan-assignments",
        "paidan-clocks",
        "paidan-district-daily",
        "paidan-department-daily",
        "paidan-department-district-daily"
      })
  void everyExpectedDocumentAndNoOther(String alias) throws IOException {
    Map<String, JsonNode> expected = documents(examples.resolve("expected"), alias);
    Map<String, JsonNode> actual = documents(folder, alias);
    assertThat(expected).isNotEmpty();
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    List<String> differences = new ArrayList<>();
    expected.forEach((id, document) -> compare(id, document, actual.get(id), differences));
    assertThat(differences).isEmpty();
  }

  @Test
  void orderAndPartitionOfTheInputChangeNothing(@TempDir Path other) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(examples.resolve("events.ndjson")));
    java.util.Collections.shuffle(lines, new java.util.Random(7));
    Path first = Files.write(other.resolve("a.ndjson"), lines.subList(0, 1000));
    Path second = Files.write(other.resolve("b.ndjson"), lines.subList(1000, lines.size()));
    run(List.of(second, first), other.resolve("out"));
    for (String alias :
        List.of(
            "paidan-tickets",
            "paidan-assignments",
            "paidan-clocks",
            "paidan-alerts",
            "paidan-events",
            "paidan-district-daily",
            "paidan-department-daily",
            "paidan-department-district-daily",
            "paidan-area-figures",
            "paidan-department-scores",
            "paidan-reference-problems")) {
      assertThat(other.resolve("out").resolve(alias + ".ndjson"))
          .hasSameBinaryContentAs(folder.resolve(alias + ".ndjson"));
    }
  }

  private static Map<String, JsonNode> documents(Path folder, String alias) throws IOException {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(alias + ".ndjson"))) {
      JsonNode document = JSON.readTree(line);
      documents.put(document.get("_id").asText(), document);
    }
    return documents;
  }

  private static void compare(
      String id, JsonNode expected, JsonNode actual, List<String> differences) {
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      JsonNode is = actual.get(field.getKey());
      boolean same =
          switch (field.getKey()) {
            case "title" -> true; // Masking is the decoder's.
            case "anomalies" -> anomalies(field.getValue()).equals(anomalies(is));
            default -> same(field.getKey(), field.getValue(), is);
          };
      if (!same) {
        differences.add(id + " " + field.getKey() + ": " + field.getValue() + " but is " + is);
      }
    }
  }

  private static boolean same(String field, JsonNode expected, JsonNode actual) {
    if (actual == null) {
      return false;
    }
    if (!expected.isNumber() || !actual.isNumber()) {
      return expected.equals(actual);
    }
    if (field.endsWith("_p50_ms") || field.endsWith("_p90_ms")) {
      return Math.abs(expected.doubleValue() - actual.doubleValue())
          <= 0.02 * expected.doubleValue();
    }
    if (expected.isIntegralNumber() && actual.isIntegralNumber()) {
      return expected.longValue() == actual.longValue();
    }
    double tolerance = 1e-4 * Math.max(Math.abs(expected.doubleValue()), 1e-9) + 1e-6;
    return Math.abs(expected.doubleValue() - actual.doubleValue()) <= tolerance;
  }

  private static List<String> anomalies(JsonNode list) {
    List<String> anomalies = new ArrayList<>();
    list.forEach(a -> anomalies.add(a.get("event_id").asText() + " " + a.get("reason").asText()));
    anomalies.sort(null);
    return anomalies;
  }
}
