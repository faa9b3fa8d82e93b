package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the comparison lets pass, and what it does not. */
class FiguresComparisonTest {
  private static Map<String, Object> expected() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("resolved", 346);
    fields.put("resolution_rate", 346.0 / 666);
    fields.put("on_time_rate", null);
    fields.put("resolution_rate_low", 0.0);
    fields.put("accept_p50_ms", 1000L);
    fields.put("missing", List.of("street", "policy"));
    fields.put("department_figures", Map.of("assigned", 2));
    return fields;
  }

  private static List<String> differences(String json) throws IOException {
    return FiguresComparison.differences(
        Map.of("d", expected()),
        FiguresComparison.documents(Map.of("d", json.getBytes(StandardCharsets.UTF_8))));
  }

  private static final String SAME =
      "{\"revision\":7,\"resolved\":346,\"resolution_rate\":0.51951951951952,\"on_time_rate\":null,"
          + "\"resolution_rate_low\":-1e-17,\"accept_p50_ms\":1020,"
          + "\"missing\":[\"policy\",\"street\"],\"department_figures\":{\"assigned\":2}}";

  @Test
  void withinTolerance() throws IOException {
    assertThat(differences(SAME)).isEmpty();
  }

  @Test
  void eachDifferenceIsNamed() throws IOException {
    List<String> found = new ArrayList<>();
    for (String[] change :
        new String[][] {
          {"346", "347"},
          {"346", "346.0"},
          {"0.51951951951952", "0.5195195"},
          {"\"on_time_rate\":null", "\"on_time_rate\":0"},
          {"\"on_time_rate\":null,", ""},
          {"1020", "1021"},
          {"1020", "1000.5"},
          {"1020", "null"},
          {"[\"policy\",", "["},
          {"\"assigned\":2", "\"assigned\":3"},
          {"\"assigned\":2", "\"assigned\":2,\"open\":0"},
          {"\"revision\"", "\"revised\""}
        }) {
      List<String> differences = differences(SAME.replace(change[0], change[1]));
      assertThat(differences).as(change[1]).hasSize(1);
      found.addAll(differences);
    }
    assertThat(found)
        .contains(
            "d: resolved should be 346, is 347",
            "d: on_time_rate should be null, is missing",
            "d: department_figures.assigned should be 2, is 3",
            "d: department_figures.open is not expected, is 0",
            "d: revised is not expected, is 7");
  }

  @Test
  void documentsMissingAndTooMany(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.ndjson"), "{\"_id\":\"b\",\"n\":1}\n");
    assertThat(
            FiguresComparison.differences(
                Map.of("a", Map.of("n", 1)), FiguresComparison.documents(file)))
        .containsExactly(
            "a: missing, expected {n=1}", "b: not expected, is {\"_id\":\"b\",\"n\":1}");
  }
}
