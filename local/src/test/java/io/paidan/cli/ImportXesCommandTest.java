package io.paidan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportXesCommandTest {
  private static final String LOG =
      """
      <log><trace><string key="concept:name" value="1"/>%s</trace></log>
      """;
  private static final String EVENT =
      """
      <event><string key="concept:name" value="%s"/><string key="workgroup" value="W"/>
      <date key="time:timestamp" value="2012-10-09T14:50:17+02:00"/></event>
      """;

  @TempDir Path temp;

  @Test
  void saysWhatBecameOfEveryLogEvent() throws Exception {
    CommandRun run =
        run(
            "helpdesk",
            LOG.formatted(
                EVENT.formatted("Wait")
                    + EVENT.formatted("Closed")
                    + EVENT.formatted("Closed")
                    + EVENT.formatted("VERIFIED")
                    + EVENT.formatted("Lunch")));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "import: 5 log events of 1 cases gave 5 events; 1 told nothing new, 1 repeat others,"
                + " 1 could not be mapped, see "
                + temp.resolve("out.ndjson.rejected.ndjson"),
            "import: nothing new: 1 'VERIFIED'");
    assertThat(Files.readString(temp.resolve("out.ndjson.rejected.ndjson")))
        .isEqualTo(
            "{\"line\":9,\"ticket\":\"1\",\"reasons\":[\"'Lunch' is not among the mapping's"
                + " steps\"]}\n");
    assertThat(Files.readAllLines(temp.resolve("out.ndjson"))).hasSize(5);
  }

  @Test
  void failsInOneLine() throws Exception {
    CommandRun none = run("bpic2013", LOG.formatted(EVENT.formatted("Wait")));
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err().lines()).hasSize(1);
    assertThat(none.err()).contains("does this mapping belong to this log?");

    CommandRun broken = run("helpdesk", LOG.formatted("<event>"));
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err().lines()).hasSize(1);
    assertThat(broken.err()).startsWith("paidan import xes: ").contains("in.xes: line 1 is no XML");

    CommandRun unknown = run("nyc311", LOG.formatted(""));
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("no mapping 'nyc311'", "bpic2013, helpdesk");
  }

  private CommandRun run(String mapping, String log) throws Exception {
    Path in = Files.writeString(temp.resolve("in.xes"), log);
    return CommandRun.of(
        "import", "xes", "--mapping", mapping, "--in", in, "--out", temp.resolve("out.ndjson"));
  }
}
