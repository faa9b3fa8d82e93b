package io.paidan.importer.xes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XesMappingParserTest {
  @TempDir Path temp;

  @Test
  void namesEveryProblemAtOnce() {
    String mapping =
        """
        {"zone": "Mars/Olympus",
         "ticket": {"attribute": "concept:name"},
         "status": {"column": "concept:name"},
         "group": {"text": "none"},
         "steps": {"a": "accepted", "b": ["resolved", "teleported"], "c": [], "d": 3},
         "data": {"reported": {"district": "d"}, "urged": {}},
         "events": []}
        """;
    XesMappingParser.Result result =
        XesMappingParser.parse(mapping.getBytes(StandardCharsets.UTF_8));
    assertThat(result.mapping()).isNull();
    assertThat(String.join("\n", result.problems().stream().map(Object::toString).toList()))
        .contains("Mars/Olympus")
        .contains("\"source\" is missing")
        .contains("/ticket is of the trace", "like \"case:concept:name\"")
        .contains("/status \"attribute\" is missing", "unknown field \"column\"")
        .contains("names no attribute: attributes stand like {Agency}")
        .contains("\"time\" is missing")
        .contains("/steps/b/1 unknown step \"teleported\": one of reported, dispatched")
        .contains("/steps/c is empty: a status that says nothing is \"nothing\"")
        .contains("/steps/d must be a string")
        .contains("/data/reported \"channel\" is missing")
        .contains("/data \"dispatched\" is missing", "/data \"resolved\" is missing")
        .contains("unknown field \"urged\"")
        .contains("unknown field \"events\"");
  }

  @Test
  void asksForNoMoreThanTheStepsNeed() {
    String mapping =
        """
        {"zone": "UTC", "source": "/s", "ticket": {"attribute": "case:id"},
         "status": {"attribute": "s"}, "group": {"attribute": "g"}, "time": {"attribute": "t"},
         "steps": {"in": "reported", "out": "closed"},
         "data": {"reported": {"district": "d", "channel": "APP"}}}
        """;
    assertThat(XesMappingParser.parse(mapping.getBytes(StandardCharsets.UTF_8)).problems())
        .isEmpty();
  }

  @Test
  void loadsShippedMappingsByNameAndOthersByFile() throws Exception {
    for (String name : XesMappings.SHIPPED) {
      assertThat(XesMappings.load(name).steps()).isNotEmpty();
    }
    Path own = Files.write(temp.resolve("own.json"), SmallLog.mappingJson());
    assertThat(XesMappings.load(own.toString()).source()).isEqualTo("/small");
    assertThatThrownBy(() -> XesMappings.load("nyc311"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no mapping 'nyc311'")
        .hasMessageContaining("bpic2013, helpdesk");
  }
}
