package io.paidan.importer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.importer.DateReader;
import io.paidan.importer.DateReader.Ambiguous;
import io.paidan.importer.UnmappableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvMappingParserTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @TempDir Path temp;

  @Test
  void namesEveryProblemAtOnce() {
    String mapping =
        """
        {"zone": "Mars/Olympus",
         "csv": {"encoding": "UTF-9", "delimiter": "::"},
         "dateFormats": ["jj/mm"],
         "ambiguousTimes": "MIDDLE",
         "ticket": {"column": "id", "text": "{id}"},
         "colour": "red",
         "events": [
           {"type": "teleported", "time": {"column": "t"}},
           {"type": "closed"},
           {"type": "closed", "time": {"column": "t"}, "when": [{"column": "c"}]},
           {"type": "urged", "time": {"text": "no column"},
            "data": {"by": {"column": "b", "as": "WORD", "otherwise": "x"}, "level": {"text": "{open"}}}
         ]}
        """;
    CsvMappingParser.Result result =
        CsvMappingParser.parse(mapping.getBytes(StandardCharsets.UTF_8));
    assertThat(result.mapping()).isNull();
    assertThat(String.join("\n", result.problems().stream().map(Object::toString).toList()))
        .contains("Mars/Olympus")
        .contains("UTF-9")
        .contains("/csv/delimiter")
        .contains("bad date format \"jj/mm\"")
        .contains("MIDDLE")
        .contains("both \"column\" and \"text\"")
        .contains("unknown field \"colour\"")
        .contains("\"source\" is missing")
        .contains("unknown event \"teleported\": one of reported, assessed")
        .contains("/events/1 \"time\" is missing")
        .contains("another event named \"closed\"")
        .contains("needs one of \"in\", \"notIn\" and \"empty\"")
        .contains("names no column")
        .contains("WORD")
        .contains("is for a \"map\", and there is none")
        .contains("a \"{\" is not closed");
  }

  @Test
  void loadsShippedMappingsByNameAndOthersByFile() throws Exception {
    for (String name : CsvMappings.SHIPPED) {
      assertThat(CsvMappings.load(name).events()).isNotEmpty();
    }
    assertThatThrownBy(() -> CsvMappings.load("nyc312"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no mapping 'nyc312'")
        .hasMessageContaining("nyc311");
    Path bad = Files.writeString(temp.resolve("bad.json"), "{\"zone\":\n");
    assertThatThrownBy(() -> CsvMappings.load(bad.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.json: 2:1 / not JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "2018-07-01 12:00:00, EARLIER, 2018-07-01T16:00:00Z",
    "2018-11-04 01:30:00, EARLIER, 2018-11-04T05:30:00Z",
    "2018-11-04 01:30:00, LATER, 2018-11-04T06:30:00Z",
    "2018-11-04 02:30:00, EARLIER, 2018-11-04T07:30:00Z",
    "2018-12-01, EARLIER, 2018-12-01T05:00:00Z",
    "2018-12-01T00:00:00+08:00, EARLIER, 2018-11-30T16:00:00Z",
    "01/31/2018 12:05:00 am, EARLIER, 2018-01-31T05:05:00Z",
  })
  void readsDates(String text, Ambiguous ambiguous, Instant expected) throws Exception {
    DateReader reader =
        new DateReader(
            List.of("yyyy-MM-dd HH:mm:ss", "uuuu-MM-dd", "MM/dd/yyyy hh:mm:ss a", "iso"),
            NEW_YORK,
            ambiguous);
    assertThat(Instant.ofEpochMilli(reader.read(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-03-11 02:30:00, does not exist in America/New_York",
    "2018-02-29 00:00:00, is not a date like",
    "2018-01-01 24:00:00, is not a date like",
    "2018-01-01 00:00, is not a date like",
    "yesterday, is not a date like yyyy-MM-dd HH:mm:ss",
  })
  void refusesWhatIsNoDate(String text, String reason) {
    DateReader reader = new DateReader(List.of("yyyy-MM-dd HH:mm:ss"), NEW_YORK, Ambiguous.EARLIER);
    assertThatThrownBy(() -> reader.read(text))
        .isInstanceOf(UnmappableException.class)
        .hasMessageContaining(reason);
  }
}
